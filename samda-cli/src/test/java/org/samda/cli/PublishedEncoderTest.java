// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import javax.imageio.ImageIO;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.catalog.EncoderCatalog;
import org.samda.encoder.EncoderPreprocessing;
import org.samda.inference.EncoderDescription;
import org.samda.inference.ModelFile;
import org.samda.model.GenericEncoder;
import org.samda.model.PublishedShapes;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;
import org.samda.torch.SafeTensorsFile;

/** The commands with a published encoder: MobileSAM's network with random weights in place of the published ones. */
class PublishedEncoderTest {
    private static final int SIDE = 48;
    private static final int EMBEDDING_BYTES = 256 * 64 * 64 * Float.BYTES;
    private static final long PATIENCE_MS = 60_000;

    /** The encoder sees every patch enlarged to 256 px, which takes longer than all else. */
    private static final List<String> FEW_IMAGES = List.of(
            "plan.batchSize=1",
            "training.source.epochs=1",
            "training.source.iterationsPerEpoch=3",
            "training.adaptation.epochs=1",
            "training.adaptation.pairing=random",
            "training.fewShot.epochs=1",
            "training.fewShot.iterationsPerEpoch=1");

    @TempDir
    private static Path shared;

    @TempDir
    private Path folder;

    /** A home whose cache holds the weights as MobileSAM's authors publish them: as part of the whole network. */
    private static Path home;

    /** The same weights in a file of the encoder alone. */
    private static Path weights;

    private static Path otherWeights;
    private static String otherHash;

    /** Weights of another network. */
    private static Path vitWeights;

    @BeforeAll
    static void makeDataAndWeights() throws IOException {
        Engine.load();
        for (String domain : List.of("fib-sem", "ss-tem")) {
            Cli.phantom(shared.resolve(domain), domain, 2, SIDE);
        }
        home = shared.resolve("home");
        var published = EncoderCatalog.load().named("mobile-sam").file().orElseThrow();
        Path cached = Files.createDirectories(home.resolve("weights")).resolve(published.name());
        weights = shared.resolve("encoder.safetensors");
        otherWeights = shared.resolve("other.safetensors");
        write(cached, 1, "image_encoder.", published.bytes().orElseThrow());
        write(weights, 1, "", 0);
        otherHash = write(otherWeights, 2, "", 0);
        vitWeights = shared.resolve("vit.safetensors");
        try (PointerScope scope = new PointerScope();
                OutputStream out = Files.newOutputStream(vitWeights)) {
            Tensor few = torch.zeros(3);
            SafeTensors.write(
                    out,
                    Map.of("image_encoder.patch_embed.proj.bias", few, "image_encoder.blocks.0.norm1.bias", few),
                    Map.of());
        }
    }

    @Test
    void embedsAnImageAlwaysAlikeWhateverTheBitsOfItsPixels() throws IOException {
        Path eight = image(BufferedImage.TYPE_BYTE_GRAY, 1);
        Path output = folder.resolve("embedding.npy");
        Cli first = embed(home, eight, output);
        succeeded(first);
        assertTrue(first.out().contains("[256, 64, 64]"), first.out());
        byte[] embedding = Files.readAllBytes(output);
        assertEmbedding(embedding);

        Cli refused = embed(home, eight, output);
        failed(refused, "--overwrite");
        succeeded(embed(home, eight, output, "--overwrite", "--weights", weights));
        assertArrayEquals(embedding, Files.readAllBytes(output));

        // The same picture on the scale of 16 bits.
        Path sixteen = image(BufferedImage.TYPE_USHORT_GRAY, 257);
        succeeded(embed(home, sixteen, output, "--overwrite"));
        assertArrayEquals(embedding, Files.readAllBytes(output));
    }

    @Test
    void anEmbeddingThatCannotBeMadeLeavesNothingBehind() throws IOException {
        Path image = image(BufferedImage.TYPE_BYTE_GRAY, 1);
        Path output = folder.resolve("embedding.npy");
        failed(embed(folder, image, output), "samda models get mobile-sam", "--weights");
        failed(embed(folder, image, output, "--weights", vitWeights), vitWeights.toString(), "missing", "unexpected");
        assertFalse(Files.exists(output));
    }

