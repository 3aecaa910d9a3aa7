// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.inference.Cut;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class CutOptionsTest {
    @Command
    private static final class Any {
        @Mixin
        private CutOptions options;
    }

    @Test
    void withoutOptionsAVolumeIsSegmentedAsStored() {
        assertEquals(Cut.AS_STORED, cut());
    }

    @Test
    void aRegionMayLieFarBeyondTheLargestInt() {
        VolumeRegion region = new VolumeRegion(5_000_000_000L, 0, 7, new VolumeSize(512, 256, 1));
        assertEquals(
                Optional.of(region),
                cut("--region", "5000000000:5000000512,0:256,7:8").region());
    }

    @Test
    void allMeansAllAxes() {
        assertEquals(
                List.of(SliceAxis.Z, SliceAxis.Y, SliceAxis.X),
                cut("--axis", "all").axes());
        assertEquals(List.of(SliceAxis.X), cut("--axis", "x").axes());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1:2",
                "1:2,3:4",
                "0:4,0:4,4:4",
                "4:0,0:4,0:4",
                "-1:3,0:4,0:4",
                "0:99999999999999999999,0:1,0:1"
            })
    void aMistakenRegionIsRefused(String region) {
        assertThrows(ParameterException.class, () -> cut("--region", region));
    }

    @Test
    void anUnknownAxisIsRefused() {
        assertThrows(ParameterException.class, () -> cut("--axis", "w"));
    }

    private static Cut cut(String... arguments) {
        Any any = new Any();
        new CommandLine(any).parseArgs(arguments);
        return any.options.cut();
    }
}
