// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.samda.cli.ScanTest.done;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.image.AxisDirection;
import org.samda.image.AxisDirections;
import org.samda.image.GreyImage;
import org.samda.image.StoredHeader;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.io.VolumeReader;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;

/** Data sets whose scans are stored in different orientations, from training to evaluation. */
class OrientationTest {
    private static final List<AxisDirections> STORED = List.of(
            new AxisDirections(AxisDirection.LEFT, AxisDirection.ANTERIOR, AxisDirection.SUPERIOR),
            new AxisDirections(AxisDirection.LEFT, AxisDirection.POSTERIOR, AxisDirection.INFERIOR),
            new AxisDirections(AxisDirection.POSTERIOR, AxisDirection.INFERIOR, AxisDirection.RIGHT),
            new AxisDirections(AxisDirection.SUPERIOR, AxisDirection.LEFT, AxisDirection.ANTERIOR));
    private static final int PLACE = 280;

    @TempDir
    private Path folder;

    @Test
    void turnedScansTrainTheSameModelAndAreSegmentedWhereTheyLie() throws IOException {
        Path upright = Blobs.ACROSS_Z.writeYaml(folder.resolve("upright"), 4);
        Path turned = Blobs.ACROSS_Z.writeYaml(folder.resolve("turned"), 4);
        for (int i = 0; i < 4; i++) {
            turn(turned.resolveSibling("images/scan" + i + ".nii.gz"), STORED.get(i));
            turn(turned.resolveSibling("labels/scan" + i + ".nii.gz"), STORED.get(i));
        }
        assertTrue(done("inspect", turned).out().contains("orientation {LAS=1, LPI=1, PIR=1, SLA=1}"));
        Path run = train(upright, "run");
        assertArrayEquals(weights(run), weights(train(turned, "turned-run")));
        Path other = train(turned, "stored-run", "--set", "data.orientation=stored");
        assertFalse(Arrays.equals(weights(run), weights(other)));
        Path segmentation = folder.resolve("segmentation");
        done("segment", "--model", run, upright.resolveSibling("images"), segmentation, "--quiet");
        Path turnedBack = folder.resolve("turned-segmentation");
        done("segment", "--model", run, turned.resolveSibling("images"), turnedBack, "--quiet");
        for (int i = 0; i < 4; i++) {
            String name = "scan" + i + ".nii.gz";
            ScanTest.assertInPlace(turned.resolveSibling("images/" + name), turnedBack.resolve(name));
            assertSame(planes(segmentation.resolve(name)), STORED.get(i).toCanonical(planes(turnedBack.resolve(name))));
        }
        assertEquals(
                done("evaluate", segmentation, upright, "--json").out(),
                done("evaluate", turnedBack, turned, "--json").out());
    }

    private Path train(Path source, String name, Object... more) {
        Path run = folder.resolve(name);
        List<Object> all = new ArrayList<>(ScanTest.LEARNING);
        all.addAll(List.of("--source", source, "--encoder", "none", "--steps", 1, "--out", run));
        all.addAll(List.of(more));
        Cli answer = Cli.train(all.toArray());
        assertEquals(0, answer.exitCode(), answer.err());
        return run;
    }

    private static byte[] weights(Path run) throws IOException {
        try (ZipFile zip = new ZipFile(run.resolve("model.samda").toFile())) {
            return zip.getInputStream(zip.getEntry("weights.safetensors")).readAllBytes();
        }
    }

    /** Stores a scan with axes that run there, and says so in its header. */
    private static void turn(Path file, AxisDirections directions) throws IOException {
        List<GreyImage> stored = directions.toStored(planes(file));
        VolumeInfo info = info(file);
        VolumeSize size = new VolumeSize(stored.get(0).width(), stored.get(0).height(), stored.size());
        byte[] before = info.header().orElseThrow().bytes();
        byte[] header = before.clone();
        ByteBuffer from = ByteBuffer.wrap(before).order(ByteOrder.LITTLE_ENDIAN);
        ByteBuffer to = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
        long[] shape = {size.x(), size.y(), size.z()};
        for (int axis = 0; axis < 3; axis++) {
            int letter = "RLAPSI".indexOf(directions.toString().charAt(axis));
            to.putShort(42 + 2 * axis, (short) shape[axis]);
            to.putFloat(80 + 4 * axis, from.getFloat(80 + 4 * (letter / 2)));
            for (int space = 0; space < 3; space++) {
                float step = from.getFloat(PLACE + 16 * space + 4 * (letter / 2));
                to.putFloat(PLACE + 16 * space + 4 * axis, letter % 2 == 0 ? step : -step);
            }
        }
        Files.delete(file);
        VolumeInfo turned = new VolumeInfo(
                size, info.type(), Optional.empty(), Optional.of(new StoredHeader(header)), Optional.empty());
        try (VolumeWriter writer = Volumes.create(file, turned)) {
            stored.forEach(writer::write);
            writer.commit();
        }
        assertEquals(directions, info(file).directions().orElseThrow());
    }

    private static VolumeInfo info(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.info();
        }
    }

    private static List<GreyImage> planes(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            List<GreyImage> planes = new ArrayList<>();
            for (long z = 0; z < reader.info().size().z(); z++) {
                planes.add(reader.read(z));
            }
            return planes;
        }
    }

    private static void assertSame(List<GreyImage> expected, List<GreyImage> found) {
        assertEquals(expected.size(), found.size());
        for (int z = 0; z < expected.size(); z++) {
            assertArrayEquals(expected.get(z).pixels(), found.get(z).pixels());
        }
    }
}
