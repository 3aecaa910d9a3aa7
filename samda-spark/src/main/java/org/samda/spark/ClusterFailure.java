// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samda.SamdaException;
import org.samda.inference.BlockStep;

/** What went wrong on an executor, out of all that Spark tells about it. */
final class ClusterFailure {
    private static final Pattern OURS = Pattern.compile(Pattern.quote(SamdaException.class.getName()) + ": ([^\\n]*)");

    private ClusterFailure() {}

    static SamdaException of(BlockStep step, Throwable failure) {
        return new SamdaException(
                "A block could not be done (%s): %s The sections that are segmented are kept; the same command goes on with them."
                        .formatted(step, reason(failure)),
                failure);
    }

    /** Our own sentence where there is one, else what Spark says first. */
    static String reason(Throwable failure) {
        Throwable cause = failure;
        while (!(cause instanceof SamdaException) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        String text = String.valueOf(cause.getMessage());
        Matcher ours = OURS.matcher(text);
        return ours.find() ? ours.group(1) : text.lines().findFirst().orElse(text);
    }
}
