// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.JavaProcess;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.phantom.Instances;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;
import org.samda.phantom.PhantomSection;

class MeasurementTest {
    private static final VoxelSize VOXEL = new VoxelSize(10, 10, 50);

    @TempDir
    private Path folder;

    /** The ids and volumes that the phantom states are found again, from its ids and, but for those that touch, its labels. */
    @Test
    void thePhantomsMitochondriaAreFoundWithTheirVolumes() throws IOException {
        Phantom phantom = new Phantom(PhantomDomain.named("fib-sem").coarser(5), new VolumeSize(120, 110, 90), 3);
        Instances truth = new Instances(phantom);
        Path ids = folder.resolve("ids.zarr");
        VolumeInfo info = new VolumeInfo(phantom.size(), PixelType.UINT16, Optional.of(phantom.voxelSize()));
        try (VolumeWriter writer = Volumes.create(ids, info)) {
            for (long z = 0; z < phantom.size().z(); z++) {
                PhantomSection section = phantom.section(z);
                writer.write(truth.ids(section));
            }
            writer.commit();
        }
        ObjectSummary summary =
                Measurement.run(job(ids, new ObjectRules(Connectivity.FACES, true, false, 1)), Progress.NONE);
        assertTrue(truth.count() > 20, () -> truth.count() + " mitochondria");
        assertEquals(truth.count(), summary.objects());
        List<String> lines = lines();
        double cell = 1e-9
                * phantom.voxelSize().xNm()
                * phantom.voxelSize().yNm()
                * phantom.voxelSize().zNm();
        for (int id = 1; id <= truth.count(); id++) {
            String[] cells = lines.get(id).split(",", -1);
            assertEquals(id, Long.parseLong(cells[0]));
            assertEquals(truth.voxels(id), Long.parseLong(cells[2]));
            assertEquals(truth.voxels(id) * cell, Double.parseDouble(cells[3]), 1e-6 * truth.voxels(id) * cell);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"labels.tif", "labels.nii.gz", "labels.zarr", "labels.n5", "labels.h5", "labels.mrc", "sections"
            })
    void everyFormatGivesTheSameTableAndTheSameInstances(String name) throws IOException {
        LabelVolume volume = LabelVolume.random(new Random(1), new VolumeSize(70, 65, 9), 0.3, 2);
        Path reference = write("reference.tif", volume);
        Measurement.run(job(reference, ObjectRules.PLAIN), Progress.NONE);
        List<String> expected = lines();
        Path labels = write(name, volume);
        Path instances = folder.resolve("instances-" + name);
        MeasurementJob.Outputs outputs =
                new MeasurementJob.Outputs(table(), Optional.of(instances), Optional.empty(), true);
        Measurement.run(
                new MeasurementJob(
                        labels, Optional.empty(), Optional.of(VOXEL), ObjectRules.PLAIN, PhysicalRules.NONE, outputs),
                Progress.NONE);
        assertEquals(expected, lines());
        try (VolumeReader reader = Files.isDirectory(instances) && !name.contains(".")
                ? Volumes.openStack(instances)
                : Volumes.open(instances)) {
            float largest = 0;
            for (int z = 0; z < 9; z++) {
                float[] ids = reader.read(z).pixels();
                for (int i = 0; i < ids.length; i++) {
                    assertEquals(volume.labels()[z * ids.length + i] > 0, ids[i] > 0);
                    assertTrue(ids[i] <= largest + 1, "in the order of first voxels");
                    largest = Math.max(largest, ids[i]);
                }
            }
            assertEquals(expected.size() - 1, largest);
        }
    }

    @Test
    void aRegionIsMeasuredAsIfItHadBeenCutOutButKeepsItsPlace() throws IOException {
        LabelVolume volume = LabelVolume.of("000000 011110 011110", "000000 011110 011110");
        Path labels = write("labels.tif", volume);
        VolumeRegion region = new VolumeRegion(2, 1, 0, new VolumeSize(4, 2, 1));
        MeasurementJob job = new MeasurementJob(
                labels, Optional.of(region), Optional.empty(), ObjectRules.PLAIN, PhysicalRules.NONE, outputs(false));
        ObjectSummary summary = Measurement.run(job, Progress.NONE);
        assertEquals(
                new ObjectSummary(1, 1, 6, 6, Optional.of(summary.physical().orElseThrow())), summary);
        assertEquals("um^2", summary.physical().orElseThrow().unit());
        List<String> lines = lines();
        assertTrue(lines.get(0).startsWith("id,class,pixels,area_um2,perimeter_um,centroid_x"), lines.get(0));
        assertTrue(lines.get(1).startsWith("1,1,6,0.0006,"), lines.get(1));
        assertTrue(lines.get(1).contains(",3,1.5,0,30,15,0,2,5,1,3,0,1,"), lines.get(1));
    }

    @Test
    void objectsBelowAVolumeAreLeftOut() {
        Path labels = write("labels.tif", LabelVolume.of("1100202", "0000200"));
        // A voxel has 5e-6 um^3: the pairs have 1e-5.
        MeasurementJob job = new MeasurementJob(
                labels,
                Optional.empty(),
                Optional.empty(),
                ObjectRules.PLAIN,
                new PhysicalRules(0.9e-5, 0),
                outputs(false));
        ObjectSummary summary = Measurement.run(job, Progress.NONE);
        assertEquals(2, summary.objects());
        ObjectSummary.Physical physical = summary.physical().orElseThrow();
        assertEquals(2e-5, physical.total(), 1e-12);
        assertEquals(1e-5, physical.median(), 1e-12);
        assertEquals(2 / (14 * 5e-6), physical.perUnit(), 1e-6);
    }

