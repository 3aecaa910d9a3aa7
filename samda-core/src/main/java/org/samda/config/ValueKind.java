// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.nio.file.Path;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** The kinds of values a record component can have, as a user thinks of them. */
enum ValueKind {
    WHOLE_NUMBER,
    NUMBER,
    TRUTH,
    CHOICE,
    PATH,
    TEXT,
    SECTION,
    LIST,
    OTHER;

    private static final Set<Class<?>> INTS =
            Set.of(byte.class, short.class, int.class, Byte.class, Short.class, Integer.class);
    private static final Set<Class<?>> LONGS = Set.of(long.class, Long.class);
    private static final Set<Class<?>> FRACTIONS = Set.of(float.class, double.class, Float.class, Double.class);

    static ValueKind of(Class<?> type) {
        if (INTS.contains(type) || LONGS.contains(type)) {
            return WHOLE_NUMBER;
        }
        if (FRACTIONS.contains(type)) {
            return NUMBER;
        }
        if (type == boolean.class || type == Boolean.class) {
            return TRUTH;
        }
        if (type == String.class || type == Path.class) {
            return type == Path.class ? PATH : TEXT;
        }
        if (type.isEnum()) {
            return CHOICE;
        }
        if (type.isRecord() || SealedRecords.isSealed(type) || Map.class.isAssignableFrom(type)) {
            return SECTION;
        }
        return type.isArray() || Collection.class.isAssignableFrom(type) ? LIST : OTHER;
    }

    boolean fits(JsonNode node, Class<?> type) {
        return switch (this) {
            case WHOLE_NUMBER ->
                node.isIntegralNumber() && (LONGS.contains(type) ? node.canConvertToLong() : node.canConvertToInt());
            case NUMBER -> node.isNumber();
            case TRUTH -> node.isBoolean();
            case CHOICE -> node.isString() && EnumNames.of(type).contains(node.stringValue());
            case PATH, TEXT -> node.isString();
            case SECTION -> node.isObject();
            case LIST -> node.isArray();
            case OTHER -> !node.isNull();
        };
    }

    /** What to write for a component of this type. */
    String expected(Class<?> type) {
        return switch (this) {
            case WHOLE_NUMBER -> "a whole number";
            case NUMBER -> "a number";
            case TRUTH -> "true or false";
            case CHOICE -> "one of " + String.join(", ", EnumNames.of(type));
            case PATH -> "a path";
            case TEXT -> "text";
            case SECTION -> "keys with values";
            case LIST -> "a list";
            case OTHER -> "a value";
        };
    }

    /** What stands in the file. */
    static String found(JsonNode node) {
        if (node.isNull()) {
            return "nothing";
        }
        if (node.isContainer()) {
            return (node.isObject() ? SECTION : LIST).expected(Object.class);
        }
        return node.isString() ? "'" + node.stringValue() + "'" : node.asString();
    }

    /** The end of the sentence that complains: what to do, where that is known. */
    String advice(JsonNode node, Class<?> type) {
        if ((this == TEXT || this == PATH) && (node.isNumber() || node.isBoolean())) {
            return ". Put it in quotes.";
        }
        if (this == CHOICE && node.isString()) {
            return NearestKey.of(node.stringValue(), EnumNames.of(type))
                    .map(nearest -> ". Did you mean '" + nearest + "'?")
                    .orElse(".");
        }
        return ".";
    }
}
