// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.samda.config.Configs;
import org.samda.data.Plan;
import org.samda.experiment.RunModel;
import org.samda.image.PixelSize;
import org.samda.model.ExpertUNetConfig;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Makes of a run of this program what nnU-Net would have left of the same training. */
final class NnUNetFiles {
    private static final String EXPERT = "expert.";

    private NnUNetFiles() {}

    /** Writes {@code plans.json}, {@code dataset.json} and {@code fold_0} of a run on scans cut across z, after step 1. */
    static void write(Path run, Path results) throws IOException {
        Files.createDirectories(results.resolve("fold_0"));
        RunModel model = Configs.read(run.resolve("plan.yaml"), RunModel.class);
        Files.writeString(
                results.resolve("plans.json"),
                plans(model.plan(), model.network().expert()));
        Files.writeString(
                results.resolve("dataset.json"),
                "{\"channel_names\": {\"0\": \"MRI\"}, \"labels\": {\"background\": 0, \"blob\": 1, \"core\": 2}}");
        checkpoint(
                Files.readAllBytes(run.resolve("checkpoints/step1.safetensors")),
                results.resolve("fold_0/checkpoint_final.pth"));
    }

    private static String plans(Plan plan, ExpertUNetConfig expert) {
        PixelSize pixels = plan.pixelSize().orElseThrow();
        int stages = expert.stages();
        return """
                {"transpose_forward": [0, 1, 2], "original_median_shape_after_transp": [6, 20, 24],
                 "configurations": {"2d": {"patch_size": [%d, %d], "batch_size": %d, "spacing": [%s, %s],
                   "normalization_schemes": ["ZScoreNormalization"], "use_mask_for_norm": [false],
                   "architecture": {"network_class_name": "architectures.unet.PlainConvUNet",
                     "arch_kwargs": {"n_stages": %d, "features_per_stage": %s, "kernel_sizes": %s, "strides": %s,
                       "n_conv_per_stage": %s, "n_conv_per_stage_decoder": %s}}}}}
                """.formatted(
                plan.patchHeight(),
                plan.patchWidth(),
                plan.batchSize(),
                pixels.yNm() / 1e6,
                pixels.xNm() / 1e6,
                stages,
                expert.features(),
                expert.kernels().stream().map(k -> List.of(k.y(), k.x())).toList(),
                expert.strides().stream().map(s -> List.of(s.y(), s.x())).toList(),
                Collections.nCopies(stages, 2),
                Collections.nCopies(stages - 1, 2));
    }

    /** A checkpoint of PyTorch with the tensors of a safetensors file, whose bytes are the same. */
    private static void checkpoint(byte[] safetensors, Path file) throws IOException {
        int header = (int)
                ByteBuffer.wrap(safetensors).order(ByteOrder.LITTLE_ENDIAN).getLong();
        JsonNode tensors =
                JsonMapper.shared().readTree(new String(safetensors, Long.BYTES, header, StandardCharsets.UTF_8));
        Pickle pickle = new Pickle();
        pickle.raw("\u0080\u0002}(").text("network_weights").raw("}(");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            int key = 0;
            for (var tensor : tensors.properties()) {
                if (tensor.getKey().startsWith(EXPERT)) {
                    JsonNode offsets = tensor.getValue().get("data_offsets");
                    byte[] values = Arrays.copyOfRange(
                            safetensors,
                            Long.BYTES + header + offsets.get(0).intValue(),
                            Long.BYTES + header + offsets.get(1).intValue());
                    store(zip, "data/" + key, values);
                    pickle.text(tensor.getKey().substring(EXPERT.length()));
                    pickle.tensor(key++, values.length / Float.BYTES, shape(tensor.getValue()));
                }
            }
            pickle.raw("u").text("trainer_name").text("nnUNetTrainer").raw("u.");
            store(zip, "data.pkl", pickle.bytes());
        }
    }

    private static int[] shape(JsonNode tensor) {
        return tensor.get("shape").valueStream().mapToInt(JsonNode::intValue).toArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry("checkpoint_final/" + name);
        entry.setMethod(ZipEntry.STORED);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        entry.setCrc(crc.getValue());
        entry.setSize(bytes.length);
        zip.putNextEntry(entry);
        zip.write(bytes);
    }

    /** Assembles a pickle of protocol 2. */
    private static final class Pickle {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Pickle raw(String bytes) {
            out.writeBytes(bytes.getBytes(StandardCharsets.ISO_8859_1));
            return this;
        }

        Pickle text(String text) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            raw("X").word(utf8.length);
            out.writeBytes(utf8);
            return this;
        }

        void tensor(int key, int size, int... shape) {
            raw("ctorch._utils\n_rebuild_tensor_v2\n((").text("storage").raw("ctorch\nFloatStorage\n");
            text(Integer.toString(key)).text("cpu").number(size).raw("tQ").number(0);
            tuple(shape);
            int[] strides = new int[shape.length];
            int stride = 1;
            for (int i = shape.length - 1; i >= 0; i--) {
                strides[i] = stride;
                stride *= shape[i];
            }
            tuple(strides);
            raw("\u0089ccollections\nOrderedDict\n)RtR");
        }

        private void tuple(int... numbers) {
            raw("(");
            Arrays.stream(numbers).forEach(this::number);
            raw("t");
        }

        private Pickle number(int number) {
            return raw("J").word(number);
        }

        private Pickle word(int number) {
            out.writeBytes(ByteBuffer.allocate(Integer.BYTES)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(number)
                    .array());
            return this;
        }

        byte[] bytes() {
            return out.toByteArray();
        }
    }
}