    @Test
    void trainingKeepsTheEncoderOutOfWhatItWrites() throws IOException {
        Path run = trained();
        for (String file : List.of("step1", "step2", "step3", "last")) {
            Set<String> names = names(run.resolve("checkpoints/" + file + ".safetensors"));
            assertTrue(names.stream().anyMatch(name -> name.contains("expert.")), names.toString());
            assertTrue(names.stream().anyMatch(name -> name.contains("projector.")), names.toString());
            assertTrue(names.stream().noneMatch(name -> name.contains("sam.")), names.toString());
        }
        assertTrue(Files.size(run.resolve("model.samda")) < 1_000_000);
        assertFalse(encoder(run).embedded());
        assertEquals("mobile-sam", encoder(run).name());
    }

    @Test
    void trainingRecordsWhichWeightsItUsedAndHowItDeviates() throws IOException {
        String record = Files.readString(trained().resolve("run.json"));
        assertTrue(record.contains("\"row 1: the generic encoder sees"), record);
        assertTrue(record.contains("\"%s\" : \"%s\"".formatted(weights, sha256(weights))), record);
        String metrics = Files.readString(trained().resolve("metrics.csv"));
        for (int step = 1; step <= 3; step++) {
            String start = step + ",";
            assertTrue(metrics.lines().anyMatch(line -> line.startsWith(start)), "no step " + step);
        }
    }

    /** At 1024 px, whatever the patch; so as few passes as there can be. */
    @Test
    void modePaperTrainsAndSegmentsWithThePublishedPreprocessing() throws IOException {
        Path run = folder.resolve("paper");
        Object[] paper = {
            "--weights",
            weights,
            "--mode",
            "paper",
            "--steps",
            "1,2",
            "--set",
            "training.source.iterationsPerEpoch=1",
            "--set",
            "training.adaptation.pairs=1",
            "--set",
            "scoring.averaging=none"
        };
        succeeded(train(folder, run, paper));
        assertEquals(
                Optional.of(EncoderPreprocessing.SAM),
                ModelFile.describe(run.resolve("model.samda"))
                        .model()
                        .generic()
                        .orElseThrow()
                        .preprocessing());
        String record = Files.readString(run.resolve("run.json"));
        assertFalse(record.contains("\"row 1: "), record);
        Path output = folder.resolve("paper.png");
        succeeded(Cli.runAt(
                home,
                "segment",
                "--model",
                run,
                "--quiet",
                "--threads",
                1,
                firstIn(shared.resolve("ss-tem/images")),
                output));
        assertTrue(Files.exists(output));
    }

    @Test
    void segmentsWithCachedWeightsAsWithNamedOnes() throws IOException {
        Path cached = folder.resolve("cached.png");
        Path named = folder.resolve("named.png");
        succeeded(segment(home, cached));
        succeeded(segment(folder, named, "--weights", weights));
        assertArrayEquals(Files.readAllBytes(cached), Files.readAllBytes(named));
    }

    @Test
    void segmentationSaysWhatToDoWithoutWeightsAndRefusesOthers() throws IOException {
        Path output = folder.resolve("result.png");
        failed(segment(folder, output), "'mobile-sam'", "samda models get mobile-sam", "--weights");
        failed(
                segment(home, output, "--weights", otherWeights),
                "expected SHA-256 " + encoder(trained()).sha256(),
                "found " + otherHash);
        assertNotEquals(otherHash, encoder(trained()).sha256());
        assertFalse(Files.exists(output));
    }

