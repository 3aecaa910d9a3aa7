// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints that the PyTorch of this machine saves are read as PyTorch has them. */
class PythonCheckpointTest {
    private static final Path PYTHON = Path.of("/usr/bin/python3");

    @TempDir
    private Path folder;

    @Test
    void whatPyTorchSavesIsReadWithEqualValues() throws IOException, InterruptedException {
        assumeTrue(Files.isExecutable(PYTHON), PYTHON + " is not installed");
        assumeTrue(run("-c", "import torch") == 0, PYTHON + " has no PyTorch");
        Path script = folder.resolve("save_checkpoints.py");
        try (InputStream in = getClass().getResourceAsStream("save_checkpoints.py")) {
            Files.copy(Objects.requireNonNull(in), script);
        }
        assertEquals(0, run(script.toString(), folder.toString()));
        JsonNode expected = JsonMapper.shared().readTree(folder.resolve("expected.json"));
        assertTrue(expected.size() >= 16);
        expected.properties().forEach(file -> assertReads(folder.resolve(file.getKey()), file.getValue()));
    }

    private static void assertReads(Path file, JsonNode expected) {
        try (PointerScope scope = new PointerScope();
                CheckpointFile checkpoint = CheckpointFile.open(file)) {
            Map<String, Tensor> tensors = checkpoint.read(checkpoint.tensors().keySet());
            assertEquals(List.copyOf(expected.propertyNames()), List.copyOf(tensors.keySet()), file.toString());
            tensors.forEach((name, tensor) -> {
                JsonNode wanted = expected.get(name);
                assertArrayEquals(numbers(wanted.get("shape")), doubles(tensor.shape()), file + " " + name);
                assertArrayEquals(numbers(wanted.get("values")), values(tensor), file + " " + name);
            });
        }
    }

    private int run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(PYTHON.toString()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("python.log").toFile())
                .start()
                .waitFor();
    }

    private static double[] numbers(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .mapToDouble(JsonNode::asDouble)
                .toArray();
    }

    private static double[] doubles(long... numbers) {
        return Arrays.stream(numbers).asDoubleStream().toArray();
    }

    private static double[] values(Tensor tensor) {
        Tensor plain = tensor.to(ScalarType.Double).contiguous();
        double[] values = new double[Math.toIntExact(plain.numel())];
        if (values.length > 0) {
            new DoublePointer(plain.data_ptr()).capacity(values.length).get(values);
        }
        return values;
    }
}
