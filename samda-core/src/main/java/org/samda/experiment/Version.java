// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.Optional;

/** The version of this product. */
public final class Version {

    private Version() {}

    /** As in the jar's manifest, {@code development} when not run from a jar. */
    public static String samda() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
