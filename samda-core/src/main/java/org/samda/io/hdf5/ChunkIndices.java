// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import io.jhdf.AbstractNode;
import io.jhdf.api.dataset.ChunkedDataset;
import io.jhdf.dataset.chunked.DatasetInfo;
import io.jhdf.dataset.chunked.indexing.BTreeIndex;
import io.jhdf.dataset.chunked.indexing.ExtensibleArrayIndex;
import io.jhdf.dataset.chunked.indexing.FixedArrayIndex;
import io.jhdf.dataset.chunked.indexing.ImplicitChunkIndex;
import io.jhdf.dataset.chunked.indexing.SingleChunkIndex;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessage;
import io.jhdf.object.message.DataLayoutMessage.ChunkedDataLayoutMessageV4;
import io.jhdf.storage.HdfBackingStorage;
import java.util.List;
import org.samda.SamdaException;
import org.samda.io.ByteInput;

/** Makes the index that a dataset's header asks for. */
final class ChunkIndices {
    private static final long MOST_CHUNKS = 2_000_000;
    private static final int ADDRESS_BYTES = 8;

    private ChunkIndices() {}

    static ChunkIndex of(ChunkedDataset dataset, ByteInput input) {
        DataLayoutMessage layout = ((AbstractNode) dataset).getHeader().getMessageOfType(DataLayoutMessage.class);
        HdfBackingStorage storage = dataset.getHdfFile().getHdfBackingStorage();
        if (layout instanceof ChunkedDataLayoutMessage old && storage.getSizeOfOffsets() == ADDRESS_BYTES) {
            int rank = dataset.getDimensionsAsLong().length;
            return new ChunkTree(input, storage.getUserBlockSize(), old.getBTreeAddress(), rank);
        }
        if (layout instanceof ChunkedDataLayoutMessageV4 latest) {
            return table(dataset, latest, storage);
        }
        throw new SamdaException("'%s' keeps the dataset '%s' in a way that is not read here. Rewrite it with h5repack."
                .formatted(dataset.getFileAsPath(), dataset.getPath()));
    }

    private static ChunkIndex table(
            ChunkedDataset dataset, ChunkedDataLayoutMessageV4 layout, HdfBackingStorage storage) {
        requireFew(dataset);
        if (layout.getAddress() == -1) {
            return new ChunkTable(List.of());
        }
        int[] chunk = dataset.getChunkDimensions();
        int bytes = dataset.getDataType().getSize();
        for (int count : chunk) {
            bytes = Math.multiplyExact(bytes, count);
        }
        DatasetInfo info = new DatasetInfo(bytes, dataset.getDimensionsAsLong(), chunk);
        io.jhdf.dataset.chunked.indexing.ChunkIndex index = switch (layout.getIndexingType()) {
            case ChunkedDataLayoutMessageV4.SINGLE_CHUNK_INDEX -> new SingleChunkIndex(layout, info);
            case ChunkedDataLayoutMessageV4.IMPLICIT_INDEX -> new ImplicitChunkIndex(layout.getAddress(), info);
            case ChunkedDataLayoutMessageV4.FIXED_ARRAY_INDEX ->
                new FixedArrayIndex(storage, layout.getAddress(), info);
            case ChunkedDataLayoutMessageV4.EXTENSIBLE_ARRAY_INDEX ->
                new ExtensibleArrayIndex(storage, layout.getAddress(), info);
            default -> new BTreeIndex(storage, layout.getAddress(), info);
        };
        return new ChunkTable(index.getAllChunks());
    }

    private static void requireFew(ChunkedDataset dataset) {
        long[] dimensions = dataset.getDimensionsAsLong();
        int[] chunk = dataset.getChunkDimensions();
        double chunks = 1;
        for (int axis = 0; axis < dimensions.length; axis++) {
            chunks *= Math.ceil((double) dimensions[axis] / chunk[axis]);
        }
        if (chunks > MOST_CHUNKS) {
            throw new SamdaException(
                    "'%s' keeps the dataset '%s' in %.0f chunks in HDF5's newest format, expected at most %d. Rewrite it with h5repack and larger chunks, or with h5py's libver='earliest'."
                            .formatted(dataset.getFileAsPath(), dataset.getPath(), chunks, MOST_CHUNKS));
        }
    }
}
