// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

import java.nio.file.Path;
import org.samda.SamdaException;

/** The user stopped a download; what has arrived is kept. */
public final class InterruptedDownloadException extends SamdaException {
    private static final long serialVersionUID = 1L;

    InterruptedDownloadException(Path target, Throwable cause) {
        super("Stopped fetching '%s'. Start the same command again to go on where it was.".formatted(target), cause);
    }
}
