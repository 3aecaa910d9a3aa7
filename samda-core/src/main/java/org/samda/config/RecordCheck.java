// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Compares a tree with the record it is to become: unknown keys, missing keys, and values of the wrong kind.
 *
 * <p>Every component must be written, except an {@link Optional}. Types it does not know are left to Jackson.
 */
final class RecordCheck {
    private final Places places;
    private final boolean figures;

    /** @param figures whether {@code null} may stand for a figure that is no number */
    RecordCheck(Places places, boolean figures) {
        this.places = places;
        this.figures = figures;
    }

    void check(JsonNode node, Type type, JsonPointer at) {
        Class<?> raw = raw(type);
        if (figures && node.isNull() && (raw == double.class || raw == Double.class)) {
            return;
        }
        if (raw != Optional.class) {
            checkKind(node, raw, at);
            checkInside(
                    node, SealedRecords.chosen(raw, node).map(Type.class::cast).orElse(type), at);
        } else if (!node.isNull()) {
            check(node, argument(type, 0), at);
        }
    }

    private void checkKind(JsonNode node, Class<?> type, JsonPointer at) {
        ValueKind kind = ValueKind.of(type);
        if (!kind.fits(node, type)) {
            String complaint = "expected " + kind.expected(type) + ", found " + ValueKind.found(node);
            throw places.mistake(at, complaint + kind.advice(node, type));
        }
    }

    private void checkInside(JsonNode node, Type type, JsonPointer at) {
        Class<?> raw = raw(type);
        if (raw.isRecord()) {
            checkNames(node, raw, at);
            checkComponents(node, raw, at);
        } else if (Map.class.isAssignableFrom(raw)) {
            node.propertyNames().forEach(name -> check(node.get(name), argument(type, 1), at.appendProperty(name)));
        } else if (ValueKind.of(raw) == ValueKind.LIST) {
            Type element = raw.isArray() ? raw.getComponentType() : argument(type, 0);
            for (int i = 0; i < node.size(); i++) {
                check(node.get(i), element, at.appendIndex(i));
            }
        }
    }

    private void checkNames(JsonNode node, Class<?> type, JsonPointer at) {
        List<String> known = Arrays.stream(type.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                throw places.mistake(at.appendProperty(name), NearestKey.advice(name, known));
            }
        }
    }

    private void checkComponents(JsonNode node, Class<?> type, JsonPointer at) {
        for (RecordComponent component : type.getRecordComponents()) {
            Class<?> wanted = component.getType();
            JsonPointer key = at.appendProperty(component.getName());
            JsonNode value = node.get(component.getName());
            if (value != null) {
                check(value, component.getGenericType(), key);
            } else if (wanted != Optional.class) {
                String expected = ValueKind.of(wanted).expected(wanted);
                throw places.mistake(key, "missing key; expected " + expected + ". Add it.");
            }
        }
    }

    private static Class<?> raw(Type type) {
        if (type instanceof Class<?> plain) {
            return plain;
        }
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : Object.class;
    }

    private static Type argument(Type type, int index) {
        return type instanceof ParameterizedType generic ? generic.getActualTypeArguments()[index] : Object.class;
    }
}