    @Test
    void thePictureShowsTheUppermostObjectInAColourOfItsOwn() throws IOException {
        Path labels = write("labels.tif", LabelVolume.of("100 000", "123 003"));
        Path picture = folder.resolve("objects.png");
        MeasurementJob.Outputs outputs =
                new MeasurementJob.Outputs(table(), Optional.empty(), Optional.of(picture), false);
        Measurement.run(
                new MeasurementJob(
                        labels, Optional.empty(), Optional.empty(), ObjectRules.PLAIN, PhysicalRules.NONE, outputs),
                Progress.NONE);
        var image = ImageIO.read(picture.toFile());
        int black = 0xFF000000;
        assertEquals(black, image.getRGB(0, 1));
        assertEquals(image.getRGB(2, 0), image.getRGB(2, 1), "one object");
        assertEquals(
                4,
                List.of(image.getRGB(0, 0), image.getRGB(1, 0), image.getRGB(2, 0), black).stream()
                        .distinct()
                        .count());
    }

    @Test
    void whatIsNoLabelsOrWouldReplaceSomethingIsRefusedAndLeavesNothing() {
        LabelVolume volume = LabelVolume.of("100 000");
        volume.labels()[4] = 0.5f;
        Path labels = write("labels.tif", volume);
        String message = assertThrows(
                        SamdaException.class, () -> Measurement.run(job(labels, ObjectRules.PLAIN), Progress.NONE))
                .getMessage();
        assertTrue(message.contains("value 0.5 at voxel (1, 1, 0), expected labels"), message);
        assertFalse(Files.exists(table()));
        MeasurementJob onInput = new MeasurementJob(
                labels,
                Optional.empty(),
                Optional.empty(),
                ObjectRules.PLAIN,
                PhysicalRules.NONE,
                new MeasurementJob.Outputs(labels, Optional.empty(), Optional.empty(), true));
        assertThrows(SamdaException.class, () -> Measurement.run(onInput, Progress.NONE));
        MeasurementJob png = new MeasurementJob(
                write("many.tif", LabelVolume.of(600, 600, 1, (x, y, z) -> x % 2 + y % 2 == 0)),
                Optional.empty(),
                Optional.empty(),
                ObjectRules.PLAIN,
                PhysicalRules.NONE,
                new MeasurementJob.Outputs(table(), Optional.of(folder.resolve("ids.png")), Optional.empty(), true));
        String tooMany = assertThrows(SamdaException.class, () -> Measurement.run(png, Progress.NONE))
                .getMessage();
        assertTrue(tooMany.contains("90000 objects cannot be numbered"), tooMany);
    }

    /** 10 million voxels, 40 MB as they are read, in a heap that does not hold a third of them. */
    @Test
    void aDeepVolumeTakesLittleMemory() throws IOException, InterruptedException {
        Path labels = folder.resolve("deep.tif");
        VolumeInfo info = new VolumeInfo(new VolumeSize(128, 128, 640), PixelType.UINT8, Optional.of(VOXEL));
        try (VolumeWriter writer = Volumes.create(labels, info)) {
            for (int z = 0; z < 640; z++) {
                float[] section = new float[128 * 128];
                for (int i = 0; i < section.length; i++) {
                    boolean inside = Math.hypot(Math.hypot(i % 128 % 16 - 8, i / 128 % 16 - 8), z % 16 - 8) < 6;
                    section[i] = inside ? 255 : 0;
                }
                writer.write(new GreyImage(128, 128, section));
            }
            writer.commit();
        }
        Process process = JavaProcess.of(MeasureProcess.class, "14m", List.of(labels, table()))
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), said);
        assertEquals("2560", said.strip());
        assertEquals(2561, lines().size());
    }

    /** Measures in a process of its own. */
    static final class MeasureProcess {
        public static void main(String[] args) {
            MeasurementJob.Outputs outputs = new MeasurementJob.Outputs(
                    Path.of(args[1]), Optional.of(Path.of(args[0] + "-ids.tif")), Optional.empty(), false);
            ObjectSummary summary = Measurement.run(
                    new MeasurementJob(
                            Path.of(args[0]),
                            Optional.empty(),
                            Optional.empty(),
                            ObjectRules.PLAIN,
                            PhysicalRules.NONE,
                            outputs),
                    Progress.NONE);
            System.out.println(summary.objects());
        }
    }

    private Path write(String name, LabelVolume volume) {
        Path file = folder.resolve(name);
        PixelType type = name.equals("labels.tif") ? PixelType.FLOAT32 : PixelType.UINT8;
        volume.write(file, new VolumeInfo(volume.size(), type, Optional.of(VOXEL)));
        return file;
    }

    private Path table() {
        return folder.resolve("table.csv");
    }

    private MeasurementJob.Outputs outputs(boolean overwrite) {
        return new MeasurementJob.Outputs(table(), Optional.empty(), Optional.empty(), overwrite);
    }

    private MeasurementJob job(Path labels, ObjectRules rules) {
        return new MeasurementJob(labels, Optional.empty(), Optional.empty(), rules, PhysicalRules.NONE, outputs(true));
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(table());
    }
}
