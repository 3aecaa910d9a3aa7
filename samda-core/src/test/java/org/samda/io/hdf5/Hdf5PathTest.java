// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.Volumes;

class Hdf5PathTest {

    @TempDir
    private Path folder;

    @Test
    void goesOnInsideTheFirstFileOfTheFormat() throws IOException {
        Path file = Files.createFile(
                Files.createDirectory(folder.resolve("runs.h5")).resolve("A.HDF5"));
        assertEquals(new Hdf5Path(file, "volumes/raw"), Hdf5Path.of(file.resolve("volumes/raw")));
        assertEquals(new Hdf5Path(file, ""), Hdf5Path.of(file));
        Path missing = folder.resolve("no.h5/raw");
        assertEquals(new Hdf5Path(missing, ""), Hdf5Path.of(missing));
        assertEquals(new Hdf5Path(Path.of("raw"), ""), Hdf5Path.of(Path.of("raw")));
    }

    @Test
    void noDatasetIsAddedToAFile() throws IOException {
        Path file = Files.createFile(folder.resolve("a.h5"));
        VolumeInfo info = new VolumeInfo(new VolumeSize(1, 1, 1), PixelType.UINT8, Optional.empty());
        for (String dataset : new String[] {"labels", "labels.h5"}) {
            SamdaException problem =
                    assertThrows(SamdaException.class, () -> Volumes.create(file.resolve(dataset), info));
            assertEquals(
                    "Cannot write '%s': datasets are not added to a file that is there ('%s'). Name a new file."
                            .formatted(file.resolve(dataset), file),
                    problem.getMessage());
        }
        assertEquals(0, Files.size(file));
    }
}
