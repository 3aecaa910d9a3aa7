// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What a user reads who gives the program something it cannot use: one line that names the file, what is wrong with it
 * and what to do; and nothing is left behind.
 */
class BadInputTest {
    private static final int SIDE = 40;

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    private Path source;
    private Path target;

    /** Ways to spoil the image of which training and segmentation need every pixel. */
    private enum Damage {
        RGB("is a colour image") {
            @Override
            void to(Path image) throws IOException {
                BufferedImage colours = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
                colours.setRGB(3, 2, 0xFF8000);
                ImageIO.write(colours, "png", image.toFile());
            }
        },
        TRUNCATED_PNG("damaged") {
            @Override
            void to(Path image) throws IOException {
                byte[] whole = Files.readAllBytes(image);
                Files.write(image, Arrays.copyOf(whole, whole.length / 2));
            }
        },
        TRUNCATED_TIFF("damaged") {
            @Override
            void to(Path image) throws IOException {
                tiff(image, 7);
                byte[] whole = Files.readAllBytes(image);
                Files.write(image, Arrays.copyOf(whole, whole.length / 2));
            }
        },
        NOT_A_NUMBER("has the value NaN at pixel (37, 1)") {
            @Override
            void to(Path image) throws IOException {
                tiff(image, Float.NaN);
            }
        },
        EMPTY_FILE("it is empty (0 bytes)") {
            @Override
            void to(Path image) throws IOException {
                Files.write(image, new byte[0]);
            }
        },
        TEXT_FILE("is no image, expected a PNG, TIFF, NIfTI, MRC or HDF5 image") {
            @Override
            void to(Path image) throws IOException {
                Files.writeString(image, "<html>404</html>");
            }
        };

        private final String message;

        Damage(String message) {
            this.message = message;
        }

        abstract void to(Path image) throws IOException;

        /** Writes a float32 TIFF in which one pixel has this value: header, pixels, directory. */
        private static void tiff(Path image, float value) throws IOException {
            int bytes = SIDE * SIDE * Float.BYTES;
            ByteBuffer file = ByteBuffer.allocate(bytes + 200).order(ByteOrder.LITTLE_ENDIAN);
            file.put(new byte[] {'I', 'I', 42, 0}).putInt(8 + bytes);
            for (int i = 0; i < SIDE * SIDE; i++) {
                file.putFloat(i == 77 ? value : i % SIDE);
            }
            int[][] fields = {
                {256, SIDE},
                {257, SIDE},
                {258, Float.SIZE},
                {259, 1},
                {262, 1},
                {273, 8},
                {277, 1},
                {278, SIDE},
                {279, bytes},
                {339, 3}
            };
            file.putShort((short) fields.length);
            for (int[] field : fields) {
                // Type 4 is a 32-bit number; there is one of it.
                file.putShort((short) field[0]).putShort((short) 4).putInt(1).putInt(field[1]);
            }
            Files.write(image, Arrays.copyOf(file.array(), file.position() + Integer.BYTES));
        }
    }

    @BeforeAll
    static void makeData() {
        for (String domain : List.of("fib-sem", "ss-tem")) {
            Cli.phantom(shared.resolve(domain), domain, 3, SIDE);
        }
    }

    @BeforeEach
    void copyData() throws IOException {
        source = copy("fib-sem", "source");
        target = copy("ss-tem", "target");
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedImageStopsTrainingBeforeItBegins(Damage damage) throws IOException {
        Path image = firstIn(target.resolve("images"));
        damage.to(image);
        refused(train(), image.toString(), damage.message);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedImageIsNotSegmented(Damage damage) throws IOException {
        Path image = firstIn(target.resolve("images"));
        damage.to(image);
        Path output = folder.resolve("segmentation");
        Cli answer = Cli.run("segment", "--model", model(), image, output.resolve("result.tif"), "--quiet");
        failed(answer, image.toString(), damage.message);
        assertNothingIn(output);
    }

    @ParameterizedTest
    @EnumSource
    void aDamagedImageIsToldByInspect(Damage damage) throws IOException {
        Path image = firstIn(target.resolve("images"));
        damage.to(image);
        Cli answer = Cli.run("inspect", target);
        String all = answer.out() + answer.err();
        assertTrue(all.contains(image.getFileName().toString()) && all.contains(damage.message), all);
    }

    @Test
    void aMissingFolder() {
        Path typo = folder.resolve("sorce");
        refused(Cli.train("--source", typo, "--target", target, "--out", run()), typo.toString(), "does not exist");
    }

    @Test
    void aSourceWithoutPairs() throws IOException {
        Path labels = source.resolve("labels");
        for (Path label : files(labels)) {
            Files.move(label, label.resolveSibling("other_" + label.getFileName()));
        }
        refused(train(), source.toString(), "labels");
    }

    @Test
    void anImageAndLabelsOfDifferentSize() throws IOException {
        Path labels = firstIn(target.resolve("labels"));
        grey(labels, SIDE - 1, 0);
        refused(train(), labels.toString(), "39 x 39 px", "40 x 40 px", "both must have the same size");
    }

    @Test
    void labelValuesThatAreInNoClass() throws IOException {
        Path labels = firstIn(source.resolve("labels"));
        grey(labels, SIDE, 7);
        refused(train(), labels.toString(), "7");
    }

    @Test
    void aConstantImage() throws IOException {
        Path image = firstIn(target.resolve("images"));
        grey(image, SIDE, 9);
        refused(train(), image.toString(), "constant");
    }

    @Test
    void moreShotsThanAnnotatedImages() {
        refused(
                Cli.train("--source", source, "--target", target, "--out", run(), "--shots", 4),
                "cannot give 4 shots: it has 3 annotated training images");
    }

    @Test
    void aWrongKeyInADataSet() throws IOException {
        Path yaml = target.resolve("dataset.yaml");
        Files.writeString(yaml, Files.readString(yaml).replaceFirst("classes:", "clases:"));
        int line = Files.readAllLines(yaml).indexOf("clases:") + 1;
        refused(train(), yaml.toString(), "line " + line, "'clases'", "'classes'");
    }

    @Test
    void aWrongKeyInASetting() {
        refused(
                Cli.train("--source", source, "--target", target, "--out", run(), "--set", "training.fewshot.epochs=1"),
                "training.fewshot.epochs",
                "fewShot");
    }

    @Test
    void anOutputThatCannotBeWritten() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "in the way");
        failed(
                Cli.train("--source", source, "--target", target, "--out", file.resolve("run")),
                file.resolve("run").toString(),
                "--out");
        assertEquals("in the way", Files.readString(file));
    }

