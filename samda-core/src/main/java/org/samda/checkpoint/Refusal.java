// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.nio.file.Path;
import java.util.Collection;
import java.util.regex.Pattern;
import org.samda.SamdaException;

/** Says why a checkpoint is not read and what to do about it. */
final class Refusal {
    private static final int LONGEST = 300;
    private static final Pattern UNPRINTABLE = Pattern.compile("\\p{C}");

    private Refusal() {}

    static SamdaException damaged(Path file, String what, Throwable cause) {
        return new SamdaException(
                "Checkpoint '%s' is damaged: %s. Get it again from where it was published."
                        .formatted(file, printable(what)),
                cause);
    }

    static SamdaException damaged(Path file, String what) {
        return damaged(file, what, null);
    }

    static SamdaException forbidden(Path file, String global) {
        return new SamdaException(
                ("Checkpoint '%s' is refused: its pickle contains '%s', which weights do not need and which could"
                                + " run any program. Nothing in it was executed. Use another file, from a source you trust.")
                        .formatted(file, printable(global)));
    }

    static SamdaException unsupported(Path file, String what) {
        return new SamdaException(
                ("'%s' cannot be read as a checkpoint: %s. Expected a state dictionary saved by torch.save (PyTorch 1.6"
                                + " or newer), or a safetensors file.")
                        .formatted(file, printable(what)));
    }

    /** Names of tensors appear in messages of all kinds. */
    static void requirePrintable(Path file, Collection<String> names) {
        for (String name : names) {
            if (UNPRINTABLE.matcher(name).find()) {
                throw damaged(file, "a tensor's name, '" + name + "', is not plain text");
            }
        }
    }

    /** What a file says may be long, and may be meant for a terminal. */
    private static String printable(String text) {
        String clean = UNPRINTABLE
                .matcher(text.substring(0, Math.min(LONGEST, text.length())))
                .replaceAll("?");
        return text.length() > LONGEST ? clean + "..." : clean;
    }
}
