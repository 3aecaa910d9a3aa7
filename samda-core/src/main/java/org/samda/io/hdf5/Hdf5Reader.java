// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.api.Dataset;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.StoredBytes;
import org.samda.io.VolumeReader;
import org.samda.io.VoxelBoxes;

/**
 * Reads one dataset of an HDF5 file as a volume, box by box: contiguous, compact or in chunks (deflate, LZF, shuffle,
 * fletcher32). Its axes are z, y, x or y, x, with axes of one voxel besides.
 *
 * <p>Chunks that were never written have the dataset's fill value. The voxel size is the attribute
 * {@code element_size_um} or {@code resolution} (in nm), both in the order z, y, x.
 */
public final class Hdf5Reader implements VolumeReader {
    private final Path file;
    private final StoredBytes input;
    private final VolumeInfo info;
    private final Hdf5Voxels voxels;

    /**
     * @param path the file, or a dataset in it (see {@link Hdf5Path})
     * @throws SamdaException if it is no HDF5 file, holds no such dataset, or one that is no grey volume
     */
    public Hdf5Reader(Path path) throws IOException {
        Hdf5Path place = Hdf5Path.of(path);
        file = place.file();
        input = new StoredBytes(file);
        try (Hdf5File library = new Hdf5File(file)) {
            Contents contents = library.ask(root -> contents(Hdf5Search.find(root, place)));
            info = contents.info();
            voxels = contents.voxels();
        } catch (RuntimeException e) {
            input.close();
            throw e;
        }
    }

    @Override
    public VolumeInfo info() {
        return info;
    }

    @Override
    public VolumeSize chunk() {
        return voxels.chunk();
    }

    @Override
    public GreyImage read(long z) {
        return VoxelBoxes.section(this, z, file);
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = VoxelBoxes.values(this, box);
        voxels.read(box, values);
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {
        input.close();
    }

    private Contents contents(Dataset dataset) {
        Hdf5Type type = Hdf5Type.of(dataset.getDataType())
                .orElseThrow(() -> problem(
                        dataset,
                        "holds values of the kind "
                                + dataset.getDataType().getClass().getSimpleName(),
                        "whole numbers of 8 to 64 bits or floats of 16, 32 or 64 bits"));
        Hdf5Shape shape = shape(dataset);
        VolumeSize size = shape.size();
        VolumeInfo found = new VolumeInfo(size, type.number().pixelType(), Hdf5Attributes.voxelSize(dataset, size.z()));
        return new Contents(found, new Hdf5Layouts(dataset, shape, type, input).voxels());
    }

    private Hdf5Shape shape(Dataset dataset) {
        long[] dimensions = dataset.getDimensionsAsLong();
        Optional<String> tags = Hdf5Attributes.axisTags(dataset);
        String named = tags.map(Hdf5Shape::names)
                .map(names -> " in the order " + names)
                .orElse("");
        return tags.map(names -> Hdf5Shape.tagged(dimensions, names))
                .orElseGet(() -> Hdf5Shape.of(dimensions))
                .orElseThrow(() -> problem(
                        dataset,
                        "has " + Hdf5Shape.text(dimensions) + " values" + named,
                        "one volume or image of one channel with its axes in the order z, y, x"));
    }

    private SamdaException problem(Dataset dataset, String found, String expected) {
        return new SamdaException(
                "'%s': dataset '%s' %s, expected %s. Choose another dataset, or rewrite this one, for example with h5py and numpy.transpose."
                        .formatted(file, dataset.getPath(), found, expected));
    }

    /** What is known of a dataset, and how its voxels are read. */
    private record Contents(VolumeInfo info, Hdf5Voxels voxels) {}
}
