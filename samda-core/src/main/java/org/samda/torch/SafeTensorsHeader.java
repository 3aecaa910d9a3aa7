// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.samda.SamdaException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON header of a safetensors file: which tensor lies where.
 *
 * @param entries  in the order of their data, without gaps, the first at byte 0
 * @param metadata what the writer said about them
 */
record SafeTensorsHeader(List<TensorEntry> entries, Map<String, String> metadata) {
    private static final String METADATA = "__metadata__";
    private static final Set<String> KEYS = Set.of("dtype", "shape", "data_offsets");
    private static final int MAX_AXES = 16;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /**
     * Reads a header and checks it.
     *
     * @param utf8  the header without its length
     * @param bytes what follows it in the file; the tensors must fill it exactly
     * @param file  how messages call the file
     */
    static SafeTensorsHeader parse(byte[] utf8, long bytes, String file) {
        JsonNode root = json(utf8, file);
        Map<String, String> metadata = new LinkedHashMap<>();
        List<TensorEntry> entries = new ArrayList<>();
        for (Map.Entry<String, JsonNode> property : root.properties()) {
            try {
                if (property.getKey().equals(METADATA)) {
                    property.getValue().properties().forEach(p -> metadata.put(p.getKey(), string(p.getValue())));
                } else {
                    entries.add(entry(property.getKey(), property.getValue()));
                }
            } catch (IllegalArgumentException e) {
                throw damaged(file, "tensor '" + property.getKey() + "': " + e.getMessage(), e);
            }
        }
        entries.sort(Comparator.comparingLong(TensorEntry::begin).thenComparingLong(TensorEntry::end));
        requireGapless(entries, bytes, file);
        return new SafeTensorsHeader(List.copyOf(entries), Map.copyOf(metadata));
    }

    /** The header as JSON, filled up with spaces so that it and its 8 bytes of length end on a multiple of 8. */
    byte[] toJson() {
        ObjectNode root = JSON.createObjectNode();
        if (!metadata.isEmpty()) {
            ObjectNode said = root.putObject(METADATA);
            new TreeMap<>(metadata).forEach(said::put);
        }
        for (TensorEntry entry : entries) {
            ObjectNode node = root.putObject(entry.name());
            node.put("dtype", entry.type().name());
            ArrayNode shape = node.putArray("shape");
            for (long size : entry.shape()) {
                shape.add(size);
            }
            node.putArray("data_offsets").add(entry.begin()).add(entry.end());
        }
        byte[] json = JSON.writeValueAsBytes(root);
        byte[] padded = Arrays.copyOf(json, (json.length + 7) / 8 * 8);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    static SamdaException damaged(String file, String what, Throwable cause) {
        return new SamdaException(
                "'%s' is not a sound safetensors file: %s. Get or make the file again.".formatted(file, what), cause);
    }

    private static JsonNode json(byte[] utf8, String file) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString();
            JsonNode root = JSON.readTree(text);
            if (!text.startsWith("{") || !root.isObject()) {
                throw damaged(file, "its header is not a JSON object", null);
            }
            return root;
        } catch (CharacterCodingException e) {
            throw damaged(file, "its header is not UTF-8 text", e);
        } catch (JacksonException e) {
            throw damaged(file, "its header is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static TensorEntry entry(String name, JsonNode node) {
        if (!Set.copyOf(node.propertyNames()).equals(KEYS)) {
            throw new IllegalArgumentException("expected the keys dtype, shape and data_offsets and no other, found "
                    + List.copyOf(node.propertyNames()));
        }
        String dtype = string(node.get("dtype"));
        TensorType type = TensorType.named(dtype)
                .orElseThrow(() -> new IllegalArgumentException("number format '" + dtype
                        + "' is not known; expected one of " + Arrays.toString(TensorType.values())));
        long[] offsets = counts("data_offsets", node.get("data_offsets"));
        if (offsets.length != 2) {
            throw new IllegalArgumentException("data_offsets must be two numbers, found " + offsets.length);
        }
        return new TensorEntry(name, type, counts("shape", node.get("shape")), offsets[0], offsets[1]);
    }

    private static String string(JsonNode node) {
        return node.stringValueOpt()
                .orElseThrow(() -> new IllegalArgumentException("expected text, found " + node.getNodeType()));
    }

    private static long[] counts(String key, JsonNode node) {
        if (!node.isArray() || node.size() > MAX_AXES) {
            throw new IllegalArgumentException(key + " must be a list of at most " + MAX_AXES + " numbers");
        }
        long[] counts = new long[node.size()];
        for (int i = 0; i < counts.length; i++) {
            JsonNode count = node.get(i);
            if (!count.isIntegralNumber() || !count.canConvertToLong() || count.longValue() < 0) {
                throw new IllegalArgumentException(key + " must hold whole numbers from 0, found " + count);
            }
            counts[i] = count.longValue();
        }
        return counts;
    }

    private static void requireGapless(List<TensorEntry> sorted, long bytes, String file) {
        long at = 0;
        for (TensorEntry entry : sorted) {
            if (entry.begin() != at) {
                throw damaged(
                        file,
                        "tensor '%s' starts at byte %d, expected %d (overlap or gap)"
                                .formatted(entry.name(), entry.begin(), at),
                        null);
            }
            at = entry.end();
        }
        if (at != bytes) {
            throw damaged(file, "its tensors need %d bytes, it holds %d (truncated?)".formatted(at, bytes), null);
        }
    }
}
