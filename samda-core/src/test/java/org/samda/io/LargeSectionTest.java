// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.JavaProcess;

class LargeSectionTest {

    @TempDir
    private Path folder;

    /** 12000 x 12000 px are 144 MB as bytes and 576 MB as floats. */
    @ParameterizedTest
    @ValueSource(strings = {"a.tif", "a.zarr"})
    void isWrittenAndReadInTheMemoryOfABand(String name) throws IOException, InterruptedException {
        Process process = JavaProcess.of(LargeSectionProcess.class, "64m", List.of(folder.resolve(name)))
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }
}
