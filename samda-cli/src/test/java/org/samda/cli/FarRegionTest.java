// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.GreyBlock;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.io.zarr.ArrayFormat;
import org.samda.io.zarr.ZarrArray;

/** A volume of 2.7 * 10^12 voxels of which a few chunks are there, far from its beginning. */
class FarRegionTest {
    private static final VolumeSize SIZE = new VolumeSize(3000, 3000, 300_000);
    private static final int CHUNK = 32;
    private static final VoxelBox REGION = new VoxelBox(2950, 2930, 290_020, 50, 44, 40);
    private static final float ELSEWHERE = 200;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private static Path model;
    private static Path small;
    private static GreyBlock pixels;

    @BeforeAll
    static void makeSmallVolume() {
        model = VolumeFiles.model(shared);
        VolumeFiles.phantom(shared.resolve("phantom.tif"), "50,44,40");
        small = shared.resolve("small.tif");
        VolumeInfo info = new VolumeInfo(new VolumeSize(50, 44, 40), PixelType.UINT8, Optional.empty());
        try (VolumeReader phantom = Volumes.open(shared.resolve("phantom.tif"));
                VolumeWriter copy = Volumes.create(small, info)) {
            pixels = phantom.read(new VoxelBox(0, 0, 0, 50, 44, 40));
            for (int z = 0; z < pixels.depth(); z++) {
                copy.write(pixels.section(z));
            }
            copy.commit();
        }
    }

    @ParameterizedTest
    @CsvSource({"ZARR2, z", "ZARR3, all", "N5, z"})
    void isSegmentedAsTheSamePixelsInASmallFile(ArrayFormat format, String axis) throws IOException {
        Path volume = folder.resolve(format == ArrayFormat.N5 ? "far.n5" : "far.zarr");
        ZarrArray array = VolumeFiles.array(
                volume,
                format,
                new VolumeInfo(SIZE, PixelType.UINT8, Optional.empty()),
                new VolumeSize(CHUNK, CHUNK, CHUNK));
        writeChunks(array);
        Map<String, String> near = segmented(small, "--axis", axis);
        assertEquals(near, segmented(volume, "--axis", axis, "--region", "2950:3000,2930:2974,290020:290060"));
    }

    private Map<String, String> segmented(Path volume, Object... options) throws IOException {
        Path output = folder.resolve("labels.tif");
        Cli answer = VolumeFiles.segment(model, volume, output, options);
        assertEquals(0, answer.exitCode(), answer.err());
        assertEquals("", answer.err());
        try (VolumeReader labels = Volumes.open(output)) {
            float[] values = labels.read(new VoxelBox(0, 0, 0, 50, 44, 40)).values();
            assertTrue(IntStream.range(0, values.length).anyMatch(i -> values[i] > 0), "nothing is found");
        }
        Map<String, String> contents = VolumeFiles.contents(output);
        Files.delete(output);
        return contents;
    }

    /** Those that the region touches. */
    private static void writeChunks(ZarrArray array) {
        for (long z = REGION.z() / CHUNK; z * CHUNK < REGION.z() + REGION.depth(); z++) {
            for (long y = REGION.y() / CHUNK; y * CHUNK < REGION.y() + REGION.height(); y++) {
                for (long x = REGION.x() / CHUNK; x * CHUNK < REGION.x() + REGION.width(); x++) {
                    array.write(x, y, z, block(array.box(x, y, z)));
                }
            }
        }
    }

    private static GreyBlock block(VoxelBox box) {
        float[] values = new float[(int) box.voxels()];
        for (int i = 0; i < values.length; i++) {
            long x = box.x() + i % box.width() - REGION.x();
            long y = box.y() + i / box.width() % box.height() - REGION.y();
            long z = box.z() + i / box.width() / box.height() - REGION.z();
            boolean isInside = x >= 0 && y >= 0 && z >= 0 && x < 50 && y < 44 && z < 40;
            values[i] = isInside ? pixels.values()[(int) ((z * 44 + y) * 50 + x)] : ELSEWHERE;
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }
}
