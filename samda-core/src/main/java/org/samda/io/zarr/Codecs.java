// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import com.scalableminds.bloscjava.Blosc;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.config.JsonTree;

/** Finds the codec that the metadata of an array name. */
final class Codecs {
    static final ZstdCodec ZSTD = new ZstdCodec(3, false);
    static final DeflateCodec GZIP = new DeflateCodec(true, -1);

    private static final int ZSTD_FASTEST = -131_072;
    private static final int ZSTD_BEST = 22;

    private Codecs() {}

    /**
     * @param name     where the metadata name the codec
     * @param settings its configuration
     * @param type     of the array's elements
     * @param known    the names that the array's format has
     * @throws SamdaException if it is not known
     */
    static ChunkCodec of(JsonTree name, JsonTree settings, NumberType type, List<String> known) {
        if (!known.contains(name.text())) {
            throw name.mistake("codec '%s' cannot be read here; known are %s. Convert the array to one of these."
                    .formatted(name.text(), String.join(", ", known)));
        }
        return switch (name.text()) {
            case "gzip" -> new DeflateCodec(!truth(settings, "useZlib"), level(settings, "level", -1, 9, -1));
            case "zlib" -> new DeflateCodec(false, level(settings, "level", -1, 9, -1));
            case "zstd" ->
                new ZstdCodec(level(settings, "level", ZSTD_FASTEST, ZSTD_BEST, 3), truth(settings, "checksum"));
            case "blosc" -> blosc(settings, type);
            case "crc32c" -> new Crc32cCodec();
            default -> throw new IllegalArgumentException(name.text());
        };
    }

    private static BloscCodec blosc(JsonTree settings, NumberType type) {
        Blosc.Compressor compressor =
                settings.find("cname").map(Codecs::compressor).orElse(Blosc.Compressor.LZ4);
        int level = level(settings, "clevel", 0, 9, 5);
        Blosc.Shuffle shuffle =
                settings.find("shuffle").map(value -> shuffle(value, type)).orElse(Blosc.Shuffle.BYTE_SHUFFLE);
        return new BloscCodec(type.bytes(), compressor, level, shuffle, level(settings, "blocksize", 0, 1 << 30, 0));
    }

    private static Blosc.Compressor compressor(JsonTree name) {
        return Arrays.stream(Blosc.Compressor.values())
                .filter(each -> each.getValue().equals(name.text()))
                .findFirst()
                .orElseThrow(() -> name.expected("blosclz, lz4, lz4hc, zlib or zstd"));
    }

    /** A word in Zarr v3, a number elsewhere; -1 stands for bits of single bytes and bytes of all other types. */
    private static Blosc.Shuffle shuffle(JsonTree value, NumberType type) {
        String name = value.isText() ? value.text() : String.valueOf(value.whole());
        return switch (name) {
            case "0", "noshuffle" -> Blosc.Shuffle.NO_SHUFFLE;
            case "1", "shuffle" -> Blosc.Shuffle.BYTE_SHUFFLE;
            case "2", "bitshuffle" -> Blosc.Shuffle.BIT_SHUFFLE;
            case "-1" -> type.bytes() == 1 ? Blosc.Shuffle.BIT_SHUFFLE : Blosc.Shuffle.BYTE_SHUFFLE;
            default -> throw value.expected("noshuffle (0), shuffle (1) or bitshuffle (2)");
        };
    }

    /** Only encoding needs it: what is out of range is no reason not to read. */
    private static int level(JsonTree settings, String key, int least, int most, int otherwise) {
        Optional<Long> level = settings.find(key).map(JsonTree::whole);
        return level.filter(each -> each >= least && each <= most)
                .map(Long::intValue)
                .orElse(otherwise);
    }

    private static boolean truth(JsonTree settings, String key) {
        return settings.find(key).map(JsonTree::truth).orElse(false);
    }
}
