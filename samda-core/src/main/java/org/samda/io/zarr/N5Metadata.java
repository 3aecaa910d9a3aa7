// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static java.util.Map.entry;

import java.nio.ByteOrder;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.config.JsonTree;
import org.samda.image.VolumeSize;

/** Reads and writes {@code attributes.json}, the metadata of a data set of N5 (specification 4.0.0): x comes first. */
final class N5Metadata {
    private static final List<String> CODECS = List.of("raw", "gzip", "zstd", "blosc");
    private static final String COMPRESSION = "compression";

    /** What is written is in versions 2 to 4 alike; programs refuse what is newer than they are. */
    private static final String VERSION = "2.0.0";

    private N5Metadata() {}

    /** @param names of the dimensions, slowest first, if they have any */
    static ArraySpec read(ZarrNode node, Optional<List<String>> names) {
        JsonTree json = node.array().orElseThrow();
        NumberType type = NumberType.named(json.get("dataType").text())
                .filter(each -> each != NumberType.BOOL && each != NumberType.FLOAT16)
                .orElseThrow(() -> json.get("dataType").expected("uint8 to uint64, int8 to int64, float32 or float64"));
        long[] shape = MetadataValues.lengths(json.get("dimensions"));
        long[] chunk = MetadataValues.chunk(json.get("blockSize"), shape.length, type);
        int[] roles = AxisRoles.of(node.folder(), reversed(shape), names);
        for (int axis = 0; axis < roles.length; axis++) {
            roles[axis] = roles[axis] < 0 ? roles[axis] : shape.length - 1 - roles[axis];
        }
        return new ArraySpec(
                node.folder(),
                ArrayFormat.N5,
                new Dimensions(shape, chunk, roles, MetadataValues.order(shape.length, true)),
                new ArraySpec.Elements(type, ByteOrder.BIG_ENDIAN, 0),
                new ArraySpec.Storage(new ChunkKeys("", "/"), codecs(json, type), Optional.empty()));
    }

    /** The description of a new array, x, y, z. */
    static Map<String, Object> of(ArrayLayout layout) {
        Map<String, Object> json = MetadataFile.object(
                entry("n5", VERSION),
                entry("dimensions", fastestFirst(layout.info().size())),
                entry("blockSize", fastestFirst(layout.chunk())),
                entry("dataType", NumberType.of(layout.info().type()).title()),
                entry(
                        COMPRESSION,
                        MetadataFile.object(
                                entry("type", "gzip"), entry("useZlib", false), entry("level", Codecs.GZIP.level()))));
        layout.info().voxelSize().ifPresent(voxel -> {
            List<Double> lengths = List.of(voxel.xNm(), voxel.yNm(), voxel.zNm());
            json.put("resolution", lengths);
            json.put("units", List.of("nm", "nm", "nm"));
            json.put("pixelResolution", MetadataFile.object(entry("dimensions", lengths), entry("unit", "nm")));
        });
        return json;
    }

    /** Old data sets have the name alone, under another key. */
    private static CodecChain codecs(JsonTree json, NumberType type) {
        JsonTree settings = json.find(COMPRESSION).orElse(json);
        JsonTree name =
                json.find(COMPRESSION).map(each -> each.get("type")).orElseGet(() -> json.get("compressionType"));
        return name.text().equals("raw")
                ? new CodecChain(List.of())
                : new CodecChain(List.of(Codecs.of(name, settings, type, CODECS)));
    }

    private static List<Long> fastestFirst(VolumeSize size) {
        return List.of(size.x(), size.y(), size.z());
    }

    private static long[] reversed(long[] lengths) {
        long[] reversed = new long[lengths.length];
        for (int i = 0; i < lengths.length; i++) {
            reversed[i] = lengths[lengths.length - 1 - i];
        }
        return reversed;
    }
}