    @Test
    void trainingGoesOnAfterAnInterruptionAsIfThereHadBeenNone() throws Exception {
        Path whole = trained();
        Path stopped = folder.resolve("stopped");
        Cli answer = interrupted(() -> train(folder, stopped, "--weights", weights), stopped.resolve("metrics.csv"));
        failed(answer, "Start the same command again to go on");
        assertFalse(Files.exists(stopped.resolve("model.samda")));
        succeeded(train(folder, stopped, "--weights", weights));
        assertArrayEquals(
                Files.readAllBytes(whole.resolve("checkpoints/step3.safetensors")),
                Files.readAllBytes(stopped.resolve("checkpoints/step3.safetensors")));
        assertEquals(Files.readString(whole.resolve("metrics.csv")), Files.readString(stopped.resolve("metrics.csv")));
    }

    @Test
    void aRunWithoutUsableWeightsSaysWhyAndLeavesNothingBehind() {
        Path run = folder.resolve("run");
        failed(train(folder, run), "samda models get mobile-sam", "--weights");
        Path nowhere = folder.resolve("nowhere.pt");
        failed(train(folder, run, "--weights", nowhere), nowhere.toString());
        failed(
                train(folder, run, "--weights", vitWeights),
                vitWeights.toString(),
                "missing (first: patch_embed.seq.0.c.weight;",
                "2 unexpected");
        failed(train(folder, run, "--weights", weights, "--encoder", "tiny"), "'tiny'", "Leave --weights out");
        assertFalse(Files.exists(run), "a run directory was left behind");
    }

    @Test
    void anEncoderTrainedAsAWholeGoesIntoTheModelAndIsNotMixedWithTheFrozenOne() throws IOException {
        Path run = folder.resolve("full");
        Object[] full = {"--weights", weights, "--set", "encoder.tuning=full"};
        succeeded(train(folder, run, full));
        assertTrue(encoder(run).embedded());
        assertNotEquals(encoder(trained()).sha256(), encoder(run).sha256());
        Path output = folder.resolve("full.png");
        succeeded(Cli.runAt(
                folder,
                "segment",
                "--model",
                run,
                "--quiet",
                "--threads",
                1,
                firstIn(shared.resolve("ss-tem/images")),
                output));
        failed(
                train(folder, folder.resolve("frozen"), "--weights", weights, "--from", run, "--steps", "3"),
                "its encoder was trained with other settings (encoder.tuning=full)");
        failed(
                train(folder, folder.resolve("lora"), "--weights", weights, "--set", "encoder.tuning=lora"),
                "encoder.tuning=full");
    }

    @Test
    void aRunDoesNotGoOnWithAnotherEncoder() throws IOException {
        Path run = trained();
        String before = Files.readString(run.resolve("run.json"));
        failed(train(folder, run, "--encoder", "tiny"), "method.encoder was mobile-sam, now tiny");
        assertEquals(before, Files.readString(run.resolve("run.json")));
    }

    /** A run of all three steps, made once for all tests. */
    private static Path trained() {
        Path run = shared.resolve("trained");
        if (!Files.exists(run)) {
            succeeded(train(shared.resolve("empty"), run, "--weights", weights));
        }
        return run;
    }

