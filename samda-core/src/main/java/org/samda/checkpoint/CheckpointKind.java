// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;

/** Formats of weight files, told apart by their first bytes. */
enum CheckpointKind {
    TORCH,
    SAFETENSORS;

    private static final int LOOKED_AT = 16;

    /** A pickle of protocol 2 that begins with a long number: how PyTorch saved before version 1.6. */
    private static final byte[] OLD_STREAM = HexFormat.of().parseHex("80028a0a6cfc9c46f9206aa85019");

    static CheckpointKind of(Path file) throws IOException {
        byte[] start = start(file);
        if (start.length == 0) {
            throw Refusal.damaged(file, "it is empty");
        }
        if (startsWith(start, OLD_STREAM)) {
            throw Refusal.unsupported(
                    file, "it was saved before PyTorch 1.6, or with _use_new_zipfile_serialization=False");
        }
        if (startsWith(start, new byte[] {'P', 'K', 3, 4})) {
            return TORCH;
        }
        if (isSafeTensors(start, Files.size(file))) {
            return SAFETENSORS;
        }
        throw Refusal.unsupported(
                file,
                "it begins with the bytes %s, as a damaged file or a web page saved in its place does"
                        .formatted(HexFormat.ofDelimiter(" ").formatHex(start)));
    }

    private static byte[] start(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(LOOKED_AT);
        }
    }

    /** The header's length, and the header's first letter. */
    private static boolean isSafeTensors(byte[] start, long size) {
        if (start.length <= Long.BYTES || start[Long.BYTES] != '{') {
            return false;
        }
        long header = ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return header > 0 && header <= size;
    }

    private static boolean startsWith(byte[] bytes, byte[] prefix) {
        return bytes.length >= prefix.length && Arrays.equals(bytes, 0, prefix.length, prefix, 0, prefix.length);
    }
}
