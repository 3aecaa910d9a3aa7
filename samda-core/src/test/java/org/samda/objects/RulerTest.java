// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

class RulerTest {
    private static final double TINY = 1e-9;

    /** 4 x 2 x 3 voxels of 10 x 20 x 40 nm: 40 x 40 x 120 nm, so three times as long as thick. */
    @Test
    void measuresABoxOfKnownSize() {
        LabelVolume volume = LabelVolume.of(8, 5, 6, (x, y, z) -> x > 0 && x < 5 && y > 1 && y < 4 && z > 1 && z < 5);
        VolumeRegion region = new VolumeRegion(100, 200, 300, volume.size());
        MeasuredObject box = measured(volume, region, Optional.of(new VoxelSize(10, 20, 40)));
        assertEquals(24, box.voxels());
        assertEquals(24 * 8e-6, box.extent().orElseThrow().content(), TINY);
        assertEquals(new MeasuredObject.Place(102.5, 202.5, 303), box.centroid());
        assertEquals(new VolumeRegion(101, 202, 302, new VolumeSize(4, 2, 3)), box.box());
        assertEquals(3, box.elongation(), TINY);
        assertFalse(box.touchesBorder());
    }

    @Test
    void withoutAVoxelSizeVoxelsAreCubesAndThereIsNoVolume() {
        LabelVolume volume = LabelVolume.of(6, 3, 3, (x, y, z) -> x < 4 && y == 1 && z == 1);
        MeasuredObject bar = measured(volume, VolumeRegion.all(volume.size()), Optional.empty());
        assertTrue(bar.extent().isEmpty());
        assertEquals(4, bar.elongation(), TINY);
        assertTrue(bar.touchesBorder());
    }

    /** A bar along the diagonal is as long as its eigenvectors say, not as its box. */
    @Test
    void elongationDoesNotDependOnHowAnObjectLies() {
        LabelVolume volume =
                LabelVolume.of(50, 50, 3, (x, y, z) -> z == 1 && Math.abs(x - y) <= 4 && Math.abs(x + y - 49) <= 32);
        MeasuredObject bar = measured(volume, VolumeRegion.all(volume.size()), Optional.of(new VoxelSize(1, 1, 5)));
        double length = 65 / Math.sqrt(2);
        assertEquals(length / 5, bar.elongation(), 0.2);
    }

    /** 6 x 3 pixels of 5 nm; whatever the thickness, the section's border is at its sides only. */
    @Test
    void anObjectOfAnImageHasAnAreaAndAPerimeter() {
        LabelVolume image = LabelVolume.of(9, 6, 1, (x, y, z) -> x > 1 && x < 8 && y > 1 && y < 5);
        MeasuredObject rectangle =
                measured(image, VolumeRegion.all(image.size()), Optional.of(new VoxelSize(5, 5, 50)));
        assertEquals(18 * 25e-6, rectangle.extent().orElseThrow().content(), TINY);
        // Lines along x end 6 times, along y 12 times, along the diagonals 2 * (2 * 18 - 2 * 5 * 2) = 32 times.
        double perimeter = Math.PI / 2 * 25 * (0.25 * 6 / 5 + 0.25 * 12 / 5 + 0.25 * 32 / 5 / Math.sqrt(2));
        assertEquals(perimeter / 1000, rectangle.extent().orElseThrow().boundary(), 1e-6);
        assertEquals(2, rectangle.elongation(), TINY);
        assertFalse(rectangle.touchesBorder());
    }

    private static MeasuredObject measured(LabelVolume volume, VolumeRegion region, Optional<VoxelSize> voxelSize) {
        FoundObjects objects = FoundObjects.in(volume.rows(), ObjectRules.PLAIN);
        assertEquals(1, objects.all().size());
        return new Ruler(region, voxelSize).measure(1, objects.all().get(0));
    }
}
