// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.samda.cli.Samda;
import org.samda.cli.SegmentOptions;

/**
 * Arguments of the command as all machines get them.
 *
 * @param folder where the command was started: what relative paths begin at, on every machine
 * @param words  as typed
 */
record Arguments(String folder, List<String> words) implements Serializable {

    Arguments {
        words = List.copyOf(words);
    }

    /** What they mean. */
    SegmentOptions options() {
        SegmentOnSpark command = new SegmentOnSpark();
        Samda.parse(command, Path.of(folder), words);
        return command.options();
    }
}
