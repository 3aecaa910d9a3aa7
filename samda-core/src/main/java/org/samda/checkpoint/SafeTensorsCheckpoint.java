// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.torch.SafeTensorsFile;
import org.samda.torch.TensorInfo;

/** Weights in a safetensors file. */
final class SafeTensorsCheckpoint implements CheckpointFile {
    private final Path path;
    private final SafeTensorsFile file;

    private SafeTensorsCheckpoint(Path path, SafeTensorsFile file) {
        this.path = path;
        this.file = file;
    }

    static SafeTensorsCheckpoint open(Path path) {
        SafeTensorsFile file = SafeTensorsFile.open(path);
        try {
            Refusal.requirePrintable(path, file.tensors().keySet());
            return new SafeTensorsCheckpoint(path, file);
        } catch (SamdaException e) {
            file.close();
            throw e;
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Map<String, TensorInfo> tensors() {
        return file.tensors();
    }

    @Override
    public Map<String, Tensor> read(Collection<String> names) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        for (String name : names) {
            Interruptions.check();
            tensors.computeIfAbsent(name, file::read);
        }
        return tensors;
    }

    @Override
    public void close() {
        file.close();
    }
}
