// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static java.util.Map.entry;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.config.JsonTree;
import org.samda.image.VolumeSize;

/** Reads and writes {@code .zarray}, the metadata of an array of Zarr v2 (Zarr storage specification version 2). */
final class Zarr2Metadata {
    private static final List<String> CODECS = List.of("zlib", "gzip", "zstd", "blosc");
    private static final String SEPARATOR = "dimension_separator";

    private Zarr2Metadata() {}

    /** @param names of the dimensions, if they have any */
    static ArraySpec read(ZarrNode node, Optional<List<String>> names) {
        JsonTree json = node.array().orElseThrow();
        if (json.get("zarr_format").whole() != 2) {
            throw json.get("zarr_format").expected("2");
        }
        if (json.find("filters").filter(filters -> !filters.list().isEmpty()).isPresent()) {
            JsonTree filter = json.get("filters").list().get(0).get("id");
            throw filter.mistake(
                    "filter '%s' cannot be read here. Save the array without filters.".formatted(filter.text()));
        }
        NumberType type = type(json.get("dtype"));
        long[] shape = MetadataValues.lengths(json.get("shape"));
        long[] chunk = MetadataValues.chunk(json.get("chunks"), shape.length, type);
        boolean fastestFirst =
                MetadataValues.oneOf(json.get("order"), List.of("C", "F")).equals("F");
        Dimensions dimensions = new Dimensions(
                shape,
                chunk,
                AxisRoles.of(node.folder(), shape, names),
                MetadataValues.order(shape.length, fastestFirst));
        return new ArraySpec(node.folder(), ArrayFormat.ZARR2, dimensions, elements(json, type), storage(json, type));
    }

    /** The description of a new array, z, y, x. */
    static Map<String, Object> of(ArrayLayout layout) {
        NumberType type = NumberType.of(layout.info().type());
        Map<String, Object> json = MetadataFile.object(
                entry("zarr_format", 2),
                entry("shape", slowestFirst(layout.info().size())),
                entry("chunks", slowestFirst(layout.chunk())),
                entry("dtype", (type.bytes() == 1 ? "|" : "<") + type.code()),
                entry("compressor", MetadataFile.object(entry("id", "zstd"), entry("level", Codecs.ZSTD.level()))),
                entry("fill_value", 0),
                entry("order", "C"),
                entry(SEPARATOR, "/"));
        json.put("filters", null);
        return json;
    }

    static List<Long> slowestFirst(VolumeSize size) {
        return List.of(size.z(), size.y(), size.x());
    }

    private static NumberType type(JsonTree dtype) {
        String text = dtype.isText() ? dtype.text() : "";
        return NumberType.coded(text.replaceFirst("^[<>|]", ""))
                .orElseThrow(
                        () -> dtype.expected("the type of a whole or floating-point number, such as '|u1' or '<f4'"));
    }

    private static ArraySpec.Elements elements(JsonTree json, NumberType type) {
        ByteOrder order = json.get("dtype").text().startsWith(">") ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        double fill = json.find("fill_value")
                .map(value -> MetadataValues.fill(value, type))
                .orElse(0.0);
        return new ArraySpec.Elements(type, order, fill);
    }

    private static ArraySpec.Storage storage(JsonTree json, NumberType type) {
        List<ChunkCodec> codecs = json.find("compressor")
                .map(compressor -> List.of(Codecs.of(compressor.get("id"), compressor, type, CODECS)))
                .orElse(List.of());
        String separator = json.find(SEPARATOR)
                .map(value -> MetadataValues.oneOf(value, List.of(".", "/")))
                .orElse(".");
        return new ArraySpec.Storage(new ChunkKeys("", separator), new CodecChain(codecs), Optional.empty());
    }
}
