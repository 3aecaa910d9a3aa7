// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** The bytes of a {@link TiffCut}: its head, and the file it was cut from. */
final class TiffCutStream extends ImageInputStreamImpl {
    private final byte[] head;
    private final TiffInput file;

    /** @param file stays open */
    TiffCutStream(byte[] head, TiffInput file) {
        this.head = head;
        this.file = file;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 1 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int present = streamPos < TiffCut.FILE_BEGIN
                ? ofHead(into, offset, count)
                : file.read(streamPos - TiffCut.FILE_BEGIN, into, offset, count);
        streamPos += Math.max(0, present);
        return present;
    }

    @Override
    public long length() {
        return TiffCut.FILE_BEGIN + file.length();
    }

    private int ofHead(byte[] into, int offset, int count) {
        int present = (int) Math.min(count, head.length - streamPos);
        if (present <= 0) {
            return -1;
        }
        System.arraycopy(head, (int) streamPos, into, offset, present);
        return present;
    }
}
