// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.io.AtomicFiles;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;

class ModelFileTest {
    private static final GreyImage IMAGE = TiledPredictionTest.noise(40, 20);

    @TempDir
    private Path folder;

    private SamdaModel model;
    private Path file;

    @BeforeEach
    void writeAModel() {
        model = TinyModel.plain();
        file = folder.resolve("run").resolve("model.samda");
        ModelFile.write(file, TinyModel.description(model, Optional.empty()), model, "# Card\n");
    }

    @Test
    void aModelReadBackSaysAndSegmentsTheSame() {
        try (LoadedModel read = ModelFile.read(file)) {
            assertEquals(TinyModel.description(model, Optional.empty()), read.description());
            assertArrayEquals(probabilities(model), probabilities(read.model()));
        }
    }

    @Test
    void aModelWithItsEncoderInTheFileIsComplete() {
        SamdaModel fused = TinyModel.fused();
        ModelFile.write(file, TinyModel.description(fused, Optional.of(encoder(fused, true))), fused, "");
        try (LoadedModel read = ModelFile.read(file)) {
            assertArrayEquals(probabilities(fused), probabilities(read.model()));
        }
    }

    @Test
    void anEncoderThatIsNotInTheFileIsAskedForAndMustBeTheRightOne() {
        SamdaModel fused = TinyModel.fused();
        ModelFile.write(file, TinyModel.description(fused, Optional.of(encoder(fused, false))), fused, "");
        SamdaException missing = assertThrows(SamdaException.class, () -> ModelFile.read(file));
        assertTrue(missing.getMessage().contains("'tiny'"), missing.getMessage());
        assertTrue(missing.getMessage().contains("Ask the test for it."), missing.getMessage());
        try (LoadedModel read = ModelFile.read(file, wanted -> published(fused))) {
            assertArrayEquals(probabilities(fused), probabilities(read.model()));
        }
        SamdaModel other = new SamdaModel(fused.config());
        SamdaException wrong =
                assertThrows(SamdaException.class, () -> ModelFile.read(file, wanted -> published(other)));
        assertTrue(wrong.getMessage().contains("not those the model was trained with"), wrong.getMessage());
    }

    /** The encoder's weights in a file of their own. */
    private Path published(SamdaModel model) {
        Path weights = folder.resolve("encoder.safetensors");
        AtomicFiles.write(weights, out -> SafeTensors.write(out, Parameters.named(model.sam()), Map.of()));
        return weights;
    }

    @Test
    void equalModelsGiveEqualFilesAndTheDescriptionIsReadWithoutTheWeights() throws IOException {
        Path second = folder.resolve("second.samda");
        ModelFile.write(second, TinyModel.description(model, Optional.empty()), model, "# Card\n");
        assertEquals(-1, Files.mismatch(file, second));
        assertEquals(TinyModel.description(model, Optional.empty()), ModelFile.describe(second));
    }

