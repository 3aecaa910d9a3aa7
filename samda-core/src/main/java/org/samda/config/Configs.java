// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.samda.SamdaException;

/**
 * Reads and writes configuration records: YAML for people, JSON for programs.
 *
 * <p>Reading is strict: unknown, missing, doubled and mistyped keys are {@link SamdaException}s that name file, line,
 * column and key. Every component of a record must be written, except an {@code Optional}. Enums are kebab-case.
 * A text has at most 1 MiB (YAML) or 64 MiB (JSON) and nests at most 50 deep; YAML aliases are refused.
 */
public final class Configs {
    private static final int YAML_LIMIT = 1 << 20;
    private static final int JSON_LIMIT = 64 << 20;

    private Configs() {}

    /** Reads a complete YAML file. */
    public static <T extends Record> T read(Path file, Class<T> type) {
        return load(text(file), file.toString()).as(type);
    }

    /**
     * Reads a complete YAML text.
     *
     * @param origin what messages call it: a file or the name of a built-in
     */
    public static <T extends Record> T parse(String yaml, String origin, Class<T> type) {
        return load(yaml, origin).as(type);
    }

    /** Reads a YAML file as one layer of a configuration. */
    public static ConfigTree load(Path file) {
        return load(text(file), file.toString());
    }

    /** Reads a YAML text as one layer of a configuration. */
    public static ConfigTree load(String yaml, String origin) {
        String name = "Config '" + origin + "'";
        requireLength(yaml, YAML_LIMIT, name);
        return ConfigTree.of(TreeReader.read(Mappers.YAML, yaml, name));
    }

    /** The record as YAML that {@link #parse} reads back; absent {@code Optional}s are written as {@code null}. */
    public static String toYaml(Record config) {
        return Mappers.YAML.writeValueAsString(config);
    }

    /** The value as indented JSON; numbers that are NaN or infinite become {@code null}. */
    public static String toJson(Object value) {
        return Mappers.JSON.writeValueAsString(value) + "\n";
    }

    /** Reads JSON as strictly as YAML. */
    public static <T> T fromJson(String json, String origin, Class<T> type) {
        TreeReader.Document document = document(json, origin);
        return ConfigTree.bind(document.root(), document.places(), type);
    }

    /** As {@link #fromJson}, for results: a {@code double} that {@link #toJson} wrote as {@code null} is NaN again. */
    public static <T> T figuresFromJson(String json, String origin, Class<T> type) {
        TreeReader.Document document = document(json, origin);
        return ConfigTree.bindFigures(document.root(), document.places(), type);
    }

    private static TreeReader.Document document(String json, String origin) {
        String name = "JSON '" + origin + "'";
        requireLength(json, JSON_LIMIT, name);
        return TreeReader.read(Mappers.JSON, json, name);
    }

    /** The name of an enum constant as users write it: {@code nearest-neighbour}. */
    public static String nameOf(Enum<?> constant) {
        return EnumNames.of(constant);
    }

    private static void requireLength(String text, int limit, String name) {
        if (text.length() > limit) {
            throw new SamdaException(
                    "%s is too long: expected at most %d characters, found %d.".formatted(name, limit, text.length()));
        }
    }

    private static String text(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(YAML_LIMIT + 1);
            if (bytes.length > YAML_LIMIT) {
                throw new SamdaException("Config '%s' is too long: expected at most %d bytes. Is it a config file?"
                        .formatted(file, YAML_LIMIT));
            }
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (NoSuchFileException e) {
            throw new SamdaException("Config '" + file + "' does not exist. Check the path.", e);
        } catch (CharacterCodingException e) {
            throw new SamdaException("Config '" + file + "' is not UTF-8 text. Save it as UTF-8.", e);
        } catch (IOException e) {
            throw new SamdaException("Config '" + file + "' cannot be read: " + e.getMessage() + ".", e);
        }
    }
}
