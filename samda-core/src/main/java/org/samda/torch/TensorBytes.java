// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;

/** A tensor's values as bytes, little-endian and row-major as all weight files have them. */
public final class TensorBytes {
    /** Bytes that go between native and Java memory at once. */
    static final int CHUNK = 1 << 18;

    private TensorBytes() {}

    /**
     * Reads exactly the bytes of one tensor; takes no memory to speak of beside the tensor's own.
     *
     * @param in    at the first value; stays open
     * @param shape already checked to be no more than the stream has, because memory for all of it is taken at once
     * @return a tensor on the CPU that belongs to the caller's scope
     * @throws EOFException if the stream ends too early
     */
    public static Tensor read(InputStream in, TensorType type, long... shape) throws IOException {
        Tensor tensor = torch.empty(shape, new TensorOptions(type.scalarType()), new MemoryFormatOptional());
        long bytes = tensor.numel() * type.bytes();
        try (PointerScope scope = new PointerScope()) {
            BytePointer values = new BytePointer(tensor.data_ptr());
            byte[] chunk = new byte[(int) Math.min(CHUNK, bytes)];
            for (long at = 0; at < bytes; at += chunk.length) {
                int count = (int) Math.min(chunk.length, bytes - at);
                if (in.readNBytes(chunk, 0, count) < count) {
                    throw new EOFException("the data end in the middle of it");
                }
                values.position(at).put(chunk, 0, count);
            }
        }
        return tensor;
    }

    /**
     * A tensor on the CPU of the given shape that belongs to the caller's scope.
     *
     * @param bytes as many as its values take; position and limit stay
     */
    public static Tensor of(ByteBuffer bytes, TensorType type, long... shape) {
        Tensor tensor = torch.empty(shape, new TensorOptions(type.scalarType()), new MemoryFormatOptional());
        if (bytes.remaining() != tensor.nbytes()) {
            throw new IllegalArgumentException(bytes.remaining() + " bytes for a tensor of " + tensor.nbytes());
        }
        BytePointer values = new BytePointer(tensor.data_ptr()).capacity(tensor.nbytes());
        try {
            values.asByteBuffer().put(bytes.duplicate());
        } finally {
            Reference.reachabilityFence(tensor);
        }
        return tensor;
    }

    /** All values of a tensor of any type and device, rounded to a type; in Java's heap. */
    public static ByteBuffer rounded(Tensor tensor, TensorType type) {
        Tensor plain = tensor.detach().to(type.scalarType()).cpu().contiguous();
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(plain.nbytes()));
        try {
            bytes.put(new BytePointer(plain.data_ptr()).capacity(plain.nbytes()).asByteBuffer());
        } finally {
            Reference.reachabilityFence(plain);
        }
        return bytes.flip();
    }
}
