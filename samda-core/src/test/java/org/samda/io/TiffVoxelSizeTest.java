// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.image.VoxelSize;

class TiffVoxelSizeTest {
    private static final int NO_UNIT = 1;
    private static final int INCH = 2;
    private static final int CM = 3;

    @ParameterizedTest
    @CsvSource({
        "nm, 8, 10, 50",
        "micron, 8000, 10000, 50000",
        "um, 8000, 10000, 50000",
        "\u00b5m, 8000, 10000, 50000",
        "\\u00B5m, 8000, 10000, 50000",
        "mm, 8e6, 1e7, 5e7",
        "cm, 8e7, 1e8, 5e8"
    })
    void takesImageJsUnit(String unit, double x, double y, double z) {
        assertSize(x, y, z, of(NO_UNIT, 1 / 8.0, 1 / 10.0, imageJ("unit=" + unit + "\nspacing=50\n"), 3));
    }

    @ParameterizedTest
    @ValueSource(strings = {"pixel", "", "furlong"})
    void knowsNothingWithoutAUnitOfLength(String unit) {
        assertEquals(Optional.empty(), of(NO_UNIT, 1, 1, imageJ("unit=" + unit + "\nspacing=2\n"), 3));
    }

    @Test
    void takesOneUnitWhereImageJLeavesTheSpacingOut() {
        assertSize(0.5, 0.5, 1, of(NO_UNIT, 2, 2, imageJ("unit=nm\n"), 3));
    }

    @Test
    void takesASingleSectionToBeAsThickAsWide() {
        assertSize(0.5, 0.25, 0.5, of(NO_UNIT, 2, 4, imageJ("unit=nm\n"), 1));
    }

    @Test
    void ignoresTheSignOfASpacing() {
        assertSize(8, 8, 50, of(NO_UNIT, 1 / 8.0, 1 / 8.0, imageJ("unit=nm\nspacing=-50.0\n"), 3));
    }

    @Test
    void takesResolutionPerCentimetreOrInch() {
        // 1 cm is 1e7 nm; 1 inch is 2.54e7 nm.
        assertSize(8, 10, 8, of(CM, 1_250_000, 1_000_000, "", 1));
        assertSize(10, 20, 10, of(INCH, 2_540_000, 1_270_000, "made by hand", 1));
    }

    @ParameterizedTest
    @CsvSource({"2, 72", "2, 300", "2, 2400", "3, 28.35", "3, 0", "1, 1000000"})
    void takesAPrintersResolutionForNone(int unit, double resolution) {
        assertEquals(Optional.empty(), of(unit, resolution, resolution, "", 1));
    }

    @Test
    void takesAPrintersResolutionForNoneInImageJsInchesToo() {
        assertEquals(Optional.empty(), of(INCH, 72, 72, imageJ("unit=inch\n"), 1));
    }

    @Test
    void knowsNothingOfAStackWithoutSectionDistance() {
        assertEquals(Optional.empty(), of(CM, 1_250_000, 1_250_000, "", 2));
    }

    @Test
    void knowsNothingWithoutResolution() {
        TiffDirectory none = new TiffDirectory(Map.of(), "");
        assertEquals(Optional.empty(), TiffVoxelSize.of(none, new TiffDescription(imageJ("unit=nm\n")), 1));
        assertEquals(Optional.empty(), TiffVoxelSize.of(none, new TiffDescription(""), 1));
    }

    @Test
    void prefersOmeXml() {
        String ome = """
                <?xml version="1.0"?><OME><Image><Pixels ID="Pixels:0" SizeZ="5" PhysicalSizeX="8" \
                PhysicalSizeXUnit="nm" PhysicalSizeY='0.01' PhysicalSizeZ="0.05" PhysicalSizeZUnit="\u00b5m"><Channel/>\
                </Pixels></Image></OME>""";
        assertSize(8, 10, 50, of(INCH, 72, 72, ome, 5));
    }

    @Test
    void knowsNothingIfOmeXmlLeavesTheSectionDistanceOfAStackOut() {
        String ome = "<OME:Pixels PhysicalSizeX=\"0.008\" PhysicalSizeY=\"0.008\">";
        assertEquals(Optional.empty(), of(INCH, 72, 72, ome, 5));
        assertSize(8, 8, 8, of(INCH, 72, 72, ome, 1));
    }

    private static String imageJ(String lines) {
        return "ImageJ=1.54f\nimages=3\n" + lines;
    }

    private static Optional<VoxelSize> of(int unit, double x, double y, String description, long sections) {
        Map<Integer, double[]> fields = Map.of(
                TiffTag.RESOLUTION_UNIT, new double[] {unit},
                TiffTag.X_RESOLUTION, new double[] {x},
                TiffTag.Y_RESOLUTION, new double[] {y});
        return TiffVoxelSize.of(new TiffDirectory(fields, description), new TiffDescription(description), sections);
    }

    private static void assertSize(double x, double y, double z, Optional<VoxelSize> found) {
        VoxelSize size = found.orElseThrow();
        assertEquals(x, size.xNm(), 1e-9 * x);
        assertEquals(y, size.yNm(), 1e-9 * y);
        assertEquals(z, size.zNm(), 1e-9 * z);
    }
}
