// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.Arrays;

/**
 * The header of the file a volume came from, byte for byte, kept so that a file of the same format can carry on what
 * else it says (such as where the volume lies in space).
 *
 * @param bytes as stored; copied on the way in and out
 */
@SuppressWarnings("ArrayRecordComponent")
public record StoredHeader(byte[] bytes) {

    public StoredHeader {
        bytes = bytes.clone();
    }

    @Override
    public byte[] bytes() {
        return bytes.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredHeader header && Arrays.equals(bytes, header.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "header of " + bytes.length + " bytes";
    }
}
