// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The sound, damaged and hostile checkpoints of {@code fixtures/pth/README.md}. */
final class Fixture {
    private static final String ROOT = "/fixtures/pth/";
    private static final JsonNode EXPECTED =
            JsonMapper.shared().readTree(open("expected.json")).get("files");

    private Fixture() {}

    /** Names of all that must be read, or of all that must be refused. */
    static List<String> names(boolean accepted) {
        return EXPECTED.properties().stream()
                .filter(file -> accepted
                        != file.getValue()
                                .get("accept")
                                .equals(JsonMapper.shared().readTree("false")))
                .map(Map.Entry::getKey)
                .toList();
    }

    static JsonNode tensors(String name) {
        return EXPECTED.get(name).get("tensors");
    }

    /** Bytes of the file; one of them is kept compressed. */
    static byte[] bytes(String name) {
        try (InputStream in =
                name.equals("bad_deep_nesting.pth") ? new GZIPInputStream(open(name + ".gz")) : open(name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Puts the file into a folder. */
    static Path copy(String name, Path folder) {
        try {
            return Files.write(folder.resolve(name), bytes(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static InputStream open(String name) {
        return Objects.requireNonNull(Fixture.class.getResourceAsStream(ROOT + name), name);
    }
}
