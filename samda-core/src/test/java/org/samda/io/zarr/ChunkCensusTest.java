// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.io.MissingChunks;
import org.samda.io.RegionReader;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

class ChunkCensusTest {
    @TempDir
    private Path folder;

    @Test
    void filesThatARegionTouchesAreCounted() throws IOException {
        TestZarr.json(folder.resolve(".zarray"), TestZarr.zarr2("[3, 4, 5]", "[2, 2, 2]"));
        TestZarr.bytes(folder.resolve("0.0.0"), "01 02 03 04 05 06 07 08");
        TestZarr.bytes(folder.resolve("1.1.2"), "01 02 03 04 05 06 07 08");
        assertEquals(new MissingChunks(10, 12, Optional.of(folder.resolve("0.0.1")), 9), missing(0, 0, 0, 5, 4, 3));
        assertEquals(new MissingChunks(0, 1, Optional.empty(), 9), missing(4, 2, 2, 1, 2, 1));
        assertEquals(new MissingChunks(3, 4, Optional.of(folder.resolve("0.1.1")), 9), missing(3, 2, 1, 2, 2, 2));
    }

    @Test
    void ofAPartTheSameFilesAreCountedAsOfTheWhole() throws IOException {
        TestZarr.json(folder.resolve(".zarray"), TestZarr.zarr2("[3, 4, 5]", "[2, 2, 2]"));
        VolumeRegion part = new VolumeRegion(3, 2, 1, new VolumeSize(2, 2, 2));
        try (VolumeReader reader = new RegionReader(Volumes.open(folder), part)) {
            VolumeRegion corner = new VolumeRegion(1, 1, 1, new VolumeSize(1, 1, 1));
            assertEquals(
                    Optional.of(folder.resolve("1.1.2")), reader.missing(corner).first());
        }
    }

    /** A chunk that a shard leaves out was left out on purpose. */
    @Test
    void ofShardsTheFilesAreCounted() throws IOException {
        TestZarr.json(
                folder.resolve("zarr.json"),
                TestZarr.zarr3(
                        "[4, 4, 8]",
                        "[4, 4, 4]",
                        "[{'name': 'sharding_indexed', 'configuration': {'chunk_shape': [2, 2, 2], 'codecs': ['bytes'], 'index_codecs': ['bytes']}}]"));
        TestZarr.bytes(folder.resolve("c/0/0/0"), "ff".repeat(8 * 16));
        MissingChunks missing = missing(0, 0, 0, 8, 4, 4);
        assertEquals(new MissingChunks(1, 2, Optional.of(folder.resolve("c/0/0/1")), 9), missing);
        assertEquals(
                "1 of 2 files of chunks are not there, the first is '%s'. Their voxels are taken as 9, the array's fill value; if they were lost, copy the volume again."
                        .formatted(folder.resolve("c/0/0/1")),
                missing.warning().orElseThrow());
    }

    @Test
    void whatIsMissingMustHaveANumber() throws IOException {
        TestZarr.json(
                folder.resolve(".zarray"),
                TestZarr.zarr2("[1, 2]", "[1, 1]")
                        .replace("|u1", "<f4")
                        .replace("'fill_value': 9", "'fill_value': 'NaN'"));
        TestZarr.bytes(folder.resolve("0.0"), "00 00 80 3f");
        assertEquals(Optional.empty(), missing(0, 0, 0, 1, 1, 1).warning());
        SamdaException problem = assertThrows(SamdaException.class, () -> missing(0, 0, 0, 2, 1, 1));
        assertTrue(
                problem.getMessage()
                        .startsWith(
                                "'" + folder.resolve("0.1") + "' is missing, and what is missing has the value NaN"),
                problem.getMessage());
    }

    private MissingChunks missing(long x, long y, long z, long width, long height, long depth) {
        try (VolumeReader reader = Volumes.open(folder)) {
            return reader.missing(new VolumeRegion(x, y, z, new VolumeSize(width, height, depth)));
        }
    }
}
