// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.stream.Collectors;
import org.samda.SamdaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads one document into a tree and notes where each key and value stands.
 *
 * <p>Doubled keys, aliases, a second document and numbers that are not finite are mistakes. Depth and length of
 * numbers are bounded by the mapper, the length of the text by the caller.
 */
final class TreeReader {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final JsonPointer ROOT = JsonPointer.empty();

    private final JsonParser parser;
    private final String origin;
    private final Places places;

    private TreeReader(JsonParser parser, String origin) {
        this.parser = parser;
        this.origin = origin;
        this.places = new Places(new Place(origin, 1, 1));
    }

    /** A document and its places. */
    record Document(JsonNode root, Places places) {}

    /** Reads the text; an empty document is an object without keys. */
    static Document read(ObjectMapper format, String text, String origin) {
        try (JsonParser parser = format.createParser(text)) {
            return new TreeReader(parser, origin).document();
        } catch (StreamConstraintsException e) {
            throw new SamdaException(origin + " is nested too deeply, or holds a name or number that is too long.", e);
        } catch (JacksonException e) {
            throw new SamdaException(place(origin, e.getLocation()) + ": " + firstLines(e), e);
        }
    }

    private Document document() {
        JsonToken first = parser.nextToken();
        JsonNode root = first == null ? NODES.objectNode() : value(first, ROOT);
        if (first != null && parser.nextToken() != null) {
            throw new SamdaException(here() + ": a second document begins here; expected only one.");
        }
        return new Document(root, places);
    }

    private JsonNode value(JsonToken token, JsonPointer at) {
        return switch (token) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> array(at);
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> number(at);
            case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(token == JsonToken.VALUE_TRUE);
            case VALUE_NULL -> NODES.nullNode();
            default -> text(at);
        };
    }

    private ObjectNode object(JsonPointer at) {
        ObjectNode object = NODES.objectNode();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            JsonPointer key = at.appendProperty(name);
            if (object.has(name)) {
                Place first = places.of(key);
                places.put(key, here());
                throw places.mistake(key, "doubled key; it is also in line " + first.line() + ". Remove one of them.");
            }
            places.put(key, here());
            object.set(name, value(parser.nextToken(), key));
        }
        return object;
    }

    private ArrayNode array(JsonPointer at) {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            JsonPointer element = at.appendIndex(array.size());
            places.put(element, here());
            array.add(value(token, element));
        }
        return array;
    }

    private JsonNode number(JsonPointer at) {
        double number = parser.getDoubleValue();
        if (!Double.isFinite(number)) {
            throw places.mistake(at, "expected a finite number, found '" + parser.getString() + "'.");
        }
        return NODES.numberNode(number);
    }

    private JsonNode text(JsonPointer at) {
        if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
            throw places.mistake(
                    at, "aliases are not supported, found '*" + parser.getString() + "'. Write the value out.");
        }
        return NODES.stringNode(parser.getString());
    }

    private Place here() {
        return place(origin, parser.currentTokenLocation());
    }

    private static Place place(String origin, TokenStreamLocation location) {
        return new Place(origin, location.getLineNr(), location.getColumnNr());
    }

    /** The parser's words without its drawing of the place, which is indented. */
    private static String firstLines(JacksonException e) {
        return e.getOriginalMessage()
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .collect(Collectors.joining(", "));
    }
}