    /** With the encoder mobile-sam unless another is given. */
    private static Cli train(Path at, Path run, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("--source", shared.resolve("fib-sem")));
        arguments.addAll(List.of("--target", shared.resolve("ss-tem"), "--shots", 1, "--out", run));
        FEW_IMAGES.forEach(setting -> arguments.addAll(List.of("--set", setting)));
        if (!List.of(more).contains("--encoder")) {
            arguments.addAll(List.of("--encoder", "mobile-sam"));
        }
        arguments.addAll(List.of(more));
        return Cli.runAt(at, Cli.trainArguments(arguments.toArray()).toArray());
    }

    /** Runs a command in a thread that is interrupted as soon as the file holds some lines. */
    private static Cli interrupted(Callable<Cli> command, Path file) throws Exception {
        FutureTask<Cli> task = new FutureTask<>(command);
        Thread thread = new Thread(task, "command");
        thread.start();
        long end = System.currentTimeMillis() + PATIENCE_MS;
        while (!Files.exists(file) || Files.size(file) < 40) {
            assertTrue(thread.isAlive() && System.currentTimeMillis() < end, "the command wrote no metrics");
            Thread.sleep(5);
        }
        thread.interrupt();
        return task.get();
    }

    private static Cli segment(Path at, Path output, Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("segment", "--model", trained(), "--quiet"));
        arguments.addAll(List.of("--threads", 1, firstIn(shared.resolve("ss-tem/images")), output));
        arguments.addAll(List.of(more));
        return Cli.runAt(at, arguments.toArray());
    }

    private static Cli embed(Path at, Path image, Path output, Object... more) {
        List<Object> arguments = new ArrayList<>(List.of("embed", "--encoder", "mobile-sam", "--quiet"));
        arguments.addAll(List.of("--threads", 1, image, output));
        arguments.addAll(List.of(more));
        return Cli.runAt(at, arguments.toArray());
    }

    /** From black to white, with enough of both that the scale of an image of 16 bits is known. */
    private Path image(int type, int scale) throws IOException {
        BufferedImage image = new BufferedImage(32, 32, type);
        for (int y = 0; y < 32; y++) {
            for (int x = 0; x < 32; x++) {
                image.getRaster().setSample(x, y, 0, scale * ((x + y) * 255 / 62));
            }
        }
        for (int x = 0; x < 32; x++) {
            image.getRaster().setSample(x, 0, 0, 0);
            image.getRaster().setSample(x, 31, 0, 255 * scale);
        }
        Path file = folder.resolve("image" + type + ".png");
        ImageIO.write(image, "png", file.toFile());
        return file;
    }

    private static void assertEmbedding(byte[] file) {
        int header = file.length - EMBEDDING_BYTES;
        String text = new String(file, 0, header, StandardCharsets.ISO_8859_1);
        assertTrue(text.contains("NUMPY") && text.contains("<f4") && text.contains("(256, 64, 64,"), text);
        ByteBuffer values = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position(header);
        float first = values.getFloat(header);
        boolean varies = false;
        while (values.hasRemaining()) {
            float value = values.getFloat();
            assertTrue(Float.isFinite(value));
            varies |= value != first;
        }
        assertTrue(varies);
    }

    /**
     * Writes random weights of MobileSAM's network, and something else beside them that makes the file as long as wanted.
     *
     * @return their hash
     */
    private static String write(Path file, long seed, String prefix, long bytes) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Engine.seed(seed);
            GenericEncoder encoder = GenericEncoder.of(PublishedShapes.MOBILE_SAM);
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            Parameters.named(encoder).forEach((name, tensor) -> tensors.put(prefix + name, tensor));
            write(file, tensors);
            long padding = 0;
            while (Files.size(file) != bytes && bytes > 0) {
                padding += bytes - Files.size(file);
                long[] shape = {padding};
                tensors.put("mask_decoder.rest", torch.zeros(shape, new TensorOptions(ScalarType.Byte)));
                write(file, tensors);
            }
            return Parameters.hash(encoder);
        }
    }

    private static void write(Path file, Map<String, Tensor> tensors) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            SafeTensors.write(out, tensors, Map.of());
        }
    }

    private static Set<String> names(Path file) {
        try (SafeTensorsFile tensors = SafeTensorsFile.open(file)) {
            return tensors.tensors().keySet();
        }
    }

    private static EncoderDescription encoder(Path run) {
        return ModelFile.describe(run.resolve("model.samda")).encoder().orElseThrow();
    }

    private static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void succeeded(Cli answer) {
        assertEquals(0, answer.exitCode(), answer.err());
    }

    private static void failed(Cli answer, String... parts) {
        assertEquals(1, answer.exitCode(), answer.err());
        assertEquals(1, answer.err().lines().count(), answer.err());
        for (String part : parts) {
            assertTrue(answer.err().contains(part), "expected '" + part + "' in: " + answer.err());
        }
    }

    private static Path firstIn(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            return files.sorted().findFirst().orElseThrow();
        }
    }
}
