// SPDX-License-Identifier: Apache-2.0
package org.samda;

/**
 * A problem the user can fix: a wrong path, a wrong setting, a file that does not fit.
 *
 * <p>The message names what failed, what was expected, what was found, and what to do next.
 * Everything else that goes wrong is a bug and keeps its stack trace.
 */
public class SamdaException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SamdaException(String message) {
        super(message);
    }

    public SamdaException(String message, Throwable cause) {
        super(message, cause);
    }
}
