// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;

class FileHashesTest {
    private static final FileTime THEN = FileTime.fromMillis(1_000_000_000_000L);

    @TempDir
    private Path folder;

    @Test
    void aFileIsReadOnceWhileItIsTheSame() throws IOException {
        FileHashes hashes = new FileHashes();
        Path file = write("abc");
        Sha256 first = hashes.of(file);
        assertEquals(Sha256.of(file), first);
        write("xyz"); // The same size and time: not looked at again.
        assertEquals(first, hashes.of(file));
    }

    @Test
    void aFileOfAnotherTimeOrSizeIsReadAgain() throws IOException {
        FileHashes hashes = new FileHashes();
        Path file = write("abc");
        Sha256 first = hashes.of(file);
        write("xyz");
        Files.setLastModifiedTime(file, FileTime.fromMillis(THEN.toMillis() + 1000));
        assertEquals(Sha256.of(file), hashes.of(file));
        assertNotEquals(first, hashes.of(file));
        write("longer");
        assertEquals(Sha256.of(file), hashes.of(file));
    }

    @Test
    void theHashOfAFolderIsThatOfTheNamesAndContentsOfItsFiles() throws IOException {
        Path volume = Files.createDirectories(folder.resolve("v.zarr/0"));
        Path chunk = Files.writeString(volume.resolve("0"), "abc");
        Sha256 first = new FileHashes().of(volume.getParent());
        Files.writeString(chunk, "abd");
        Sha256 second = new FileHashes().of(volume.getParent());
        assertNotEquals(first, second);
        Files.move(chunk, volume.resolve("1"));
        assertNotEquals(second, new FileHashes().of(volume.getParent()));
        Files.move(Files.writeString(volume.resolve("1"), "abc"), chunk);
        assertEquals(first, new FileHashes().of(volume.getParent()));
    }

    @Test
    void aFolderIsReadAgainOnceAFileInItHasChanged() throws IOException {
        FileHashes hashes = new FileHashes();
        Path volume = Files.createDirectories(folder.resolve("v.zarr"));
        Files.writeString(volume.resolve("0"), "abc");
        Sha256 first = hashes.of(volume);
        Files.writeString(volume.resolve("0"), "longer");
        assertNotEquals(first, hashes.of(volume));
    }

    @Test
    void aMissingFileIsNamed() {
        Path file = folder.resolve("nothing");
        SamdaException problem = assertThrows(SamdaException.class, () -> new FileHashes().of(file));
        assertTrue(problem.getMessage().startsWith("Cannot read '" + file + "'"), problem.getMessage());
    }

    private Path write(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("file"), text);
        return Files.setLastModifiedTime(file, THEN);
    }
}
