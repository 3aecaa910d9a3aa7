// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.samda.SamdaException;

/** A segmentation that failed or was stopped, of which a part is kept on disk; the message says where. */
public final class UnfinishedSegmentationException extends SamdaException {
    private static final long serialVersionUID = 1L;

    /**
     * @param cause why it ended
     * @param kept  a sentence on what is kept, and how to go on
     */
    UnfinishedSegmentationException(SamdaException cause, String kept) {
        super(cause.getMessage() + " " + kept, cause);
    }
}
