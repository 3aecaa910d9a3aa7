// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;

/** A safetensors file of which single tensors are read; not safe for use by several threads. */
public final class SafeTensorsFile implements AutoCloseable {
    private final Path file;
    private final RandomAccessFile data;
    /** Reads on from where {@link #data} is; unlike a channel it does not close when its thread is interrupted. */
    private final InputStream in;

    private final Map<String, TensorEntry> entries;
    private final long firstValue;

    private SafeTensorsFile(Path file, RandomAccessFile data) throws IOException {
        this.file = file;
        this.data = data;
        in = new FileInputStream(data.getFD());
        SafeTensorsHeader header = SafeTensors.header(in, data.length(), file.toString());
        firstValue = data.getFilePointer();
        entries = new LinkedHashMap<>();
        header.entries().forEach(entry -> entries.put(entry.name(), entry));
    }

    /** @throws SamdaException if the file is missing, damaged or truncated */
    public static SafeTensorsFile open(Path file) {
        try {
            RandomAccessFile data = new RandomAccessFile(file.toFile(), "r");
            try {
                return new SafeTensorsFile(file, data);
            } catch (SamdaException e) {
                data.close();
                throw e;
            }
        } catch (IOException e) {
            throw SafeTensors.unreadable(file, e);
        }
    }

    /** All tensors of the file, in the order of their values. */
    public Map<String, TensorInfo> tensors() {
        Map<String, TensorInfo> infos = new LinkedHashMap<>();
        entries.forEach((name, entry) -> infos.put(
                name,
                new TensorInfo(
                        entry.type(), Arrays.stream(entry.shape()).boxed().toList())));
        return Collections.unmodifiableMap(infos);
    }

    /**
     * Reads one tensor and nothing else of the file.
     *
     * @param name one of {@link #tensors}
     * @return a tensor on the CPU, in the number format it has in the file, that belongs to the caller's scope
     */
    public Tensor read(String name) {
        TensorEntry entry = Optional.ofNullable(entries.get(name))
                .orElseThrow(() -> new IllegalArgumentException("no tensor '" + name + "' in " + file));
        try {
            data.seek(firstValue + entry.begin());
        } catch (IOException e) {
            throw SafeTensors.unreadable(file, e);
        }
        return SafeTensors.readValues(in, entry, file.toString());
    }

    @Override
    public void close() {
        try {
            data.close();
        } catch (IOException e) {
            throw SafeTensors.unreadable(file, e);
        }
    }
}
