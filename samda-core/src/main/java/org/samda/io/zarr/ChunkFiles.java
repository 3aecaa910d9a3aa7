// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.samda.io.AtomicFiles;
import org.samda.io.Bytes;
import org.samda.io.FileProblem;

/** The chunks of an array that have a file each; in N5 the file begins with a header, and chunks at the edges are clipped. */
final class ChunkFiles implements ChunkSource {
    private final ArraySpec spec;

    ChunkFiles(ArraySpec spec) {
        this.spec = spec;
    }

    @Override
    public Optional<DecodedChunk> read(ChunkIndex index) {
        Path file = spec.file(index);
        try {
            Optional<byte[]> stored = bytes(file);
            return stored.isEmpty() ? Optional.empty() : Optional.of(decode(stored.get(), file));
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    /** Writes a chunk in one move. */
    void write(ChunkIndex index, byte[] numbers, long[] lengths) {
        Path file = spec.file(index);
        try {
            byte[] encoded = spec.storage().codecs().encode(numbers);
            byte[] header = spec.format() == ArrayFormat.N5 ? N5Block.header(lengths) : new byte[0];
            AtomicFiles.write(file, out -> {
                out.write(header);
                out.write(encoded);
            });
        } catch (IOException e) {
            throw FileProblem.writing(file, e);
        }
    }

    private DecodedChunk decode(byte[] stored, Path file) {
        CodecChain codecs = spec.storage().codecs();
        try {
            if (spec.format() != ArrayFormat.N5) {
                return DecodedChunk.whole(codecs.decode(stored, spec.chunkBytes()), spec);
            }
            N5Block block = N5Block.of(stored, spec.dimensions().chunkShape());
            byte[] data = Arrays.copyOfRange(stored, block.headerBytes(), stored.length);
            int size = (int) Dimensions.elements(block.lengths())
                    * spec.elements().type().bytes();
            return DecodedChunk.of(codecs.decode(data, size), spec, block.lengths());
        } catch (IOException e) {
            throw FileProblem.damaged(file, e.getMessage(), e);
        }
    }

    private Optional<byte[]> bytes(Path file) throws IOException {
        int most = (int) CodecChain.mostEncoded(spec.chunkBytes());
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw FileProblem.damaged(
                        file,
                        "it has more than %s, a chunk of this array has %s without compression"
                                .formatted(Bytes.readable(most), Bytes.readable(spec.chunkBytes())));
            }
            return Optional.of(bytes);
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        }
    }
}
