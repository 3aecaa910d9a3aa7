// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;

/**
 * Reads and writes named tensors in the safetensors format.
 *
 * <p>A file is: the header's length (8 bytes, little-endian), the header (JSON: type, shape and place of each tensor),
 * and the values of all tensors, little-endian, row-major, without gaps. Nothing in it is ever executed. Reading trusts
 * nothing the file says, and takes no more memory than the file is long.
 */
public final class SafeTensors {
    private static final int CHUNK = TensorBytes.CHUNK;
    private static final int LENGTH_BYTES = 8;

    /** A tensor takes about 100 bytes of header; more than this is no file of a neural network. */
    private static final long MAX_HEADER = 16L << 20;

    private SafeTensors() {}

    /**
     * Writes tensors of any device and memory layout; takes little memory beside theirs.
     *
     * <p>The order in the file depends on types and names only: equal tensors give equal bytes. The stream stays open.
     *
     * @param tensors  of one of the formats of {@link TensorType}
     * @param metadata kept in the file as it is
     */
    public static void write(OutputStream out, Map<String, Tensor> tensors, Map<String, String> metadata)
            throws IOException {
        SafeTensorsHeader header = layOut(tensors, metadata);
        byte[] json = header.toJson();
        ByteBuffer length = ByteBuffer.allocate(LENGTH_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        out.write(length.putLong(json.length).array());
        out.write(json);
        for (TensorEntry entry : header.entries()) {
            writeValues(out, tensors.get(entry.name()), entry.bytes());
        }
    }

    /** Reads a file; see {@link #read(InputStream, long, String)}. */
    public static TensorFile read(Path file) {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), CHUNK)) {
            return read(in, Files.size(file), file.toString());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * Reads all tensors, on the CPU, in the number format they have in the file.
     *
     * @param in     at the start of the data; stays open
     * @param length bytes that the data has, known from outside of it
     * @param name   how messages call the file
     * @return tensors that belong to the caller's scope, also those read before a failure
     * @throws SamdaException if the data are damaged or truncated
     */
    public static TensorFile read(InputStream in, long length, String name) {
        SafeTensorsHeader header = header(in, length, name);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (TensorEntry entry : header.entries()) {
            tensors.put(entry.name(), readValues(in, entry, name));
        }
        return new TensorFile(tensors, header.metadata());
    }

    private static SafeTensorsHeader layOut(Map<String, Tensor> tensors, Map<String, String> metadata) {
        List<String> names = new ArrayList<>(tensors.keySet());
        // Widest numbers first, so that every tensor starts at a multiple of its number's size.
        names.sort(Comparator.comparingInt(
                        (String name) -> -typeOf(name, tensors.get(name)).bytes())
                .thenComparing(Comparator.naturalOrder()));
        List<TensorEntry> entries = new ArrayList<>();
        long begin = 0;
        for (String name : names) {
            Tensor tensor = tensors.get(name);
            TensorType type = typeOf(name, tensor);
            long end = begin + tensor.numel() * type.bytes();
            entries.add(new TensorEntry(name, type, shapeOf(tensor), begin, end));
            begin = end;
        }
        return new SafeTensorsHeader(entries, metadata);
    }

    private static TensorType typeOf(String name, Tensor tensor) {
        return TensorType.of(tensor.scalar_type())
                .orElseThrow(() -> new IllegalArgumentException(
                        "tensor '" + name + "' is of type " + tensor.scalar_type() + ", which cannot be written"));
    }

    private static long[] shapeOf(Tensor tensor) {
        long[] shape = new long[Math.toIntExact(tensor.dim())];
        for (int axis = 0; axis < shape.length; axis++) {
            shape[axis] = tensor.size(axis);
        }
        return shape;
    }

    private static void writeValues(OutputStream out, Tensor tensor, long bytes) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            BytePointer values =
                    new BytePointer(tensor.detach().cpu().contiguous().data_ptr());
            byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
            for (long at = 0; at < bytes; at += chunk.length) {
                int count = (int) Math.min(chunk.length, bytes - at);
                values.position(at).get(chunk, 0, count);
                out.write(chunk, 0, count);
            }
        }
    }

    /** Reads and checks the header; the stream is then at the first tensor's values. */
    static SafeTensorsHeader header(InputStream in, long length, String name) {
        byte[] bytes = headerBytes(in, length, name);
        return SafeTensorsHeader.parse(bytes, length - LENGTH_BYTES - bytes.length, name);
    }

    private static byte[] headerBytes(InputStream in, long length, String name) {
        try {
            byte[] prefix = in.readNBytes(LENGTH_BYTES);
            if (prefix.length < LENGTH_BYTES) {
                throw SafeTensorsHeader.damaged(name, "it is only " + prefix.length + " bytes long", null);
            }
            long size = ByteBuffer.wrap(prefix).order(ByteOrder.LITTLE_ENDIAN).getLong();
            if (size < 2 || size > MAX_HEADER || size > length - LENGTH_BYTES) {
                throw SafeTensorsHeader.damaged(
                        name,
                        "its header would be %d bytes long, in a file of %d (at most %d)"
                                .formatted(size, length, MAX_HEADER),
                        null);
            }
            byte[] bytes = in.readNBytes((int) size);
            if (bytes.length < size) {
                throw SafeTensorsHeader.damaged(name, "it ends inside its header", null);
            }
            return bytes;
        } catch (IOException e) {
            throw SafeTensorsHeader.damaged(name, "its header cannot be read: " + e.getMessage(), e);
        }
    }

    static Tensor readValues(InputStream in, TensorEntry entry, String name) {
        try {
            return TensorBytes.read(in, entry.type(), entry.shape());
        } catch (IOException e) {
            throw SafeTensorsHeader.damaged(name, "tensor '" + entry.name() + "': " + e.getMessage(), e);
        }
    }

    static SamdaException unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? new SamdaException("Weights file '%s' does not exist. Check the path.".formatted(file), e)
                : new SamdaException("Weights file '%s' cannot be read: %s".formatted(file, e.getMessage()), e);
    }
}
