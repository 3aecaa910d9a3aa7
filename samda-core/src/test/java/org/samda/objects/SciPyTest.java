// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Python;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** SciPy and scikit-image find the same objects, with the same measures. */
class SciPyTest {
    private static final VoxelSize VOXEL = new VoxelSize(1, 1, 3);

    @TempDir
    private Path folder;

    @Test
    void findsWhatSciPyFinds() throws IOException {
        Python python = Python.withSkimage(folder);
        LabelVolume volume = crumbsAndASponge(new Random(5));
        byte[] bytes = new byte[volume.labels().length];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) volume.labels()[i];
        }
        Files.write(folder.resolve("labels.u8"), bytes);
        python.run(SciPyTest.class, "scipy_objects.py", folder);
        VolumeSize block = new VolumeSize(5, 28, 3);
        for (int neighbours : new int[] {6, 18, 26}) {
            ObjectRules rules = new ObjectRules(Connectivity.of(neighbours), false, false, 1);
            compare(FoundObjects.in(volume.rows(block), rules), neighbours + ".csv");
        }
        for (int i = 0; i < bytes.length; i++) {
            volume.labels()[i] = Math.min(1, volume.labels()[i]);
        }
        compare(FoundObjects.in(FilledRows.of(volume.rows(block)), ObjectRules.PLAIN), "filled.csv");
    }

    /** Many small objects of two labels, and a large one with many holes. */
    private static LabelVolume crumbsAndASponge(Random random) {
        LabelVolume volume = new LabelVolume(32, 28, 24);
        for (int i = 0; i < volume.labels().length; i++) {
            int x = i % 32;
            boolean inside = random.nextDouble() < (x < 16 ? 0.08 : 0.7);
            volume.labels()[i] = !inside ? 0 : x < 12 ? 3 : 1;
        }
        return volume;
    }

    private void compare(FoundObjects objects, String table) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(table));
        assertTrue(lines.size() > 10, table + " has " + lines.size() + " objects");
        assertEquals(lines.size(), objects.all().size(), table);
        Ruler ruler = new Ruler(new VolumeRegion(0, 0, 0, new VolumeSize(32, 28, 24)), Optional.of(VOXEL));
        for (int i = 0; i < lines.size(); i++) {
            MeasuredObject object = ruler.measure(i + 1, objects.all().get(i));
            VolumeRegion box = object.box();
            VolumeSize size = box.size();
            double[] found = {
                object.label(),
                object.voxels(),
                object.centroid().x(),
                object.centroid().y(),
                object.centroid().z(),
                box.x(),
                box.x() + size.x(),
                box.y(),
                box.y() + size.y(),
                box.z(),
                box.z() + size.z(),
                object.elongation()
            };
            String[] expected = lines.get(i).split(",", -1);
            for (int k = 0; k < found.length; k++) {
                double value = Double.parseDouble(expected[k]);
                assertEquals(value, found[k], 1e-6 * Math.max(1, value), table + " line " + i + " column " + k);
            }
        }
    }
}
