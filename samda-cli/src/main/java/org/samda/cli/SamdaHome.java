// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.samda.data.PreparedStore;

/** The folder of this user with what samda keeps between runs; the one place that reads environment variables. */
final class SamdaHome {

    /** What prepared images may take before old ones are deleted. */
    private static final long PREPARED_BYTES = 20_000_000_000L;

    private SamdaHome() {}

    /** {@code SAMDA_HOME}, else a folder where this system keeps caches; need not exist. */
    static Path ofThisUser() {
        return of(System.getenv(), System.getProperty("os.name"), Path.of(System.getProperty("user.home")));
    }

    /**
     * As {@link #ofThisUser}, from what the system says.
     *
     * @param environment all variables
     * @param system      its name, such as "Linux"
     * @param userHome    absolute
     */
    static Path of(Map<String, String> environment, String system, Path userHome) {
        Optional<Path> own = value(environment, "SAMDA_HOME");
        return own.map(Path::toAbsolutePath)
                .orElseGet(() -> caches(environment, system, userHome).resolve("samda"));
    }

    /**
     * Where training keeps prepared images.
     *
     * @param home as {@link #ofThisUser} has it
     */
    static PreparedStore.Location prepared(Path home) {
        return new PreparedStore.Location(home.resolve("prepared"), PREPARED_BYTES);
    }

    private static Path caches(Map<String, String> environment, String system, Path userHome) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.startsWith("windows")) {
            return value(environment, "LOCALAPPDATA").orElse(userHome.resolve("AppData/Local"));
        }
        if (name.startsWith("mac")) {
            return userHome.resolve("Library/Caches");
        }
        // A relative path is to be ignored (XDG Base Directory Specification).
        return value(environment, "XDG_CACHE_HOME").filter(Path::isAbsolute).orElse(userHome.resolve(".cache"));
    }

    private static Optional<Path> value(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(text -> !text.isBlank())
                .map(Path::of);
    }
}
