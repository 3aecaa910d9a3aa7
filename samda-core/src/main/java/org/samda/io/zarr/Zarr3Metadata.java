// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.config.JsonTree;

/** Reads and writes {@code zarr.json}, the metadata of an array of Zarr v3 (Zarr core specification version 3.1). */
final class Zarr3Metadata {

    private Zarr3Metadata() {}

    /** @param names of the dimensions, if they have any */
    static ArraySpec read(ZarrNode node, Optional<List<String>> names) {
        JsonTree json = node.array().orElseThrow();
        requireKnown(json);
        NumberType type = NumberType.named(json.get("data_type").text())
                .orElseThrow(() -> json.get("data_type").expected("one of " + String.join(", ", NumberType.titles())));
        long[] shape = MetadataValues.lengths(json.get("shape"));
        int[] roles = AxisRoles.of(node.folder(), shape, names);
        CodecPipeline codecs = CodecPipeline.of(json.get("codecs"), shape.length, type);
        JsonTree grid = json.get("chunk_grid").get("configuration").get("chunk_shape");
        double fill = json.find("fill_value")
                .map(value -> MetadataValues.fill(value, type))
                .orElse(0.0);
        ArraySpec.Elements elements = new ArraySpec.Elements(type, codecs.byteOrder(), fill);
        if (codecs.sharding().isPresent()) {
            Sharding sharding = codecs.sharding().get();
            Dimensions dimensions = new Dimensions(shape, sharding.chunk(), roles, codecs.order());
            return new ArraySpec(
                    node.folder(),
                    ArrayFormat.ZARR3,
                    dimensions,
                    elements,
                    new ArraySpec.Storage(keys(json), codecs.bytes(), Optional.of(sharding.layout(grid))));
        }
        long[] chunk = MetadataValues.chunk(grid, shape.length, type);
        return new ArraySpec(
                node.folder(),
                ArrayFormat.ZARR3,
                new Dimensions(shape, chunk, roles, codecs.order()),
                elements,
                new ArraySpec.Storage(keys(json), codecs.bytes(), Optional.empty()));
    }

    /** The description of a new array, z, y, x. */
    static Map<String, Object> of(ArrayLayout layout) {
        NumberType type = NumberType.of(layout.info().type());
        return MetadataFile.object(
                entry("zarr_format", 3),
                entry("node_type", "array"),
                entry("shape", Zarr2Metadata.slowestFirst(layout.info().size())),
                entry("data_type", type.title()),
                entry("chunk_grid", named("regular", entry("chunk_shape", Zarr2Metadata.slowestFirst(layout.chunk())))),
                entry("chunk_key_encoding", named("default", entry("separator", "/"))),
                entry("fill_value", 0),
                entry(
                        "codecs",
                        List.of(
                                named("bytes", entry("endian", "little")),
                                named(
                                        "zstd",
                                        entry("level", Codecs.ZSTD.level()),
                                        entry("checksum", Codecs.ZSTD.checksum())))),
                entry("dimension_names", List.of("z", "y", "x")),
                entry("attributes", Map.of()));
    }

    @SafeVarargs
    private static Map<String, Object> named(String name, Map.Entry<String, ?>... configuration) {
        return MetadataFile.object(entry("name", name), entry("configuration", MetadataFile.object(configuration)));
    }

    private static void requireKnown(JsonTree json) {
        if (json.get("zarr_format").whole() != 3) {
            throw json.get("zarr_format").expected("3");
        }
        MetadataValues.oneOf(json.get("chunk_grid").get("name"), List.of("regular"));
        json.find("storage_transformers").filter(list -> !list.list().isEmpty()).ifPresent(list -> {
            throw list.mistake("storage transformers cannot be read here. Save the array without them.");
        });
    }

    private static ChunkKeys keys(JsonTree json) {
        JsonTree encoding = json.get("chunk_key_encoding");
        boolean isDefault = MetadataValues.oneOf(encoding.get("name"), List.of("default", "v2"))
                .equals("default");
        String separator = encoding.find("configuration")
                .flatMap(configuration -> configuration.find("separator"))
                .map(value -> MetadataValues.oneOf(value, List.of("/", ".")))
                .orElse(isDefault ? "/" : ".");
        return new ChunkKeys(isDefault ? "c" : "", separator);
    }
}
