// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** Version of the program, from the manifest of its jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"samda " + number() + " (Java " + Runtime.version() + ")"};
    }

    /** Such as {@code 0.1.0}; {@code development} where the classes do not come from a jar. */
    static String number() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
