// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.config.Configs;

/** The studies that ship with the product ({@code configs/tables/}), by name, and others by their files. */
public final class Studies {
    /** The names of those that ship. */
    public static final List<String> NAMES = List.of(
            "table1",
            "table1-quick",
            "table2",
            "table2-quick",
            "shared-em",
            "shared-em-quick",
            "shared-mri",
            "shared-mri-quick");

    private static final String FOLDER = "/org/samda/configs/tables/";

    private Studies() {}

    /**
     * Reads a study.
     *
     * @param nameOrFile one of {@link #NAMES}, or a YAML file
     * @throws SamdaException if there is no such study, or its YAML has a mistake
     */
    public static StudyConfig load(String nameOrFile) {
        if (NAMES.contains(nameOrFile)) {
            return Configs.parse(shipped(nameOrFile), nameOrFile + ".yaml", StudyConfig.class);
        }
        Path file = Path.of(nameOrFile);
        if (!Files.exists(file)) {
            throw new SamdaException("Study '%s' does not exist: expected a YAML file, or one of %s. Check the path."
                    .formatted(nameOrFile, String.join(", ", NAMES)));
        }
        return Configs.read(file, StudyConfig.class);
    }

    private static String shipped(String name) {
        try (InputStream in = Studies.class.getResourceAsStream(FOLDER + name + ".yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("the built-in study '" + name + "' cannot be read", e);
        }
    }
}