    @Test
    void isAZipThatEveryToolCanOpen() throws IOException {
        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertEquals(
                    "# Card\n",
                    new String(zip.getInputStream(zip.getEntry("MODEL_CARD.md")).readAllBytes(), UTF_8));
            assertEquals(3, zip.size());
        }
    }

    @Test
    void isFoundInItsRunDirectory() throws IOException {
        assertEquals(file, ModelFile.locate(file.getParent()));
        assertEquals(file, ModelFile.locate(file));
        Files.delete(file);
        assertMessage("is not a run", () -> ModelFile.locate(file.getParent()));
        Files.createFile(file.resolveSibling("config.yaml"));
        assertMessage("its training has not finished", () -> ModelFile.locate(file.getParent()));
        assertMessage("does not exist", () -> ModelFile.locate(folder.resolve("nothing")));
    }

    @Test
    void whatIsNoModelIsNamedAsSuch() throws IOException {
        Files.writeString(file, "hello");
        assertMessage("is not a model file", this::read);
        Files.write(file, new byte[0]);
        assertMessage("is not a model file", this::read);
        assertMessage("does not exist", () -> ModelFile.read(folder.resolve("missing.samda")));
    }

    @Test
    void anotherFormatVersionSaysWhichAndWhatToDo() throws IOException {
        edit("model.json", "\"formatVersion\" : 4", "\"formatVersion\" : 5, \"new\" : 1");
        assertMessage(
                "has format version 5, this program reads versions 3 to 4. Use a newer version of samda.", this::read);
        edit("model.json", "\"formatVersion\" : 5", "\"formatVersion\" : 2");
        assertMessage("Train the model again with this version of samda.", this::read);
        edit("model.json", "\"formatVersion\" : 2", "\"formatVersion\" : 0");
        assertMessage("Train the model again with this version of samda.", this::read);
        edit("model.json", "\"formatVersion\" : 0", "\"somethingElse\" : 0");
        assertMessage("has no formatVersion", this::read);
    }

    /** Version 3 knew neither max pooling nor published preprocessing of patches. */
    @Test
    void aFileOfVersion3IsReadAsItWasMeant() throws IOException {
        SamdaModel fused = TinyModel.fused();
        ModelFile.write(file, TinyModel.description(fused, Optional.of(encoder(fused, true))), fused, "");
        edit("model.json", "\"formatVersion\" : 4", "\"formatVersion\" : 3");
        edit("model.json", "\"pooling\" : null,", "");
        edit("model.json", "\"preprocessing\" : null,", "");
        try (LoadedModel read = ModelFile.read(file)) {
            assertEquals(fused.config(), read.description().model());
            assertArrayEquals(probabilities(fused), probabilities(read.model()));
        }
    }

    @Test
    void maxPoolingIsInTheFile() {
        SamdaModel pooled = new SamdaModel(
                SamdaModelConfig.plain(model.config().expert().pooling(Optional.of(ExpertUNetConfig.Pooling.MAX))));
        ModelFile.write(file, TinyModel.description(pooled, Optional.empty()), pooled, "");
        try (LoadedModel read = ModelFile.read(file)) {
            assertEquals(pooled.config(), read.model().config());
            assertArrayEquals(probabilities(pooled), probabilities(read.model()));
        }
    }

    @Test
    void aMissingEntryIsNamed() throws IOException {
        for (String entry : new String[] {"weights.safetensors", "model.json"}) {
            try (FileSystem zip = FileSystems.newFileSystem(file)) {
                Files.delete(zip.getPath(entry));
            }
            assertMessage("the entry '" + entry + "' is missing", this::read);
        }
    }

    @Test
    void weightsThatDoNotFitTheDescriptionAreRefused() throws IOException {
        edit("model.json", "\"fusedChannels\" : 0", "\"fusedChannels\" : 0 ");
        edit("model.json", "[ 4, 8, 8 ]", "[ 4, 4, 8 ]");
        assertMessage("does not fit the model", this::read);
    }

    @Test
    void anAbsurdlyLargeNetworkIsRefusedBeforeItIsBuilt() throws IOException {
        edit("model.json", "[ 4, 8, 8 ]", "[ 4, 8, 2000000000 ]");
        assertMessage("describes a network of at least", this::read);
    }

    @Test
    void damageAnywhereIsAnErrorOfTheUserAndNothingElse() throws IOException {
        byte[] sound = Files.readAllBytes(file);
        Random random = new Random(2);
        int refused = 0;
        for (int i = 0; i < 100; i++) {
            byte[] damaged = Arrays.copyOf(sound, i % 4 == 0 ? random.nextInt(sound.length) : sound.length);
            for (int flips = 0; flips < 3 && damaged.length > 0; flips++) {
                int at = random.nextInt(damaged.length);
                damaged[at] = (byte) (damaged[at] ^ (1 << random.nextInt(8)));
            }
            Files.write(file, damaged);
            refused += isRefused() ? 1 : 0;
        }
        assertTrue(refused > 80, "only " + refused + " of 100 damaged files were refused");
    }

    @Test
    void aFlippedBitInTheWeightsIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        assertMessage("the checksum of 'weights.safetensors' is wrong", this::read);
    }

    @Test
    void closingFreesTheWeights() {
        LoadedModel read = ModelFile.read(file);
        read.close();
        assertEquals(
                0, Parameters.named(read.model()).values().iterator().next().numel());
    }

    @Test
    void scoresThatAreNoNumbersAreLeftOut() {
        ModelDescription plain = TinyModel.description(model, Optional.empty());
        Map<String, Double> metrics = Map.of("dice", 0.5, "iou", Double.NaN);
        ModelDescription description = new ModelDescription(
                ModelFile.FORMAT_VERSION,
                plain.createdWith(),
                plain.model(),
                plain.plan(),
                plain.classes(),
                plain.encoder(),
                plain.postProcessing(),
                Map.of(),
                metrics);
        ModelFile.write(file, description, model, "");
        assertEquals(Map.of("dice", 0.5), ModelFile.describe(file).metrics());
    }

    @Test
    void readingLeavesNothingBehindButTheModel() {
        readInAScope();
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            readInAScope();
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    @Test
    void writingLeavesNoNativeObjectsBehind() {
        ModelDescription description = TinyModel.description(model, Optional.empty());
        long before = Pointer.totalCount();
        for (int i = 0; i < 5; i++) {
            ModelFile.write(file, description, model, "");
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private void read() {
        ModelFile.read(file).close();
    }

    private void readInAScope() {
        try (PointerScope scope = new PointerScope()) {
            read();
        }
    }

    private boolean isRefused() {
        try {
            read();
            return false;
        } catch (SamdaException e) {
            return true;
        }
    }

    private void edit(String entry, String old, String replacement) throws IOException {
        try (FileSystem zip = FileSystems.newFileSystem(file, Map.of("compressionMethod", "STORED"))) {
            String text = Files.readString(zip.getPath(entry));
            assertTrue(text.contains(old), text);
            Files.writeString(zip.getPath(entry), text.replace(old, replacement));
        }
    }

    private static void assertMessage(String part, org.junit.jupiter.api.function.Executable work) {
        SamdaException error = assertThrows(SamdaException.class, work);
        assertTrue(error.getMessage().contains(part), error.getMessage());
    }

    private static EncoderDescription encoder(SamdaModel model, boolean embedded) {
        return new EncoderDescription("tiny", Parameters.hash(model.sam()), embedded, "Ask the test for it.");
    }

    private static float[] probabilities(SamdaModel model) {
        return Segmenter.of(model, TinyModel.PLAN, TinyNetwork.ENGINE, Averaging.NONE)
                .probabilities(List.of(IMAGE), Optional.empty())
                .probabilities()
                .get(0)
                .foreground()
                .pixels();
    }
}
