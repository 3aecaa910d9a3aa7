// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.samda.config.Configs;
import org.samda.config.JsonTree;
import org.samda.io.AtomicFiles;
import org.samda.io.Bytes;
import org.samda.io.FileProblem;

/** Reads and writes the JSON files that describe arrays and groups. */
final class MetadataFile {
    static final int LARGEST = 4 << 20;

    private MetadataFile() {}

    /**
     * @return none if there is no such file
     * @throws org.samda.SamdaException if it cannot be read, is no JSON or has more than {@value #LARGEST} bytes
     */
    static Optional<JsonTree> read(Path file) {
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw FileProblem.damaged(file, "it has more than " + Bytes.readable(LARGEST) + " of metadata");
            }
            return Optional.of(JsonTree.parse(new String(bytes, StandardCharsets.UTF_8), file.toString()));
        } catch (NoSuchFileException deletedMeanwhile) {
            return Optional.empty();
        } catch (IOException e) {
            throw FileProblem.reading(file, e);
        }
    }

    /** A JSON object whose keys stay in this order: the same metadata are the same bytes. */
    @SafeVarargs
    static Map<String, Object> object(Map.Entry<String, ?>... entries) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (Map.Entry<String, ?> entry : entries) {
            object.put(entry.getKey(), entry.getValue());
        }
        return object;
    }

    static void write(Path file, Map<String, Object> metadata) {
        AtomicFiles.write(file, Configs.toJson(metadata).getBytes(StandardCharsets.UTF_8));
    }
}
