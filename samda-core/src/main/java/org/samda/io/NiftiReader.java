// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Objects;
import java.util.zip.ZipException;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;

/**
 * Reads NIfTI-1 in a single file, each z plane a section, exactly as it lies in the file (x fastest, nothing turned or
 * mirrored), with the header's scaling applied.
 *
 * <p>Extensions are skipped. Of a compressed file the checksum is compared when the last section has been read.
 */
final class NiftiReader implements VolumeReader {
    private static final int CHUNK_VALUES = 1 << 13;

    private final Path file;
    private final ByteInput input;
    private final NiftiHeader header;
    private final VolumeInfo info;

    /** @param input the file's bytes as they are without compression; closed by this reader */
    NiftiReader(Path file, ByteInput input) {
        this.file = file;
        this.input = input;
        try {
            header = readHeader();
            requirePossible();
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
        info = header.info();
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public GreyImage read(long z) {
        long sections = info.size().z();
        Objects.checkIndex(z, sections);
        float[] values = new float[Math.toIntExact(info.size().x() * info.size().y())];
        try {
            fill(values, z);
            if (z == sections - 1) {
                input.verify();
            }
        } catch (IOException e) {
            throw problem(e, "section %d of %d cannot be read".formatted(z + 1, sections));
        }
        return new GreyImage((int) info.size().x(), (int) info.size().y(), values);
    }

    @Override
    public void close() {
        input.close();
    }

    private NiftiHeader readHeader() {
        byte[] bytes = new byte[NiftiHeader.BYTES];
        try {
            int present = input.read(0, bytes, bytes.length);
            return NiftiHeader.of(Arrays.copyOf(bytes, present), file);
        } catch (IOException e) {
            throw problem(e, "its header cannot be read");
        }
    }

    /** Nothing of the header's size is allocated before. */
    private void requirePossible() {
        double claimed =
                header.offset() + (double) header.sectionBytes() * header.size().z();
        if (claimed > input.mostBytes()) {
            throw FileProblem.damaged(
                    file,
                    "its header claims %s voxels, %s of data, which the file is too short for"
                            .formatted(header.size(), Bytes.readable((long) claimed)));
        }
        new ClaimedSize(
                        file,
                        header.size().x(),
                        header.size().y(),
                        Byte.SIZE * header.type().bytes())
                .check(Long.MAX_VALUE, Runtime.getRuntime().maxMemory());
    }

    private void fill(float[] values, long z) throws IOException {
        int bytes = header.type().bytes();
        byte[] chunk = new byte[CHUNK_VALUES * bytes];
        ByteBuffer numbers = ByteBuffer.wrap(chunk).order(header.order());
        long begin = header.offset() + z * header.sectionBytes();
        for (int from = 0; from < values.length; from += CHUNK_VALUES) {
            int count = Math.min(CHUNK_VALUES, values.length - from);
            if (input.read(begin + (long) from * bytes, chunk, count * bytes) < count * bytes) {
                throw new EOFException();
            }
            numbers.clear();
            for (int i = from; i < from + count; i++) {
                values[i] = finite(header.scaling().of(header.type().number(numbers)), i, z);
            }
        }
    }

    /** The value as a float; one that is too large for it counts as infinite. */
    private float finite(double value, int pixel, long z) {
        float result = (float) value;
        if (!Float.isFinite(result)) {
            long width = info.size().x();
            throw new SamdaException(
                    "%s has the value %s at pixel (%d, %d), expected finite numbers that fit into 32 bits. Replace it, for example in Python with numpy.nan_to_num."
                            .formatted(SectionName.of(file, z, info.size().z()), value, pixel % width, pixel / width));
        }
        return result;
    }

    private SamdaException problem(IOException e, String what) {
        if (e instanceof EOFException) {
            return FileProblem.damaged(file, "it ends too early, " + what, e);
        }
        if (e instanceof ZipException) {
            return FileProblem.damaged(file, "it cannot be inflated, " + what + " (" + e.getMessage() + ")", e);
        }
        return FileProblem.reading(file, e);
    }
}
