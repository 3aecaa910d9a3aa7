// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import org.samda.SamdaException;

/** Says why a checkpoint is not read and what to do about it. */
final class Refusal {

    private Refusal() {}

    static SamdaException damaged(Path file, String what, Throwable cause) {
        return new SamdaException(
                "Checkpoint '%s' is damaged: %s. Get it again from where it was published.".formatted(file, what),
                cause);
    }

    static SamdaException damaged(Path file, String what) {
        return damaged(file, what, null);
    }

    static SamdaException forbidden(Path file, String global) {
        return new SamdaException(
                ("Checkpoint '%s' is refused: its pickle contains '%s', which weights do not need and which could"
                                + " run any program. Nothing in it was executed. Use another file, from a source you trust.")
                        .formatted(file, global));
    }

    static SamdaException unsupported(Path file, String what) {
        return new SamdaException(
                ("'%s' cannot be read as a checkpoint: %s. Expected a state dictionary saved by torch.save (PyTorch 1.6"
                                + " or newer), or a safetensors file.")
                        .formatted(file, what));
    }
}
