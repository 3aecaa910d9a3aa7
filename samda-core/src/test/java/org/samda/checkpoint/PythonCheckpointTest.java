// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Python;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Checkpoints that the PyTorch of this machine saves are read as PyTorch has them. */
class PythonCheckpointTest {
    @TempDir
    private Path folder;

    @Test
    void whatPyTorchSavesIsReadWithEqualValues() {
        Python.withTorch(folder).run(getClass(), "save_checkpoints.py", folder);
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
