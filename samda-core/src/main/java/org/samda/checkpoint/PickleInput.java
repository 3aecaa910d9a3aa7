// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.samda.checkpoint.Value.Inert;
import org.samda.checkpoint.Value.Whole;

/** The bytes of a pickle, read in order; every length is checked against what is left. */
final class PickleInput {
    private static final int LONGEST_NAME = 256;

    private final ByteBuffer bytes;

    PickleInput(byte[] pickle) {
        bytes = ByteBuffer.wrap(pickle).order(ByteOrder.LITTLE_ENDIAN);
    }

    int position() {
        return bytes.position();
    }

    boolean isAtEnd() {
        return !bytes.hasRemaining();
    }

    int byte1() {
        require(1);
        return bytes.get() & 0xFF;
    }

    int byte2() {
        require(Short.BYTES);
        return bytes.getShort() & 0xFFFF;
    }

    int byte4() {
        require(Integer.BYTES);
        return bytes.getInt();
    }

    /** Passes over some bytes. */
    void skip(long count) {
        require(count);
        bytes.position(bytes.position() + (int) count);
    }

    /** UTF-8 text of so many bytes. */
    String text(long length) {
        require(length);
        ByteBuffer encoded = bytes.slice(bytes.position(), (int) length);
        skip(length);
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(encoded).toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("its pickle has text that is not UTF-8", e);
        }
    }

    /** Text up to the end of the line. */
    String line() {
        int start = bytes.position();
        for (int length = 0; length <= LONGEST_NAME; length++) {
            if (byte1() == '\n') {
                return StandardCharsets.ISO_8859_1
                        .decode(bytes.slice(start, length))
                        .toString();
            }
        }
        throw new IllegalArgumentException("its pickle has a name of more than " + LONGEST_NAME + " letters");
    }

    /** A whole number of so many bytes, in two's complement. */
    Value whole(long length) {
        require(length);
        if (length > Long.BYTES) {
            skip(length);
            return Inert.OBJECT;
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            number |= (long) byte1() << (8 * i);
        }
        int unused = Long.SIZE - 8 * (int) length;
        return new Whole(length == 0 ? 0 : number << unused >> unused);
    }

    private void require(long count) {
        if (count < 0 || count > bytes.remaining()) {
            throw new IllegalArgumentException(
                    "its pickle ends too early: %d bytes are needed, %d are left".formatted(count, bytes.remaining()));
        }
    }
}
