// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamdaHomeTest {
    private static final Path USER = Path.of("anna").toAbsolutePath();

    @ParameterizedTest
    @CsvSource({
        "Linux,      .cache/samda",
        "FreeBSD,    .cache/samda",
        "Mac OS X,   Library/Caches/samda",
        "Windows 11, AppData/Local/samda"
    })
    void isWhereTheSystemKeepsCaches(String system, String folder) {
        assertEquals(USER.resolve(folder), SamdaHome.of(Map.of(), system, USER));
    }

    @Test
    void systemsMayKeepCachesElsewhere() {
        Path caches = USER.resolve("scratch");
        Map<String, String> environment = Map.of(
                "XDG_CACHE_HOME",
                caches.toString(),
                "LOCALAPPDATA",
                USER.resolve("local").toString());
        assertEquals(caches.resolve("samda"), SamdaHome.of(environment, "Linux", USER));
        assertEquals(USER.resolve("local/samda"), SamdaHome.of(environment, "Windows 10", USER));
        assertEquals(USER.resolve("Library/Caches/samda"), SamdaHome.of(environment, "Mac OS X", USER));
    }

    @Test
    void aRelativeOrEmptyCacheFolderIsIgnored() {
        assertEquals(USER.resolve(".cache/samda"), SamdaHome.of(Map.of("XDG_CACHE_HOME", "here"), "Linux", USER));
        assertEquals(
                USER.resolve(".cache/samda"),
                SamdaHome.of(Map.of("XDG_CACHE_HOME", "", "SAMDA_HOME", " "), "Linux", USER));
    }

    @Test
    void preparedImagesAreBesideTheWeights() {
        assertEquals(USER.resolve("prepared"), SamdaHome.prepared(USER).folder());
    }

    @Test
    void usersMayNameIt() {
        Path own = USER.resolve("big disk");
        assertEquals(own, SamdaHome.of(Map.of("SAMDA_HOME", own.toString(), "XDG_CACHE_HOME", "/x"), "Linux", USER));
        assertEquals(Path.of("own").toAbsolutePath(), SamdaHome.of(Map.of("SAMDA_HOME", "own"), "Linux", USER));
    }
}
