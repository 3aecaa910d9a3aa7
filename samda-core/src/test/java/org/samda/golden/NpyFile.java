// SPDX-License-Identifier: Apache-2.0
package org.samda.golden;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the numbers of a .npy file of format version 1.0, little-endian, C order, as doubles. */
public final class NpyFile {
    private static final int PREAMBLE = 10;
    private static final Pattern TYPE = Pattern.compile("'descr': *'[<|]([fiu]\\d)', *'fortran_order': *False");

    private NpyFile() {}

    public static double[] read(InputStream in) {
        try (in) {
            ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
            int headerLength = bytes.getShort(PREAMBLE - 2);
            String header = new String(bytes.array(), PREAMBLE, headerLength, StandardCharsets.ISO_8859_1);
            Matcher type = TYPE.matcher(header);
            if (bytes.get(6) != 1 || !type.find()) {
                throw new IllegalStateException("not a .npy file this reader knows: " + header);
            }
            bytes.position(PREAMBLE + headerLength);
            return values(bytes, type.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double[] values(ByteBuffer bytes, String type) {
        ToDoubleFunction<ByteBuffer> next = switch (type) {
            case "f4" -> ByteBuffer::getFloat;
            case "f8" -> ByteBuffer::getDouble;
            case "u1" -> b -> b.get() & 0xFF;
            case "i1" -> ByteBuffer::get;
            case "i2" -> ByteBuffer::getShort;
            case "i4" -> ByteBuffer::getInt;
            case "i8" -> ByteBuffer::getLong;
            default -> throw new IllegalStateException("unknown type " + type);
        };
        double[] values = new double[bytes.remaining() / (type.charAt(1) - '0')];
        for (int i = 0; i < values.length; i++) {
            values[i] = next.applyAsDouble(bytes);
        }
        return values;
    }
}
