// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * A JSON document of another program, or a value in it: what nobody asks for is ignored, what is asked for must be of the
 * kind expected. Mistakes are {@link SamdaException}s that name file, line, column and key.
 */
public final class JsonTree {
    private final JsonNode node;
    private final Places places;
    private final JsonPointer at;

    private JsonTree(JsonNode node, Places places, JsonPointer at) {
        this.node = node;
        this.places = places;
        this.at = at;
    }

    /**
     * Reads a text that nests at most 50 deep.
     *
     * @param origin where it is from, for messages
     * @throws SamdaException if it is not one whole JSON object, or holds a key twice
     */
    public static JsonTree parse(String json, String origin) {
        TreeReader.Document document = TreeReader.read(Mappers.JSON, json, "JSON '" + origin + "'");
        JsonTree tree = new JsonTree(document.root(), document.places(), JsonPointer.empty());
        if (!document.root().isObject()) {
            throw tree.expected("keys with values");
        }
        return tree;
    }

    /** The value of a key; none where the key is missing, its value is null, or this has no keys. */
    public Optional<JsonTree> find(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull()
                ? Optional.empty()
                : Optional.of(new JsonTree(value, places, at.appendProperty(name)));
    }

    /**
     * The value of a key.
     *
     * @throws SamdaException if it is missing or null
     */
    public JsonTree get(String name) {
        return find(name).orElseThrow(() -> mistake("key '" + name + "' is missing."));
    }

    public boolean isList() {
        return node.isArray();
    }

    public boolean isText() {
        return node.isString();
    }

    public boolean isNumber() {
        return node.isNumber();
    }

    public boolean isTruth() {
        return node.isBoolean();
    }

    /** Whether it is a list's element without a value. */
    public boolean isNull() {
        return node.isNull();
    }

    /** The elements of a list. */
    public List<JsonTree> list() {
        require(node.isArray(), ValueKind.LIST.expected(List.class));
        List<JsonTree> elements = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            elements.add(new JsonTree(node.get(i), places, at.appendIndex(i)));
        }
        return elements;
    }

    public String text() {
        require(node.isString(), "text");
        return node.stringValue();
    }

    public double number() {
        require(node.isNumber(), "a number");
        return node.doubleValue();
    }

    /** A whole number of at most 64 bits. */
    public long whole() {
        require(node.isIntegralNumber() && node.canConvertToLong(), "a whole number");
        return node.longValue();
    }

    public boolean truth() {
        require(node.isBoolean(), "true or false");
        return node.booleanValue();
    }

    /** A complaint about this value: {@code expected <what>, found <value>.} */
    public SamdaException expected(String what) {
        return mistake("expected " + what + ", found " + ValueKind.found(node) + ".");
    }

    /** A complaint about this value, in a whole sentence. */
    public SamdaException mistake(String sentence) {
        return places.mistake(at, sentence);
    }

    private void require(boolean fits, String what) {
        if (!fits) {
            throw expected(what);
        }
    }
}
