// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.nio.file.Path;
import org.samda.SamdaException;

/** The user stopped a run; a checkpoint of that moment is on disk. */
public final class InterruptedRunException extends SamdaException {
    private static final long serialVersionUID = 1L;

    InterruptedRunException(Path folder, int step, long iteration) {
        super("Stopped in step %d after iteration %d. Start the same command again to go on; '%s' has a checkpoint."
                .formatted(step, iteration, folder));
    }
}
