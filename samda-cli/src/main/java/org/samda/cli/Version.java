// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import picocli.CommandLine.IVersionProvider;

/** Version of the program, from the manifest of its jar. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {"samda " + org.samda.experiment.Version.samda() + " (Java " + Runtime.version() + ")"};
    }
}
