// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
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
    private final FileChannel channel;
    private final Map<String, TensorEntry> entries;
    private final long firstValue;

    private SafeTensorsFile(Path file, FileChannel channel) throws IOException {
        this.file = file;
        this.channel = channel;
        SafeTensorsHeader header =
                SafeTensors.header(Channels.newInputStream(channel), channel.size(), file.toString());
        firstValue = channel.position();
        entries = new LinkedHashMap<>();
        header.entries().forEach(entry -> entries.put(entry.name(), entry));
    }

    /** @throws SamdaException if the file is missing, damaged or truncated */
    public static SafeTensorsFile open(Path file) {
        try {
            FileChannel channel = FileChannel.open(file);
            try {
                return new SafeTensorsFile(file, channel);
            } catch (SamdaException e) {
                channel.close();
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
            channel.position(firstValue + entry.begin());
        } catch (IOException e) {
            throw SafeTensors.unreadable(file, e);
        }
        return SafeTensors.readValues(Channels.newInputStream(channel), entry, file.toString());
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw SafeTensors.unreadable(file, e);
        }
    }
}
