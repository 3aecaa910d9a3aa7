// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** PNG files put together chunk by chunk, also such as no program would write. */
final class TestPng {
    static final int GREY = 0;
    static final int RGB = 2;
    static final int PALETTE = 3;
    static final int GREY_ALPHA = 4;
    static final int RGB_ALPHA = 6;

    private TestPng() {}

    /** One row of pixels. */
    static byte[] row(int width, int bits, int colours, String pixelsHex, byte[]... extraChunks) {
        return file(width, 1, bits, colours, "00" + pixelsHex, extraChunks);
    }

    /** @param rowsHex every row with its filter byte in front */
    static byte[] file(int width, int height, int bits, int colours, String rowsHex, byte[]... extraChunks) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(hex("89504e470d0a1a0a"));
        ByteBuffer header = ByteBuffer.allocate(13).putInt(width).putInt(height);
        out.writeBytes(chunk("IHDR", header.put((byte) bits).put((byte) colours).array()));
        for (byte[] chunk : extraChunks) {
            out.writeBytes(chunk);
        }
        out.writeBytes(chunk("IDAT", deflated(hex(rowsHex))));
        out.writeBytes(chunk("IEND", new byte[0]));
        return out.toByteArray();
    }

    static byte[] chunk(String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 sum = new CRC32();
        sum.update(name);
        sum.update(data);
        ByteBuffer chunk = ByteBuffer.allocate(12 + data.length);
        return chunk.putInt(data.length)
                .put(name)
                .put(data)
                .putInt((int) sum.getValue())
                .array();
    }

    static byte[] hex(String digits) {
        return HexFormat.of().parseHex(digits.replace(" ", ""));
    }

    private static byte[] deflated(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(out)) {
            deflater.write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