    @Test
    void anEarlierRunThatIsNone() {
        refused(
                Cli.train("--source", source, "--target", target, "--out", run(), "--from", folder.resolve("nowhere")),
                folder.resolve("nowhere").toString(),
                "is no run directory");
    }

    @Test
    void aModelFileOfAnotherVersion() throws IOException {
        Path old = folder.resolve("old.samda");
        Files.copy(model(), old);
        ModelFiles.edit(
                old, "model.json", text -> text.replaceFirst("\"formatVersion\" : \\d+", "\"formatVersion\" : 99"));
        Path output = folder.resolve("segmentation");
        failed(Cli.run("segment", "--model", old, target.resolve("images"), output, "--quiet"), old.toString(), "99");
        assertNothingIn(output);
    }

    @Test
    void segmentsAConstantImageAndOneSmallerThanAPatch() throws IOException {
        Path images = Files.createDirectories(folder.resolve("images"));
        grey(images.resolve("constant.png"), SIDE, 9);
        Files.copy(firstIn(target.resolve("images")), images.resolve("usual.png"));
        grey(images.resolve("dot.png"), 1, 200);
        Path output = folder.resolve("segmentation");
        Cli answer = Cli.run("segment", "--model", model(), images, output, "--quiet");
        assertEquals(0, answer.exitCode(), answer.err());
        for (Map.Entry<String, Integer> side :
                Map.of("constant.png", SIDE, "usual.png", SIDE, "dot.png", 1).entrySet()) {
            BufferedImage result = ImageIO.read(output.resolve(side.getKey()).toFile());
            assertEquals(side.getValue(), result.getWidth(), side.getKey());
        }
    }

    /** That the command failed with one line that has all of this, and the run directory was not even made. */
    private void refused(Cli answer, String... parts) {
        failed(answer, parts);
        assertFalse(Files.exists(run()), "a run directory was left behind");
    }

    private static void failed(Cli answer, String... parts) {
        assertEquals(1, answer.exitCode(), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
        for (String part : parts) {
            assertTrue(answer.err().contains(part), "expected '" + part + "' in: " + answer.err());
        }
    }

    private static void assertNothingIn(Path output) throws IOException {
        if (Files.exists(output)) {
            assertEquals(List.of(), files(output));
        }
    }

    private Cli train() {
        return Cli.train("--source", source, "--target", target, "--shots", 1, "--out", run());
    }

    private Path run() {
        return folder.resolve("run");
    }

    /** A model that was trained for a moment, once for all tests. */
    private static Path model() {
        Path run = shared.resolve("trained");
        if (!Files.exists(run)) {
            Cli answer = Cli.train("--source", shared.resolve("fib-sem"), "--steps", "1", "--out", run);
            assertEquals(0, answer.exitCode(), answer.err());
        }
        return run.resolve("model.samda");
    }

    private Path copy(String from, String to) throws IOException {
        Path copy = folder.resolve(to);
        try (var files = Files.walk(shared.resolve(from))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file, copy.resolve(shared.resolve(from).relativize(file).toString()));
            }
        }
        return copy;
    }

    private static void grey(Path file, int side, int value) throws IOException {
        BufferedImage image = new BufferedImage(side, side, BufferedImage.TYPE_BYTE_GRAY);
        int[] samples = new int[side * side];
        Arrays.fill(samples, value);
        image.getRaster().setPixels(0, 0, side, side, samples);
        ImageIO.write(image, "png", file.toFile());
    }

    private static Path firstIn(Path directory) throws IOException {
        return files(directory).get(0);
    }

    private static List<Path> files(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().toList();
        }
    }
}
