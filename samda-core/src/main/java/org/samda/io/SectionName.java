// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.nio.file.Path;

/** What to call a section in messages; people count from 1, as Fiji shows it. */
final class SectionName {

    private SectionName() {}

    /** The file, and the section's number where there are several. */
    static String of(Path file, long z, long sections) {
        return sections == 1 ? "'%s'".formatted(file) : "'%s', section %d of %d,".formatted(file, z + 1, sections);
    }
}
