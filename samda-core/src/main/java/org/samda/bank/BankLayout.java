// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Where things lie in the file of one image, little-endian: {@value #HEAD_BYTES} bytes of head, which say what the file is;
 * a record of {@value #RECORD_BYTES} bytes for each tile and symmetry, zeros if it has no entry; then slots of one entry
 * each, in the order in which entries were added.
 *
 * <p>A record holds the number of its slot counted from 1, the CRC-32 of the entry, and the CRC-32 of these and its own
 * place. What a file must begin with follows from what is expected of it; of what is read only slots' numbers are used.
 *
 * @param key    64 hexadecimal digits
 * @param shape  of each entry
 * @param places tiles times symmetries
 */
record BankLayout(String key, EntryShape shape, int places) {
    /** "SAMDABNK". */
    static final long MAGIC = 0x4B4E4241444D4153L;

    static final int VERSION = 1;
    static final int HEAD_BYTES = 128;
    static final int RECORD_BYTES = 16;

    private static final int MOST_PLACES = 1 << 22;
    private static final int ALIGNMENT = 64;

    BankLayout {
        if (places < 1 || places > MOST_PLACES) {
            throw new IllegalArgumentException(
                    "an image with " + places + " places of embeddings; at most " + MOST_PLACES + " can be kept");
        }
    }

    /** The head of such a file, ready to be read. */
    ByteBuffer head() {
        ByteBuffer head = buffer(HEAD_BYTES)
                .putLong(MAGIC)
                .putInt(VERSION)
                .putInt(shape.precision() == StoredPrecision.BF16 ? 0 : 1)
                .putInt(shape.channels())
                .putInt(shape.height())
                .putInt(shape.width())
                .putInt(places)
                .put(HexFormat.of().parseHex(key));
        return head.position(HEAD_BYTES).flip();
    }

    long recordAt(int place) {
        return HEAD_BYTES + (long) RECORD_BYTES * place;
    }

    /** Where slots begin: all before is one mapping. */
    int slotsAt() {
        return (HEAD_BYTES + RECORD_BYTES * places + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    }

    long slotAt(long slot) {
        return slotsAt() + slot * shape.bytes();
    }

    /** The first slot that a file of this length has not even a part of. */
    long nextSlot(long length) {
        return Math.max(0, (length - slotsAt() + shape.bytes() - 1) / shape.bytes());
    }

    /** The record of an entry in a slot, ready to be read. */
    ByteBuffer record(int place, long slot, int sum) {
        return buffer(RECORD_BYTES)
                .putLong(slot + 1)
                .putInt(sum)
                .putInt(check(place, slot, sum))
                .flip();
    }

    /** What a record must end with. */
    int check(int place, long slot, int sum) {
        return sum(
                buffer(RECORD_BYTES).putLong(slot + 1).putInt(sum).putInt(place).flip());
    }

    /** CRC-32 of what is left in a buffer, whose position stays. */
    static int sum(ByteBuffer bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes.duplicate());
        return (int) sum.getValue();
    }

    private static ByteBuffer buffer(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }
}
