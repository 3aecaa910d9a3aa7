// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/**
 * The codecs gzip (RFC 1952) and zlib (RFC 1950), whose checksums are compared.
 *
 * @param gzip  false for zlib
 * @param level for encoding, -1 (default) to 9
 */
record DeflateCodec(boolean gzip, int level) implements ChunkCodec {

    @Override
    public byte[] decode(byte[] data, int limit) throws IOException {
        try (InputStream in = open(new ByteArrayInputStream(data))) {
            byte[] decoded = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IOException("it inflates to more than " + limit + " bytes");
            }
            return decoded;
        } catch (EOFException e) {
            throw new IOException("its " + name() + " data end too early", e);
        }
    }

    @Override
    public byte[] encode(byte[] data) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Deflater deflater = new Deflater(level);
        try (OutputStream out = gzip ? new Gzip(bytes, level) : new DeflaterOutputStream(bytes, deflater)) {
            out.write(data);
        } finally {
            deflater.end();
        }
        return bytes.toByteArray();
    }

    private InputStream open(InputStream in) throws IOException {
        return gzip ? new GZIPInputStream(in, 1 << 16) : new InflaterInputStream(in);
    }

    private String name() {
        return gzip ? "gzip" : "zlib";
    }

    private static final class Gzip extends GZIPOutputStream {

        Gzip(OutputStream out, int level) throws IOException {
            super(out, 1 << 16);
            def.setLevel(level);
        }
    }
}
