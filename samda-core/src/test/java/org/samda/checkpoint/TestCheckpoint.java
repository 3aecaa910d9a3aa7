// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes checkpoints byte by byte. */
final class TestCheckpoint {
    private final Map<String, byte[]> entries = new LinkedHashMap<>();
    private int method = ZipEntry.STORED;

    /** The pickle, given by its bytes. */
    TestCheckpoint pickle(byte[] pickle) {
        return entry("data.pkl", pickle);
    }

    /** The values of a storage, float32. */
    TestCheckpoint storage(String key, float... values) {
        ByteBuffer bytes = ByteBuffer.allocate(Float.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return entry("data/" + key, bytes.array());
    }

    TestCheckpoint entry(String name, byte[] bytes) {
        entries.put(name, bytes);
        return this;
    }

    TestCheckpoint compressed() {
        method = ZipEntry.DEFLATED;
        return this;
    }

    byte[] bytes() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(header(entry.getKey(), entry.getValue()));
                zip.write(entry.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** The pickle of a dictionary of float32 vectors; each is given as {@code name, key, offset, size, stored elements}. */
    static byte[] vectors(Object... nameKeyOffsetSizeStored) {
        Pickle pickle = new Pickle().raw("}(");
        for (int i = 0; i < nameKeyOffsetSizeStored.length; i += 5) {
            pickle.text((String) nameKeyOffsetSizeStored[i])
                    .vector(
                            (String) nameKeyOffsetSizeStored[i + 1],
                            (int) nameKeyOffsetSizeStored[i + 2],
                            (int) nameKeyOffsetSizeStored[i + 3],
                            (int) nameKeyOffsetSizeStored[i + 4]);
        }
        return pickle.raw("u.").bytes();
    }

    private ZipEntry header(String name, byte[] bytes) {
        ZipEntry entry = new ZipEntry("archive/" + name);
        entry.setMethod(method);
        if (method == ZipEntry.STORED) {
            CRC32 crc = new CRC32();
            crc.update(bytes);
            entry.setCrc(crc.getValue());
            entry.setSize(bytes.length);
        }
        return entry;
    }

    /** Assembles a pickle of protocol 2. */
    static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle() {
            raw("\u0080\u0002");
        }

        /** Bytes, one per letter. */
        Pickle raw(String bytes) {
            out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Pickle text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            raw("X").word(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        Pickle number(int number) {
            return raw("J").word(number);
        }

        /** Four bytes, little-endian. */
        Pickle word(int number) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
            return this;
        }

        /** A float32 vector. */
        Pickle vector(String key, int offset, int size, int stored) {
            raw("ctorch._utils\n_rebuild_tensor_v2\n((").storage("FloatStorage", key, stored);
            number(offset).raw("(").number(size).raw("t(").number(1);
            return raw("t\u0089ccollections\nOrderedDict\n)RtR");
        }

        /** After a mark: a reference to a storage. */
        Pickle storage(String type, String key, int stored) {
            text("storage").raw("ctorch\n" + type + "\n").text(key).text("cpu");
            return number(stored).raw("tQ");
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
