// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;

class Sha256Test {
    /** Of "abc", the first example of FIPS 180-2. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    private Path folder;

    @Test
    void equalsTheStandardsExample() throws IOException {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        assertEquals(new Sha256(ABC), Sha256.of(file));
        assertEquals(ABC, Sha256.of(file).toString());
    }

    @Test
    void capitalsAreTheSame() {
        assertEquals(new Sha256(ABC), new Sha256(ABC.toUpperCase(Locale.ROOT)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ba78", "xa7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})
    void whatIsNoChecksumIsRefused(String hex) {
        assertThrows(IllegalArgumentException.class, () -> new Sha256(hex));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("nothing");
        assertEquals(
                "Cannot read '" + file + "': there is no such file or folder. Check the path.",
                assertThrows(SamdaException.class, () -> Sha256.of(file)).getMessage());
    }
}
