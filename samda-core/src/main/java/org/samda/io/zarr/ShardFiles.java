// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.io.Bytes;
import org.samda.io.FileProblem;

/**
 * The chunks of an array that lie in shards: an index in each file says where its chunks are. Only the chunks that are
 * asked for are read; the indices used last are kept. Several threads may use it at once.
 */
final class ShardFiles implements ChunkSource {
    private static final long MISSING = -1;
    private static final int ENTRY = 2 * Long.BYTES;
    private static final long KEPT_BYTES = 32 << 20;

    private final ArraySpec spec;
    private final ShardLayout layout;
    private final long[] chunksPerShard;
    private final int indexBytes;
    private final Map<Path, ByteBuffer> indices = new LinkedHashMap<>(16, 0.75f, true);

    ShardFiles(ArraySpec spec, ShardLayout layout) {
        this.spec = spec;
        this.layout = layout;
        long[] chunk = spec.dimensions().chunkShape();
        chunksPerShard = new long[chunk.length];
        for (int i = 0; i < chunk.length; i++) {
            chunksPerShard[i] = layout.shard()[i] / chunk[i];
        }
        indexBytes = (int) Dimensions.elements(chunksPerShard) * ENTRY + (layout.checked() ? Crc32cCodec.BYTES : 0);
    }

    @Override
    public Optional<DecodedChunk> read(ChunkIndex index) {
        long[] shard = spec.dimensions().indices(index);
        long entry = 0;
        for (int i = 0; i < shard.length; i++) {
            entry = entry * chunksPerShard[i] + shard[i] % chunksPerShard[i];
            shard[i] /= chunksPerShard[i];
        }
        Path file = spec.storage().keys().file(spec.folder(), shard);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return chunk(channel, file, (int) entry * ENTRY);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (EOFException e) {
            throw FileProblem.damaged(file, "it ends too early", e);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    private Optional<DecodedChunk> chunk(FileChannel channel, Path file, int entry) throws IOException {
        ByteBuffer index = index(channel, file);
        long offset = index.getLong(entry);
        long bytes = index.getLong(entry + Long.BYTES);
        if (offset == MISSING && bytes == MISSING) {
            return Optional.empty();
        }
        if (offset < 0 || bytes < 0 || offset > channel.size() - bytes) {
            throw FileProblem.damaged(
                    file,
                    "its index has a chunk of %d bytes at byte %d of %d".formatted(bytes, offset, channel.size()));
        }
        if (bytes > CodecChain.mostEncoded(spec.chunkBytes())) {
            throw FileProblem.damaged(
                    file,
                    "its index has a chunk of %s, chunks have %s without compression"
                            .formatted(Bytes.readable(bytes), Bytes.readable(spec.chunkBytes())));
        }
        byte[] stored = bytes(channel, offset, (int) bytes);
        try {
            return Optional.of(DecodedChunk.whole(spec.storage().codecs().decode(stored, spec.chunkBytes()), spec));
        } catch (IOException e) {
            throw FileProblem.damaged(file, "the chunk at byte " + offset + ": " + e.getMessage(), e);
        }
    }

    private synchronized ByteBuffer index(FileChannel channel, Path file) throws IOException {
        ByteBuffer known = indices.get(file);
        if (known != null) {
            return known;
        }
        byte[] stored = bytes(channel, layout.atStart() ? 0 : channel.size() - indexBytes, indexBytes);
        ByteBuffer index = ByteBuffer.wrap(checked(stored, file)).order(layout.order());
        indices.put(file, index);
        if (indices.size() > Math.max(1, KEPT_BYTES / indexBytes)) {
            indices.remove(indices.keySet().iterator().next());
        }
        return index;
    }

    private byte[] checked(byte[] stored, Path file) {
        CodecChain chain = new CodecChain(layout.checked() ? List.of(new Crc32cCodec()) : List.of());
        try {
            return chain.decode(stored, indexBytes - (layout.checked() ? Crc32cCodec.BYTES : 0));
        } catch (IOException e) {
            throw FileProblem.damaged(file, "the index of its chunks: " + e.getMessage(), e);
        }
    }

    private static byte[] bytes(FileChannel channel, long offset, int count) throws IOException {
        if (offset < 0) {
            throw new EOFException();
        }
        ByteBuffer bytes = ByteBuffer.allocate(count);
        while (bytes.hasRemaining()) {
            if (channel.read(bytes, offset + bytes.position()) < 0) {
                throw new EOFException();
            }
        }
        return bytes.array();
    }
}
