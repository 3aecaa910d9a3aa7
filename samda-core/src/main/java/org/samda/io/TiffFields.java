// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/** The fields of a TIFF page on their way into a file. */
final class TiffFields {
    private final boolean big;
    private final ByteOrder order;
    private final Map<Integer, Field> fields = new TreeMap<>();

    /** Those of a little-endian file. */
    TiffFields(boolean big) {
        this(big, ByteOrder.LITTLE_ENDIAN);
    }

    /** @param big whether the file is a BigTIFF, whose counts and offsets have 8 bytes */
    TiffFields(boolean big, ByteOrder order) {
        this.big = big;
        this.order = order;
    }

    /**
     * What such a file begins with.
     *
     * @param first offset of the first page
     */
    byte[] header(long first) {
        byte[] bytes = new byte[big ? 16 : 8];
        ByteBuffer header = ByteBuffer.wrap(bytes).order(order);
        byte mark = (byte) (order == ByteOrder.LITTLE_ENDIAN ? 'I' : 'M');
        header.put(mark).put(mark).putShort((short) (big ? 43 : 42));
        if (big) {
            header.putShort((short) Long.BYTES).putShort((short) 0);
        }
        putOffset(header, first);
        return bytes;
    }

    void addShort(int tag, int value) {
        fields.put(tag, new Field(TiffTag.SHORT, 1, buffer(2).putShort((short) value)));
    }

    /** Whole numbers below 65536. */
    void addShorts(int tag, double... values) {
        ByteBuffer bytes = buffer(values.length * Short.BYTES);
        for (double value : values) {
            bytes.putShort((short) (int) value);
        }
        fields.put(tag, new Field(TiffTag.SHORT, values.length, bytes));
    }

    void addLong(int tag, long value) {
        fields.put(tag, new Field(TiffTag.LONG, 1, buffer(4).putInt((int) value)));
    }

    /** Offsets into the file or lengths of its parts. */
    void addOffsets(int tag, long[] values) {
        ByteBuffer bytes = buffer(values.length * offsetBytes());
        for (long value : values) {
            putOffset(bytes, value);
        }
        fields.put(tag, new Field(big ? TiffTag.LONG8 : TiffTag.LONG, values.length, bytes));
    }

    void addText(int tag, String text) {
        byte[] ascii = (text + "\0").getBytes(StandardCharsets.US_ASCII);
        fields.put(
                tag, new Field(TiffTag.ASCII, ascii.length, buffer(ascii.length).put(ascii)));
    }

    /** {@code 1 / value}, kept to at least six digits. */
    void addInverse(int tag, double value) {
        long scale = 1_000_000;
        while (scale > 1 && value * scale > 0xFFFFFFFFL) {
            scale /= 10;
        }
        ByteBuffer rational = buffer(8).putInt((int) scale).putInt((int) Math.round(value * scale));
        fields.put(tag, new Field(TiffTag.RATIONAL, 1, rational));
    }

    /**
     * The directory as it stands at an offset in the file, with the values that do not fit into it behind it.
     * Its link to the next page is 0.
     */
    byte[] directoryAt(long offset) {
        int values = linkPosition() + offsetBytes();
        int end = values;
        for (Field field : fields.values()) {
            end += outside(field);
        }
        byte[] directory = new byte[end];
        ByteBuffer out = ByteBuffer.wrap(directory).order(order);
        int next = values;
        putCount(out);
        for (Map.Entry<Integer, Field> entry : fields.entrySet()) {
            Field field = entry.getValue();
            out.putShort(entry.getKey().shortValue()).putShort((short) field.type);
            putOffset(out, field.count);
            if (outside(field) == 0) {
                out.put(field.bytes.rewind()).position(out.position() + offsetBytes() - field.bytes.capacity());
            } else {
                putOffset(out, offset + next);
                out.duplicate().position(next).put(field.bytes.rewind());
                next += outside(field);
            }
        }
        return directory;
    }

    /** Where in the directory the offset of the next page is kept. */
    int linkPosition() {
        return big ? 8 + 20 * fields.size() : 2 + 12 * fields.size();
    }

    private void putCount(ByteBuffer out) {
        if (big) {
            out.putLong(fields.size());
        } else {
            out.putShort((short) fields.size());
        }
    }

    private void putOffset(ByteBuffer out, long offset) {
        if (big) {
            out.putLong(offset);
        } else {
            out.putInt((int) offset);
        }
    }

    private int offsetBytes() {
        return big ? 8 : 4;
    }

    /** Bytes a value takes behind the directory, even; 0 if it fits inside. */
    private int outside(Field field) {
        int bytes = field.bytes.capacity();
        return bytes <= offsetBytes() ? 0 : bytes + (bytes & 1);
    }

    private ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(order);
    }

    private record Field(int type, int count, ByteBuffer bytes) {}
}
