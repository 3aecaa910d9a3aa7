// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.config.Configs;
import org.samda.io.AtomicFiles;
import org.samda.model.GenericEncoder;
import org.samda.model.SamdaModel;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.SafeTensors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Reads and writes {@code model.samda}, the file a trained model is used from; docs/MODEL_FORMAT.md describes it. */
public final class ModelFile {
    /** Version of the format this program writes. */
    public static final int FORMAT_VERSION = 4;

    /** The oldest it reads: what version 4 has more is optional. */
    private static final int OLDEST_VERSION = 3;

    private static final String NAME = "model.samda";
    private static final String ENCODER_PREFIX = "sam.";
    /** The same in every file, so that equal models give equal files. */
    private static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0);

    /** Finds the weights of a generic encoder that is not in the model file. */
    @FunctionalInterface
    public interface EncoderSource {

        /**
         * @param encoder which one
         * @return the file with its published weights
         * @throws SamdaException if there is none; says how to get it
         */
        Path weights(EncoderDescription encoder);
    }

    private ModelFile() {}

    /**
     * Finds the model of a run.
     *
     * @param runOrFile a run directory or a model file
     * @return the model file, which exists
     * @throws SamdaException if there is none; says what to do
     */
    public static Path locate(Path runOrFile) {
        if (!Files.exists(runOrFile)) {
            throw new SamdaException(
                    "Model '%s' does not exist, expected a run directory or a model file (%s). Check the path."
                            .formatted(runOrFile, NAME));
        }
        if (!Files.isDirectory(runOrFile)) {
            return runOrFile;
        }
        Path file = runOrFile.resolve(NAME);
        if (Files.isRegularFile(file)) {
            return file;
        }
        if (Files.exists(runOrFile.resolve("config.yaml"))) {
            throw new SamdaException(("Run '%s' has no %s: its training has not finished. Start the same 'samda train …"
                            + " --out %s' again; it goes on where it stopped.")
                    .formatted(runOrFile, NAME, runOrFile));
        }
        throw new SamdaException(
                ("Folder '%s' is not a run: it has neither %s nor config.yaml. Name the folder given to"
                                + " 'samda train --out'.")
                        .formatted(runOrFile, NAME));
    }

    /**
     * Writes a model; a file that is there is replaced, in one step.
     *
     * @param model     not changed; its low-rank adaptation must be merged ({@link SamdaModel#mergeLora}) and is not written
     * @param modelCard for people: what it is for, what it was trained on, how good it is; Markdown
     */
    public static void write(Path file, ModelDescription description, SamdaModel model, String modelCard) {
        AtomicFiles.write(file, out -> {
            try (PointerScope scope = new PointerScope()) {
                Map<String, Tensor> weights = ownWeights(description, model);
                ZipOutputStream zip = new ZipOutputStream(out);
                put(zip, ModelArchive.DESCRIPTION, Configs.toJson(description));
                putWeights(zip, weights);
                put(zip, ModelArchive.CARD, modelCard);
                zip.finish();
            }
        });
    }

    /** What the file says of its model; does not read the weights. */
    public static ModelDescription describe(Path file) {
        try (ModelArchive archive = ModelArchive.open(file)) {
            return description(archive, file);
        }
    }

    /** Reads a model whose file holds all of its weights; see {@link #read(Path, EncoderSource)}. */
    public static LoadedModel read(Path file) {
        return read(file, encoder -> {
            throw new SamdaException(
                    ("Model file '%s' does not hold the weights of its encoder '%s' (SHA-256 %s). %s Then"
                                    + " name them with --weights.")
                            .formatted(file, encoder.name(), encoder.sha256(), encoder.source()));
        });
    }

    /**
     * Reads a model to the CPU, in float32.
     *
     * @param encoders asked for the generic encoder's weights where the file does not hold them
     * @return the model, owned by the caller; must not be called with a scope open, which would take the model
     * @throws SamdaException if the file is no model, of another format version, damaged or does not fit itself
     */
    public static LoadedModel read(Path file, EncoderSource encoders) {
        Engine.load();
        try (ModelArchive archive = ModelArchive.open(file)) {
            ModelDescription description = description(archive, file);
            ClaimedWeights.requireCovered(description, archive.weightsSize(), file);
            SamdaModel model = new SamdaModel(description.model());
            boolean loaded = false;
            try {
                load(model, archive, description, encoders);
                loaded = true;
                return new LoadedModel(description, model);
            } finally {
                if (!loaded) {
                    Parameters.free(model);
                }
            }
        }
    }

    private static void load(
            SamdaModel model, ModelArchive archive, ModelDescription description, EncoderSource encoders) {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = new LinkedHashMap<>(archive.weights().tensors());
            description.encoder().filter(encoder -> !encoder.embedded()).ifPresent(encoder -> {
                PublishedWeights.load(model.sam(), encoders.weights(encoder));
                Parameters.named(model.sam()).forEach((name, tensor) -> weights.put(ENCODER_PREFIX + name, tensor));
            });
            Parameters.load(model, weights, "The model file's " + ModelArchive.WEIGHTS);
        }
        Parameters.setTrainable(model, false);
        description.encoder().ifPresent(encoder -> requireSameEncoder(encoder, model));
    }

    private static void requireSameEncoder(EncoderDescription encoder, SamdaModel model) {
        String hash = model.sam().hash();
        if (!hash.equals(encoder.sha256())) {
            throw new SamdaException(("The weights of encoder '%s' are not those the model was trained with: expected"
                            + " SHA-256 %s, found %s. %s")
                    .formatted(encoder.name(), encoder.sha256(), hash, encoder.source()));
        }
    }

    private static ModelDescription description(ModelArchive archive, Path file) {
        String json = archive.description();
        int version = formatVersion(json, file);
        if (version < OLDEST_VERSION || version > FORMAT_VERSION) {
            throw new SamdaException("Model file '%s' has format version %d, this program reads versions %d to %d. %s"
                    .formatted(
                            file,
                            version,
                            OLDEST_VERSION,
                            FORMAT_VERSION,
                            version > FORMAT_VERSION
                                    ? "Use a newer version of samda."
                                    : "Train the model again with this version of samda."));
        }
        return Configs.fromJson(json, file + ", " + ModelArchive.DESCRIPTION, ModelDescription.class);
    }

    /** Read apart from the rest, which another version may have changed. */
    private static int formatVersion(String json, Path file) {
        try {
            JsonNode version = JsonMapper.shared().readTree(json).path("formatVersion");
            if (version.isInt()) {
                return version.intValue();
            }
            throw new SamdaException("'%s' is not a model file: %s has no formatVersion. Use the original file."
                    .formatted(file, ModelArchive.DESCRIPTION));
        } catch (JacksonException e) {
            throw new SamdaException(
                    "'%s' is not a model file: %s is not JSON (%s). Use the original file."
                            .formatted(file, ModelArchive.DESCRIPTION, e.getOriginalMessage()),
                    e);
        }
    }

    private static Map<String, Tensor> ownWeights(ModelDescription description, SamdaModel model) {
        Map<String, Tensor> weights = new LinkedHashMap<>(Parameters.named(model));
        weights.keySet().removeIf(GenericEncoder::isLora);
        if (description.encoder().isPresent() && !description.encoder().get().embedded()) {
            weights.keySet().removeIf(name -> name.startsWith(ENCODER_PREFIX));
        }
        return weights;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    /** Stored as they are; a ZIP wants to know length and checksum of such an entry before its first byte. */
    private static void putWeights(ZipOutputStream zip, Map<String, Tensor> weights) throws IOException {
        Counter length = new Counter();
        CheckedOutputStream checked = new CheckedOutputStream(length, new CRC32());
        SafeTensors.write(checked, weights, Map.of("format", "samda"));
        ZipEntry entry = new ZipEntry(ModelArchive.WEIGHTS);
        entry.setMethod(ZipEntry.STORED);
        entry.setTimeLocal(TIME);
        entry.setSize(length.bytes);
        entry.setCrc(checked.getChecksum().getValue());
        zip.putNextEntry(entry);
        SafeTensors.write(zip, weights, Map.of("format", "samda"));
        zip.closeEntry();
    }

    /** Counts what is written to it and keeps nothing. */
    private static final class Counter extends OutputStream {
        private long bytes;

        @Override
        public void write(int value) {
            bytes++;
        }

        @Override
        public void write(byte[] values, int offset, int length) {
            bytes += length;
        }
    }
}
