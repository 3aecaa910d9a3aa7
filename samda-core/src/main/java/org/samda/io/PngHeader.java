// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * What the first chunk of a PNG file says (PNG specification, IHDR).
 *
 * @param width      px
 * @param height     px
 * @param bitDepth   bits of a sample: 1, 2, 4, 8 or 16
 * @param colourType 0 grey, 2 RGB, 3 palette, 4 grey with alpha, 6 RGB with alpha
 */
record PngHeader(long width, long height, int bitDepth, int colourType) {

    private static final int SIGNATURE_BYTES = 8;
    private static final int IHDR_BYTES = 13;

    /** @throws org.samda.SamdaException if the file does not begin with a sound header */
    static PngHeader read(Path file) {
        try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
            in.skipNBytes(SIGNATURE_BYTES);
            int length = in.readInt();
            byte[] chunk = new byte[4 + IHDR_BYTES];
            in.readFully(chunk);
            CRC32 sum = new CRC32();
            sum.update(chunk);
            boolean header = new String(chunk, 0, 4, StandardCharsets.ISO_8859_1).equals("IHDR");
            if (length != IHDR_BYTES || !header || in.readInt() != (int) sum.getValue()) {
                throw FileProblem.damaged(file, "it has no sound PNG header");
            }
            ByteBuffer fields = ByteBuffer.wrap(chunk, 4, IHDR_BYTES);
            return new PngHeader(
                    Integer.toUnsignedLong(fields.getInt()),
                    Integer.toUnsignedLong(fields.getInt()),
                    fields.get(),
                    fields.get());
        } catch (EOFException e) {
            throw FileProblem.damaged(file, "it ends within its header", e);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    int bitsPerPixel() {
        int samples = switch (colourType) {
            case 2 -> 3;
            case 4 -> 2;
            case 6 -> 4;
            default -> 1;
        };
        return samples * bitDepth;
    }

    /**
     * Walks through the whole file and checks every chunk's sum, because a decoder may not notice what is missing.
     *
     * @throws org.samda.SamdaException if the file ends early or a chunk is damaged
     */
    static void checkChunks(Path file) {
        CRC32 sum = new CRC32();
        try (DataInputStream in = new DataInputStream(
                new CheckedInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16), sum))) {
            in.skipNBytes(SIGNATURE_BYTES);
            String type = "";
            while (!type.equals("IEND")) {
                type = checkChunk(in, sum, file);
            }
        } catch (EOFException e) {
            throw FileProblem.damaged(file, "it ends too early, the PNG data are not complete", e);
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    private static String checkChunk(DataInputStream in, CRC32 sum, Path file) throws IOException {
        long length = Integer.toUnsignedLong(in.readInt());
        sum.reset();
        byte[] type = new byte[4];
        in.readFully(type);
        in.skipNBytes(length);
        int expected = (int) sum.getValue();
        String name = new String(type, StandardCharsets.ISO_8859_1);
        if (in.readInt() != expected) {
            throw FileProblem.damaged(file, "the check sum of its PNG chunk '" + name + "' is wrong");
        }
        return name;
    }
}
