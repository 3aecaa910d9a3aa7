// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A volume segmented onto a real disk that is too small, or may not be written to; only root on Linux can make one. */
class FullDiskSegmentationTest {

    @TempDir
    private static Path shared;

    private static Path model;
    private static Path volume;

    @TempDir
    private Path folder;

    private Path disk;
    private boolean isMounted;

    @BeforeAll
    static void makeVolume() {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && System.getProperty("user.name").equals("root"),
                "only root on Linux can mount a small disk");
        model = VolumeFiles.model(shared);
        volume = shared.resolve("v.tif");
        VolumeFiles.phantom(volume, "40,36,112");
    }

    @BeforeEach
    void mountADisk() throws IOException, InterruptedException {
        disk = Files.createDirectory(folder.resolve("disk"));
        isMounted = done("mount", "-t", "tmpfs", "-o", "size=48k", "tmpfs", disk.toString());
        assumeTrue(isMounted, "this system does not allow mounting");
    }

    @AfterEach
    void unmount() throws IOException, InterruptedException {
        if (isMounted) {
            assertTrue(done("umount", disk.toString()));
        }
    }

    /** The disk is full when slabs are kept, or when the output is made of them. */
    @ParameterizedTest
    @CsvSource({"24k, labels.tif, unfinished-", "48k, labels.mrc, labels.mrc'", "48k, labels, section_"})
    void whatIsFinishedIsKeptAndGoneOnWithWhenThereIsRoom(String size, String name, String found)
            throws IOException, InterruptedException {
        remount("size=" + size);
        Path whole = Files.createDirectory(folder.resolve("whole")).resolve(name);
        assertEquals(0, segment(whole).exitCode());
        Path output = disk.resolve(name);
        VolumeFiles.assertFailed(
                segment(output), found, "the disk is full", "Make room", "the same command goes on from there");
        List<String> left = VolumeFiles.names(disk);
        assertEquals(1, left.size(), left.toString());
        assertTrue(left.get(0).startsWith(name + ".unfinished-"), left.toString());
        remount("size=8m");
        Cli answer = segment(output, "--json");
        assertEquals(0, answer.exitCode(), answer.err());
        assertTrue(answer.out().contains("\"resumed\" : 1"), answer.out());
        assertEquals(List.of(name), VolumeFiles.names(disk));
        assertEquals(VolumeFiles.contents(whole), VolumeFiles.contents(output));
    }

    @Test
    void aReadOnlyDiskIsToldBeforeAnythingIsComputed() throws IOException, InterruptedException {
        remount("ro");
        for (String name : List.of("labels.tif", "labels.zarr", "new/labels.h5")) {
            Path output = disk.resolve(name);
            VolumeFiles.assertFailed(
                    segment(output),
                    "Cannot write '%s': Read-only file system. Check that its folder may be written to"
                            .formatted(output));
        }
        assertEquals(List.of(), VolumeFiles.names(disk));
    }

    private Cli segment(Path output, Object... options) {
        return VolumeFiles.segment(model, volume, output, options);
    }

    private void remount(String option) throws IOException, InterruptedException {
        assumeTrue(done("mount", "-o", "remount," + option, disk.toString()), "this system does not allow remounting");
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
