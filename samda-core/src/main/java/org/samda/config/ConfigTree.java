// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.ValueInstantiationException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A configuration before it becomes a record: complete values, changed by overlays and single settings.
 *
 * <p>An overlay or a setting changes what is there; it can never invent a key. Values of an {@link Optional} component
 * that are absent are therefore written as {@code key: null}. Lists are replaced as a whole. A tree never changes:
 * {@link #merge} and {@link #set} return a new one. Mistakes name the file and line of the layer they were made in.
 */
public final class ConfigTree {
    private static final JsonPointer ROOT = JsonPointer.empty();

    private final ObjectNode root;
    private final Places places;

    private ConfigTree(ObjectNode root, Places places) {
        this.root = root;
        this.places = places;
    }

    static ConfigTree of(TreeReader.Document document) {
        if (!(document.root() instanceof ObjectNode root)) {
            throw document.places()
                    .mistake(ROOT, "expected keys with values, found " + ValueKind.found(document.root()) + ".");
        }
        return new ConfigTree(root, document.places());
    }

    /**
     * Lays another tree over this one; its values win.
     *
     * @throws SamdaException if it holds a key that this tree has not, or a value where this tree has keys
     */
    public ConfigTree merge(ConfigTree overlay) {
        ConfigTree merged = new ConfigTree(root.deepCopy(), places.copy());
        merged.take(overlay.root, merged.root, overlay.places, ROOT);
        return merged;
    }

    /**
     * Changes one value.
     *
     * @param setting {@code key.path=value}, such as {@code training.batchSize=2}; the value is read as YAML: a number,
     *                text, {@code true}, {@code null}, or a list {@code [1, 2]}
     * @throws SamdaException if the key is unknown, or the setting is not of that form
     */
    public ConfigTree set(String setting) {
        String origin = "Setting '" + setting + "'";
        int equals = setting.indexOf('=');
        if (equals < 1) {
            throw new SamdaException(origin + ": expected key=value, such as training.batchSize=2.");
        }
        String dotted = setting.substring(0, equals).strip();
        JsonPointer key = find(dotted)
                .orElseThrow(() -> new SamdaException(origin + ": " + NearestKey.advice(dotted, keys(root, ""))));
        JsonNode value = TreeReader.read(
                        Mappers.YAML, setting.substring(equals + 1).strip(), origin)
                .root();
        if (value.isObject() && !value.isEmpty()) {
            throw new SamdaException(origin + ": expected a value or a list, found keys with values. "
                    + "Put text that holds ': ' in quotes.");
        }
        ConfigTree changed = new ConfigTree(root.deepCopy(), places.copy());
        JsonNode written = value.isObject() ? root.nullNode() : value;
        changed.put(key, written, new Places(Place.in(origin)));
        return changed;
    }

    /**
     * What leads from another tree to this one.
     *
     * @param base a tree with the same keys
     * @return settings for {@link #set}, in the order of the keys; none if the trees are equal
     */
    public List<String> changesFrom(ConfigTree base) {
        return keys(root, "").stream()
                .filter(key -> !valueAt(key).equals(base.valueAt(key)))
                .map(key -> key + "=" + valueAt(key))
                .toList();
    }

    private JsonNode valueAt(String dotted) {
        return root.at("/" + dotted.replace('.', '/'));
    }

    /**
     * The record this tree describes.
     *
     * @throws SamdaException if a key is unknown or missing, or a value is of the wrong kind or out of range
     */
    public <T extends Record> T as(Class<T> type) {
        return bind(root, places, type);
    }

    static <T> T bind(JsonNode root, Places places, Class<T> type) {
        new RecordCheck(places, false).check(root, type, ROOT);
        return bind(Mappers.JSON, root, places, type);
    }

    /** As {@link #bind}, with NaN for {@code null} where a record has a {@code double}. */
    static <T> T bindFigures(JsonNode root, Places places, Class<T> type) {
        new RecordCheck(places, true).check(root, type, ROOT);
        return bind(Mappers.FIGURES, root, places, type);
    }

    private static <T> T bind(JsonMapper mapper, JsonNode root, Places places, Class<T> type) {
        try {
            return mapper.treeToValue(root, type);
        } catch (ValueInstantiationException e) {
            if (e.getCause() instanceof IllegalArgumentException cause) {
                throw places.mistake(blamed(pointer(e), cause, places), sentence(cause), e);
            }
            throw e;
        } catch (DatabindException e) {
            throw places.mistake(pointer(e), "does not fit: " + e.getOriginalMessage(), e);
        }
    }

    private void take(ObjectNode from, ObjectNode into, Places theirs, JsonPointer at) {
        for (String name : from.propertyNames()) {
            JsonPointer key = at.appendProperty(name);
            JsonNode old = into.get(name);
            if (old == null) {
                throw theirs.mistake(key, NearestKey.advice(name, List.copyOf(into.propertyNames())));
            }
            if (old instanceof ObjectNode below && from.get(name) instanceof ObjectNode above) {
                take(above, below, theirs, key);
            } else {
                put(key, from.get(name), theirs);
            }
        }
    }

    private void put(JsonPointer key, JsonNode value, Places theirs) {
        JsonNode old = root.at(key);
        if (old.isObject() != value.isObject() && !old.isNull() && !value.isNull()) {
            throw theirs.mistake(key, "expected " + kind(old) + ", found " + ValueKind.found(value) + ".");
        }
        ((ObjectNode) root.at(key.head())).set(key.last().getMatchingProperty(), value);
        places.replace(key, theirs);
    }

    private static String kind(JsonNode old) {
        return old.isObject() ? "keys with values" : "a single value or a list";
    }

    private Optional<JsonPointer> find(String dotted) {
        JsonPointer key = ROOT;
        for (String name : dotted.split("\\.", -1)) {
            if (!(root.at(key) instanceof ObjectNode section) || !section.has(name)) {
                return Optional.empty();
            }
            key = key.appendProperty(name);
        }
        return Optional.of(key);
    }

    /** All keys that hold values, with the sections around them. */
    private static List<String> keys(ObjectNode section, String prefix) {
        List<String> keys = new ArrayList<>();
        for (String name : section.propertyNames()) {
            if (section.get(name) instanceof ObjectNode below) {
                keys.addAll(keys(below, prefix + name + "."));
            } else {
                keys.add(prefix + name);
            }
        }
        return keys;
    }

    private static JsonPointer pointer(DatabindException e) {
        JsonPointer at = ROOT;
        for (JacksonException.Reference step : e.getPath()) {
            at = step.getPropertyName() == null
                    ? at.appendIndex(step.getIndex())
                    : at.appendProperty(step.getPropertyName());
        }
        return at;
    }

    /** The component a record's complaint begins with ({@code batchSize must be ...}), else the record as a whole. */
    private static JsonPointer blamed(JsonPointer owner, IllegalArgumentException complaint, Places places) {
        String firstWord = String.valueOf(complaint.getMessage()).split(" ", 2)[0];
        JsonPointer component = owner.appendProperty(firstWord.substring(firstWord.lastIndexOf('.') + 1));
        return places.knows(component) ? component : owner;
    }

    private static String sentence(IllegalArgumentException complaint) {
        String text = String.valueOf(complaint.getMessage());
        return text.endsWith(".") ? text : text + ".";
    }
}
