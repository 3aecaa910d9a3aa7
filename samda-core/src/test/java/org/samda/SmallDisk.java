// SPDX-License-Identifier: Apache-2.0
package org.samda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A real disk of a few megabytes; only root on Linux can make one, tests are skipped elsewhere. */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /**
     * Makes it.
     *
     * @param parent an existing folder
     * @param size   as mount has it, such as {@code 1m}
     */
    public static SmallDisk mount(Path parent, String size) {
        assumeTrue(
                Files.isExecutable(Path.of("/bin/mount"))
                        && System.getProperty("user.name").equals("root"),
                "only root on Linux can mount a small disk");
        try {
            Path folder = Files.createDirectories(parent.resolve("disk"));
            assumeTrue(
                    run("mount", "-t", "tmpfs", "-o", "size=" + size, "tmpfs", folder.toString()),
                    "this system does not allow mounting");
            return new SmallDisk(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    /** Changes it: {@code size=8m} makes room, {@code ro} forbids writing. */
    public void remount(String option) {
        assumeTrue(run("mount", "-o", "remount," + option, folder.toString()), "this system does not allow remounting");
    }

    @Override
    public void close() {
        if (!run("umount", folder.toString())) {
            throw new IllegalStateException("could not unmount " + folder);
        }
    }

    /** As {@link #close}, but while files are mapped: it is gone from its folder, and for good when they are not. */
    public void detach() {
        if (!run("umount", "--lazy", folder.toString())) {
            throw new IllegalStateException("could not detach " + folder);
        }
    }

    private static boolean run(String... command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor(10, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
