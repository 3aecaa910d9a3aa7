// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.image.VoxelSize;

class NiftiVoxelSizeTest {

    @ParameterizedTest
    @CsvSource({
        "1, 1e9",
        "2, 1e6",
        "3, 1e3",
        "0, 1e6",
        // With seconds, milliseconds and a unit that does not exist.
        "10, 1e6",
        "19, 1e3",
        "7, 1e6"
    })
    void isInTheUnitOfTheHeader(byte units, double nm) {
        assertEquals(Optional.of(new VoxelSize(0.5 * nm, 0.25 * nm, 3 * nm)), of(units, 0.5f, 0.25f, 3, 2));
    }

    @Test
    void isWhatTheDecimalDigitsSay() {
        assertEquals(Optional.of(new VoxelSize(700_000, 5, 100_000)), of((byte) 2, 0.7f, 5e-6f, 0.1f, 2));
    }

    @Test
    void ignoresSigns() {
        assertEquals(Optional.of(new VoxelSize(1e6, 2e6, 3e6)), of((byte) 2, -1, 2, -3, 2));
    }

    @ParameterizedTest
    @CsvSource({"0, 1, 1", "1, 0, 1", "1, 1, 0", "NaN, 1, 1", "1, Infinity, 1"})
    void isUnknownWithoutASizeAboveZero(float x, float y, float z) {
        assertEquals(Optional.empty(), of((byte) 2, x, y, z, 2));
    }

    @Test
    void takesASingleSectionToBeAsThickAsWide() {
        assertEquals(Optional.of(new VoxelSize(2e6, 3e6, 2e6)), of((byte) 2, 2, 3, 0, 1));
        assertEquals(Optional.of(new VoxelSize(2e6, 3e6, 4e6)), of((byte) 2, 2, 3, 4, 1));
    }

    @Test
    void isUnknownWhereAHeaderHasNeitherUnitNorPlaceInSpaceNorASizeOfItsOwn() {
        Optional<VoxelSize> millimetre = Optional.of(new VoxelSize(1e6, 1e6, 1e6));
        assertEquals(Optional.empty(), of((byte) 0, 1, 1, 1, 2));
        assertEquals(Optional.empty(), of((byte) 8, 1, 1, 1, 2), "with seconds");
        assertEquals(millimetre, of((byte) 2, 1, 1, 1, 2));
        ByteBuffer placed = header((byte) 0, 1, 1, 1).putShort(NiftiField.SFORM_CODE, (short) 2);
        assertEquals(millimetre, NiftiVoxelSize.of(placed, 2));
    }

    private static Optional<VoxelSize> of(byte units, float x, float y, float z, long sections) {
        return NiftiVoxelSize.of(header(units, x, y, z), sections);
    }

    private static ByteBuffer header(byte units, float x, float y, float z) {
        return TestNifti.header(ByteOrder.BIG_ENDIAN, TestNifti.UINT8, 2, 2, 2)
                .put(123, units)
                .putFloat(80, x)
                .putFloat(84, y)
                .putFloat(88, z);
    }
}
