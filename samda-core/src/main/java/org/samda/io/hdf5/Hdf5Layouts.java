// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.AbstractNode;
import io.jhdf.api.Dataset;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.api.dataset.ContiguousDataset;
import io.jhdf.dataset.CompactDataset;
import io.jhdf.object.message.FilterPipelineMessage;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.samda.SamdaException;
import org.samda.image.VolumeSize;
import org.samda.io.ByteInput;
import org.samda.io.Bytes;
import org.samda.io.FileProblem;
import org.samda.io.RawLayout;
import org.samda.io.RawVoxels;

/** Chooses how the voxels of a dataset are read. */
final class Hdf5Layouts {
    private static final int SHARE_OF_MEMORY = 4;

    private final Dataset dataset;
    private final Hdf5Shape shape;
    private final Hdf5Type type;
    private final ByteInput input;

    Hdf5Layouts(Dataset dataset, Hdf5Shape shape, Hdf5Type type, ByteInput input) {
        this.dataset = dataset;
        this.shape = shape;
        this.type = type;
        this.input = input;
    }

    /** @throws SamdaException if they are kept in another way than in this file, contiguous, compact or in chunks */
    Hdf5Voxels voxels() {
        if (dataset instanceof ChunkedDataset chunked) {
            return chunked(chunked);
        }
        if (dataset instanceof ContiguousDataset contiguous) {
            long base = dataset.getHdfFile().getUserBlockSize();
            if (contiguous.getDataAddress() < 0) {
                throw problem("has no data in this file: it was never written, or they are in other files");
            }
            return raw(input, base + contiguous.getDataAddress());
        }
        if (dataset instanceof CompactDataset compact) {
            ByteBuffer buffer = compact.getDataBuffer();
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            return raw(new MemoryBytes(bytes), 0);
        }
        throw problem("is put together from others");
    }

    private Hdf5Voxels raw(ByteInput bytes, long offset) {
        RawLayout layout = new RawLayout(offset, shape.size(), type.number(), type.order());
        if (layout.end() > bytes.mostBytes()) {
            throw FileProblem.damaged(
                    dataset.getFileAsPath(),
                    "it ends too early, dataset '%s' of %s voxels is not complete".formatted(dataset.getPath(), shape));
        }
        VolumeSize section = new VolumeSize(shape.size().x(), shape.size().y(), 1);
        return new RawHdf5Voxels(new RawVoxels(dataset.getFileAsPath(), bytes, layout), section);
    }

    private Hdf5Voxels chunked(ChunkedDataset chunked) {
        long[] extents =
                Arrays.stream(chunked.getChunkDimensions()).asLongStream().toArray();
        requirePossible(extents);
        AbstractNode node = (AbstractNode) dataset;
        List<FilterInfo> filters = node.getHeader().getMessagesOfType(FilterPipelineMessage.class).stream()
                .flatMap(message -> message.getFilters().stream())
                .toList();
        ChunkFilters known = new ChunkFilters(filters, type.number().bytes());
        known.unknown().ifPresent(name -> {
            throw problem("is packed with " + name + ", expected deflate (gzip), LZF, shuffle or fletcher32");
        });
        Hdf5Shape chunk = new Hdf5Shape(extents, shape.z(), shape.y(), shape.x());
        float fill = dataset.getFillValue() instanceof Number number ? number.floatValue() : 0;
        long base = dataset.getHdfFile().getUserBlockSize();
        ChunkLayout layout = new ChunkLayout(shape, chunk, type, known, fill, base);
        return new ChunkedVoxels(dataset.getFileAsPath(), input, layout, ChunkIndices.of(chunked, input));
    }

    /** A chunk is unpacked into memory as a whole. */
    private void requirePossible(long[] extents) {
        double bytes = type.number().bytes();
        for (long extent : extents) {
            bytes *= extent;
        }
        boolean fits = extents.length == shape.dimensions().length
                && Arrays.stream(extents).allMatch(extent -> extent > 0)
                && Arrays.stream(extents).skip(shape.x() + 1L).allMatch(extent -> extent == 1);
        if (!fits) {
            throw problem("claims chunks of " + Hdf5Shape.text(extents) + " voxels");
        }
        long allowed = Math.min(Integer.MAX_VALUE - 64, Runtime.getRuntime().maxMemory() / SHARE_OF_MEMORY);
        if (bytes > allowed) {
            throw problem("has chunks of %s voxels, %s each, expected at most %s"
                    .formatted(Hdf5Shape.text(extents), Bytes.readable((long) bytes), Bytes.readable(allowed)));
        }
    }

    private SamdaException problem(String what) {
        return new SamdaException(
                "'%s': dataset '%s' %s. Rewrite it, for example with h5repack -f GZIP=1 -l CHUNK=64x64x64 (an extent per axis)."
                        .formatted(dataset.getFileAsPath(), dataset.getPath(), what));
    }
}
