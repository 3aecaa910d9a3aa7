// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipException;
import org.samda.SamdaException;

/** Says in one line what went wrong with a file and what to do about it. */
public final class FileProblem {

    /** Below this a failed write is put down to a full disk even if the system's message is in another language. */
    private static final long ALMOST_FULL_BYTES = 1 << 16;

    private FileProblem() {}

    /** @param file that could not be read */
    public static SamdaException reading(Path file, IOException cause) {
        String advice = cause instanceof NoSuchFileException
                ? "Check the path."
                : "Check that it may be read and was copied completely.";
        return new SamdaException("Cannot read '%s': %s. %s".formatted(file, reason(cause), advice), cause);
    }

    /**
     * Says that a part of a file could not be read, and that the file is damaged where that is the reason.
     *
     * @param what the part, such as "its header"
     */
    public static SamdaException reading(Path file, String what, IOException cause) {
        if (cause instanceof EOFException) {
            return damaged(file, "it ends too early, " + what + " cannot be read", cause);
        }
        if (cause instanceof ZipException) {
            String inflating = "it cannot be inflated, %s cannot be read (%s)".formatted(what, cause.getMessage());
            return damaged(file, inflating, cause);
        }
        return reading(file, cause);
    }

    /** @param target that could not be written; the message names a full disk as such */
    public static SamdaException writing(Path target, IOException cause) {
        long free = freeBytes(target);
        if (isDiskFull(cause) || (free >= 0 && free < ALMOST_FULL_BYTES && !isReadOnly(target))) {
            return new SamdaException(
                    "Cannot write '%s': the disk is full (%s free). Make room or choose another folder."
                            .formatted(target, Bytes.readable(Math.max(0, free))),
                    cause);
        }
        return new SamdaException(
                "Cannot write '%s': %s. Check that its folder may be written to, or choose another one."
                        .formatted(target, reason(cause)),
                cause);
    }

    /** Data that do not hold what their header promises. */
    public static SamdaException damaged(Path file, String what) {
        return new SamdaException(damage(file, what));
    }

    /** Data that do not hold what their header promises, found through an exception. */
    public static SamdaException damaged(Path file, String what, Throwable cause) {
        return new SamdaException(damage(file, what), cause);
    }

    private static String damage(Path file, String what) {
        return "'%s' is damaged: %s. Copy it again from where it came from, or export it again.".formatted(file, what);
    }

    private static String reason(IOException cause) {
        if (cause instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (cause instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (cause instanceof FileSystemException problem && problem.getReason() != null) {
            return problem.getReason();
        }
        if (cause instanceof EOFException) {
            return "it ends too early";
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    private static boolean isDiskFull(Throwable cause) {
        for (Throwable t = cause; t != null; t = t.getCause()) {
            String message = t.getMessage() == null ? "" : t.getMessage().toLowerCase(Locale.ROOT);
            if (message.contains("no space left")
                    || message.contains("not enough space")
                    || message.contains("quota")) {
                return true;
            }
        }
        return false;
    }

    /** Bytes this user may still write where the file is to go; -1 where the system does not say. */
    public static long freeBytes(Path target) {
        try {
            return store(target).getUsableSpace();
        } catch (IOException unknown) {
            return -1;
        }
    }

    /** Disks that are only read have no room either. */
    private static boolean isReadOnly(Path target) {
        try {
            return store(target).isReadOnly();
        } catch (IOException unknown) {
            return false;
        }
    }

    private static FileStore store(Path target) throws IOException {
        Path place = target.toAbsolutePath();
        while (place.getParent() != null && !Files.exists(place)) {
            place = place.getParent();
        }
        return Files.getFileStore(place);
    }
}
