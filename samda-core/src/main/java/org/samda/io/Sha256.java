// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.regex.Pattern;
import org.samda.Interruptions;

/**
 * A SHA-256 checksum.
 *
 * @param hex 64 digits; capitals are made small
 */
public record Sha256(String hex) {
    private static final Pattern DIGITS = Pattern.compile("[0-9a-f]{64}");
    private static final int BUFFER_BYTES = 1 << 20;

    public Sha256 {
        hex = hex.toLowerCase(Locale.ROOT);
        if (!DIGITS.matcher(hex).matches()) {
            throw new IllegalArgumentException("expected 64 hexadecimal digits, found '" + hex + "'");
        }
    }

    /**
     * Reads a whole file; some seconds for a large one.
     *
     * @throws org.samda.SamdaException if it cannot be read
     */
    public static Sha256 of(Path file) {
        MessageDigest digest = digest();
        addFile(digest, file);
        return finish(digest);
    }

    /** A new sum to add bytes to. */
    public static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /**
     * Adds a whole file.
     *
     * @throws org.samda.SamdaException if it cannot be read
     */
    public static void addFile(MessageDigest digest, Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[BUFFER_BYTES];
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                Interruptions.check();
                digest.update(buffer, 0, n);
            }
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    /** The checksum of what was added; the sum begins anew. */
    public static Sha256 finish(MessageDigest digest) {
        return new Sha256(HexFormat.of().formatHex(digest.digest()));
    }

    @Override
    public String toString() {
        return hex;
    }
}
