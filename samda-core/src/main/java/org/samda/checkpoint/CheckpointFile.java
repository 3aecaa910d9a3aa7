// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.io.FileProblem;
import org.samda.torch.TensorInfo;

/**
 * A file of named weights that need not be trusted: nothing in it is executed, and nothing it claims is believed before
 * it is checked. For one thread at a time.
 */
public sealed interface CheckpointFile extends AutoCloseable permits TorchCheckpoint, SafeTensorsCheckpoint {

    /**
     * Opens a file of {@code torch.save} (PyTorch 1.6 or newer) or a safetensors file; content decides, not the name.
     *
     * @throws SamdaException if the file is missing, damaged, of another kind, or contains anything but weights and the
     *     plain values beside them
     */
    static CheckpointFile open(Path file) {
        try {
            return switch (CheckpointKind.of(file)) {
                case TORCH -> TorchCheckpoint.open(file);
                case SAFETENSORS -> SafeTensorsCheckpoint.open(file);
            };
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    Path path();

    /**
     * All weights by name, in the order of the file, without their values. A dictionary under {@code model}, {@code
     * state_dict} or {@code network_weights} is unwrapped; prefixes of names stay.
     */
    Map<String, TensorInfo> tensors();

    /**
     * Reads values, and compares the checksums of what is read where the file has some. Takes no memory to speak of
     * beside that of the tensors. Tensors that share values in the file share them again.
     *
     * @param names some of {@link #tensors}
     * @return tensors on the CPU in the file's number format and strides, by name in the order asked for; they belong to
     *     the caller's scope, also those read before a failure
     * @throws SamdaException if the values are damaged or missing
     */
    Map<String, Tensor> read(Collection<String> names);

    @Override
    void close();
}
