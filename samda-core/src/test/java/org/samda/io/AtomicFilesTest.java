// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;

class AtomicFilesTest {

    @TempDir
    private Path folder;

    @Test
    void writesBytesIntoFoldersItMakes() throws IOException {
        Path target = folder.resolve("a/b/c.bin");
        AtomicFiles.write(target, new byte[] {1, 2, 3});
        assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(target));
        assertEquals(List.of("c.bin"), Folders.names(target.getParent()));
    }

    @Test
    void showsTheOldContentUntilTheNewIsComplete() throws IOException {
        Path target = folder.resolve("run.json");
        AtomicFiles.write(target, "old".getBytes(UTF_8));
        AtomicFiles.write(target, out -> {
            out.write("new".getBytes(UTF_8));
            out.flush();
            assertEquals("old", Files.readString(target));
        });
        assertEquals("new", Files.readString(target));
    }

    @Test
    void contentMayCloseItsStream() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFiles.write(target, out -> {
            try (Writer writer = new OutputStreamWriter(out, UTF_8)) {
                writer.write("closed");
            }
        });
        assertEquals("closed", Files.readString(target));
    }

    @Test
    void keepsTheOldFileAndNothingElseWhenTheContentFails() throws IOException {
        Path target = folder.resolve("a.txt");
        AtomicFiles.write(target, "old".getBytes(UTF_8));
        SamdaException problem = assertThrows(
                SamdaException.class,
                () -> AtomicFiles.write(target, out -> {
                    out.write(new byte[1 << 20]);
                    throw new IOException("the cable is out");
                }));
        assertEquals(
                "Cannot write '" + target + "': the cable is out. "
                        + "Check that its folder may be written to, or choose another one.",
                problem.getMessage());
        assertEquals("old", Files.readString(target));
        assertEquals(List.of("a.txt"), Folders.names(folder));
    }

    @Test
    void leavesNothingBehindWhenTheContentHasABug() throws IOException {
        Path target = folder.resolve("a.txt");
        assertThrows(
                IllegalStateException.class,
                () -> AtomicFiles.write(target, out -> {
                    throw new IllegalStateException("bug");
                }));
        assertEquals(List.of(), Folders.names(folder));
    }

    @Test
    void refusesAFolderAsTarget() {
        SamdaException problem = assertThrows(SamdaException.class, () -> AtomicFiles.write(folder, new byte[0]));
        assertEquals(
                "Cannot write '" + folder + "': it is a folder, expected the name of a file. Add a file name.",
                problem.getMessage());
    }

    @Test
    void refusesAFileAsFolder() throws IOException {
        Path file = Files.write(folder.resolve("file"), new byte[1]);
        Path target = file.resolve("a.txt");
        SamdaException problem = assertThrows(SamdaException.class, () -> AtomicFiles.write(target, new byte[0]));
        assertEquals(
                "Cannot write '" + target + "': '" + file + "' is a file, expected a folder. Choose another folder.",
                problem.getMessage());
    }

    @Test
    void writesThroughALinkToAFolder() throws IOException {
        Path real = Files.createDirectory(folder.resolve("real"));
        Path link = Files.createSymbolicLink(folder.resolve("link"), real);
        AtomicFiles.write(link.resolve("a.txt"), new byte[1]);
        assertEquals(List.of("a.txt"), Folders.names(real));
    }

    @Test
    void finishesAlthoughTheThreadWasInterrupted() {
        Path target = folder.resolve("last-checkpoint");
        Thread.currentThread().interrupt();
        AtomicFiles.write(target, new byte[] {1});
        assertTrue(Thread.interrupted());
        assertTrue(Files.exists(target));
    }

    @Test
    void namesWithoutAFolderGoToTheWorkingFolder() throws IOException {
        Path target = Path.of("atomic-files-test.tmp");
        try {
            AtomicFiles.write(target, new byte[] {1});
            assertTrue(Files.exists(target));
        } finally {
            Files.deleteIfExists(target);
        }
        assertFalse(Files.exists(target));
    }
}
