// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.samda.config.JsonTree;

/**
 * The codecs of an array of Zarr v3, sorted by what they do.
 *
 * @param order     the dimensions as they lie in a chunk, the fastest last (transpose)
 * @param byteOrder of the numbers (bytes)
 * @param bytes     the codecs that turn bytes into bytes
 * @param sharding  how chunks lie in shards; the others are then those of the chunks in it
 */
@SuppressWarnings("ArrayRecordComponent")
record CodecPipeline(int[] order, ByteOrder byteOrder, CodecChain bytes, Optional<Sharding> sharding) {
    private static final String TRANSPOSE = "transpose";
    private static final String BYTES = "bytes";
    private static final String SHARDING = "sharding_indexed";
    private static final List<String> BYTE_CODECS = List.of("gzip", "zstd", "blosc", "crc32c");
    private static final List<String> KNOWN = List.of(TRANSPOSE, BYTES, SHARDING, "gzip", "zstd", "blosc", "crc32c");

    /**
     * @param list       codecs in the order of encoding
     * @param dimensions how many the array has
     */
    static CodecPipeline of(JsonTree list, int dimensions, NumberType type) {
        List<JsonTree> codecs = list.list();
        int[] order = MetadataValues.order(dimensions, false);
        int at = 0;
        while (at < codecs.size() && is(TRANSPOSE, codecs.get(at))) {
            order = transposed(order, codecs.get(at).get("configuration").get("order"));
            at++;
        }
        if (at == codecs.size()) {
            throw list.mistake("expected one of the codecs bytes and sharding_indexed.");
        }
        JsonTree toBytes = codecs.get(at);
        if (is(SHARDING, toBytes)) {
            if (at > 0 || codecs.size() > 1) {
                throw list.mistake("codecs around sharding_indexed cannot be read here. Save the array without them.");
            }
            Sharding sharding = Sharding.of(toBytes.get("configuration"), dimensions, type);
            return new CodecPipeline(
                    sharding.inner().order(),
                    sharding.inner().byteOrder(),
                    sharding.inner().bytes(),
                    Optional.of(sharding));
        }
        if (!is(BYTES, toBytes)) {
            throw misplaced(toBytes);
        }
        List<ChunkCodec> chain = new ArrayList<>();
        for (JsonTree codec : codecs.subList(at + 1, codecs.size())) {
            chain.add(byteCodec(codec, type));
        }
        return new CodecPipeline(order, byteOrder(toBytes), new CodecChain(chain), Optional.empty());
    }

    private static boolean is(String name, JsonTree codec) {
        return name(codec).text().equals(name);
    }

    /** A codec without configuration may be its name alone. */
    private static JsonTree name(JsonTree codec) {
        return codec.isText() ? codec : codec.get("name");
    }

    private static JsonTree settings(JsonTree codec) {
        return codec.find("configuration").orElse(codec);
    }

    private static ChunkCodec byteCodec(JsonTree codec, NumberType type) {
        if (KNOWN.contains(name(codec).text())
                && !BYTE_CODECS.contains(name(codec).text())) {
            throw misplaced(codec);
        }
        return Codecs.of(name(codec), settings(codec), type, KNOWN);
    }

    private static RuntimeException misplaced(JsonTree codec) {
        return KNOWN.contains(name(codec).text())
                ? codec.mistake(
                        "codec '%s' cannot stand here.".formatted(name(codec).text()))
                : name(codec)
                        .mistake("codec '%s' cannot be read here; known are %s. Convert the array to one of these."
                                .formatted(name(codec).text(), String.join(", ", KNOWN)));
    }

    private static ByteOrder byteOrder(JsonTree codec) {
        return settings(codec)
                        .find("endian")
                        .map(value -> MetadataValues.oneOf(value, List.of("little", "big"))
                                .equals("big"))
                        .orElse(false)
                ? ByteOrder.BIG_ENDIAN
                : ByteOrder.LITTLE_ENDIAN;
    }

    private static int[] transposed(int[] order, JsonTree permutation) {
        List<JsonTree> elements = permutation.list();
        int[] result = new int[order.length];
        boolean[] seen = new boolean[order.length];
        if (elements.size() != order.length) {
            throw permutation.expected("each dimension once");
        }
        for (int i = 0; i < order.length; i++) {
            long dimension = elements.get(i).whole();
            if (dimension < 0 || dimension >= order.length || seen[(int) dimension]) {
                throw permutation.expected("each dimension once");
            }
            seen[(int) dimension] = true;
            result[i] = order[(int) dimension];
        }
        return result;
    }
}
