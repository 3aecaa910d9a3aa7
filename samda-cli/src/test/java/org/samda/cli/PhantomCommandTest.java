// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhantomCommandTest {
    @TempDir
    private Path folder;

    @Test
    void aVolumeHasItsLabelsItsInstancesAndTheirVolumesBesideIt() throws IOException {
        Cli made = phantom(folder.resolve("v.nii.gz"), "--instances");
        assertEquals(0, made.exitCode(), made.err());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("v-instances.csv", "v-instances.nii.gz", "v-labels.nii.gz", "v.nii.gz"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
    }

    @Test
    void instancesIntoAFolderOfImagesAreAnErrorThatSaysWhatToDo() {
        Path set = folder.resolve("set");
        Cli refused = phantom(set, "--instances");
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("Name a file, such as " + set + ".tif."), refused.err());
        assertFalse(Files.exists(set));
    }

    @Test
    void anOutputThatExistsIsReplacedOnlyIfThatIsWanted() {
        Path volume = folder.resolve("v.tif");
        assertEquals(0, phantom(volume).exitCode());
        Cli refused = phantom(volume);
        assertEquals(1, refused.exitCode());
        assertTrue(refused.err().contains("exists. Choose another --out, or add --overwrite."), refused.err());
        assertEquals(0, phantom(volume, "--overwrite").exitCode());
    }

    private static Cli phantom(Path out, String... more) {
        List<Object> arguments =
                new ArrayList<>(List.of("phantom", "--out", out, "--size", "40,30,3", "--pixel-scale", 4, "--quiet"));
        arguments.addAll(List.of(more));
        return Cli.run(arguments.toArray());
    }
}
