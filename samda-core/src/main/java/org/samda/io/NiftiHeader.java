// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * The header of a NIfTI-1 volume in a single file, checked to be something that can be read here (nifti1.h).
 *
 * @param stored  as it lies in the file
 * @param order   byte order of header and voxels
 * @param size    voxels along x, y, z
 * @param type    how voxels are stored
 * @param offset  position of the first voxel in the file
 * @param scaling of the stored numbers
 */
record NiftiHeader(
        StoredHeader stored, ByteOrder order, VolumeSize size, NiftiType type, long offset, NiftiScaling scaling) {

    static final int BYTES = 348;
    private static final int NIFTI_2_BYTES = 540;
    private static final int MAGIC_BYTES = 4;
    private static final String SINGLE_FILE = "n+1\0";
    private static final String PAIR = "ni1\0";
    private static final int MOST_DIMENSIONS = 7;
    private static final double LARGEST_OFFSET = 1e15;

    /**
     * @param bytes the first bytes of a file, {@value #BYTES} if it has as many
     * @param file  the file, for messages
     * @throws SamdaException if they are no NIfTI-1 header, or one of something that cannot be read here
     */
    static NiftiHeader of(byte[] bytes, Path file) {
        ByteBuffer fields = fields(bytes, file);
        VolumeSize size = size(fields, file);
        NiftiType type = type(fields.getShort(NiftiField.DATATYPE), file);
        return new NiftiHeader(
                new StoredHeader(bytes), fields.order(), size, type, offset(fields, file), scaling(fields, file));
    }

    /** The byte order of what looks like the header of a NIfTI-1 volume in a single file; empty if it is none. */
    static Optional<ByteOrder> orderOf(byte[] bytes) {
        boolean whole = bytes.length == BYTES && magic(bytes).equals(SINGLE_FILE);
        return whole ? order(bytes, BYTES) : Optional.empty();
    }

    VolumeInfo info() {
        ByteBuffer fields = ByteBuffer.wrap(stored.bytes()).order(order);
        PixelType pixels = scaling.isNone() ? type.pixelType() : PixelType.FLOAT32;
        return new VolumeInfo(
                size, pixels, NiftiVoxelSize.of(fields, size.z()), Optional.of(stored), NiftiDirections.of(fields));
    }

    /** Where the voxels are. */
    RawLayout layout() {
        return new RawLayout(offset, size, new NiftiNumbers(type, scaling), order);
    }

    private static ByteBuffer fields(byte[] bytes, Path file) {
        if (order(bytes, NIFTI_2_BYTES).isPresent()) {
            throw other(file, "a NIfTI-2 file", "nibabel.Nifti1Image.from_image(nibabel.load('%s'))".formatted(file));
        }
        ByteOrder order = order(bytes, BYTES)
                .orElseThrow(() -> new SamdaException(
                        "'%s' holds no NIfTI volume, which is what files packed with gzip are read for. Unpack it, or name another file."
                                .formatted(file)));
        if (bytes.length < BYTES) {
            throw FileProblem.damaged(file, "it ends too early, the NIfTI header is not complete");
        }
        String magic = magic(bytes);
        if (!magic.equals(SINGLE_FILE)) {
            String found = magic.equals(PAIR) ? "one file of a NIfTI pair (.hdr and .img)" : "an Analyze 7.5 header";
            throw other(file, found, "nibabel.load('%s')".formatted(file));
        }
        return ByteBuffer.wrap(bytes).order(order);
    }

    private static SamdaException other(Path file, String found, String image) {
        return new SamdaException(
                "'%s' is %s, expected NIfTI-1 in a single file (.nii, .nii.gz). Convert it, for example in Python: nibabel.save(%s, 'new.nii.gz')."
                        .formatted(file, found, image));
    }

    /** A header begins with its size, which says in which order its bytes are. */
    private static Optional<ByteOrder> order(byte[] bytes, int headerBytes) {
        if (bytes.length < Integer.BYTES) {
            return Optional.empty();
        }
        int found = ByteBuffer.wrap(bytes).getInt(NiftiField.HEADER_SIZE);
        if (found == headerBytes) {
            return Optional.of(ByteOrder.BIG_ENDIAN);
        }
        return found == Integer.reverseBytes(headerBytes) ? Optional.of(ByteOrder.LITTLE_ENDIAN) : Optional.empty();
    }

    private static String magic(byte[] bytes) {
        return new String(bytes, NiftiField.MAGIC, MAGIC_BYTES, StandardCharsets.ISO_8859_1);
    }

    private static VolumeSize size(ByteBuffer fields, Path file) {
        int dimensions = fields.getShort(NiftiField.DIM);
        if (dimensions < 1 || dimensions > MOST_DIMENSIONS) {
            throw FileProblem.damaged(file, "its header claims " + dimensions + " dimensions");
        }
        long[] shape = IntStream.rangeClosed(1, dimensions)
                .mapToLong(axis -> fields.getShort(NiftiField.DIM + axis * Short.BYTES))
                .toArray();
        String text = LongStream.of(shape).mapToObj(String::valueOf).collect(Collectors.joining(" x "));
        if (Arrays.stream(shape).anyMatch(voxels -> voxels < 1)) {
            throw FileProblem.damaged(file, "its header claims a volume of " + text + " voxels");
        }
        if (dimensions == 1 || Arrays.stream(shape).skip(3).anyMatch(count -> count > 1)) {
            throw new SamdaException(
                    "'%s' holds %s voxels, expected one volume of 2 or 3 dimensions. Save each volume in a file of its own."
                            .formatted(file, text));
        }
        return new VolumeSize(shape[0], shape[1], dimensions == 2 ? 1 : shape[2]);
    }

    private static NiftiType type(int code, Path file) {
        return NiftiType.of(code)
                .orElseThrow(() -> new SamdaException(
                        "'%s' holds %s (NIfTI's data type %d), expected whole numbers of 8, 16 or 32 bits or floats of 32 or 64 bits. Convert it to float32."
                                .formatted(file, NiftiType.nameOf(code), code)));
    }

    private static long offset(ByteBuffer fields, Path file) {
        float offset = fields.getFloat(NiftiField.VOX_OFFSET);
        if (!(offset >= BYTES) || offset > LARGEST_OFFSET || offset != (long) offset) {
            throw FileProblem.damaged(
                    file, "its header puts the first voxel at byte " + offset + ", expected one from " + BYTES + " on");
        }
        return (long) offset;
    }

    private static NiftiScaling scaling(ByteBuffer fields, Path file) {
        try {
            return NiftiScaling.of(fields.getFloat(NiftiField.SCL_SLOPE), fields.getFloat(NiftiField.SCL_INTER));
        } catch (IllegalArgumentException e) {
            throw FileProblem.damaged(file, "its header asks for a " + e.getMessage(), e);
        }
    }
}
