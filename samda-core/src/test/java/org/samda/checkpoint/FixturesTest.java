// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.SamdaException;
import org.samda.torch.Tensors;
import tools.jackson.databind.JsonNode;

/** All checkpoints of {@code fixtures/pth}, each read or refused as written there. */
class FixturesTest {
    @TempDir
    private Path folder;

    static List<String> sound() {
        return Fixture.names(true);
    }

    static List<String> bad() {
        return Fixture.names(false);
    }

    @Test
    void allAreThere() {
        assertEquals(58, sound().size() + bad().size());
        assertEquals(22, sound().size());
    }

    @ParameterizedTest
    @MethodSource("sound")
    void readsTensorsAsPythonDoes(String name) {
        try (PointerScope scope = new PointerScope();
                CheckpointFile checkpoint = CheckpointFile.open(Fixture.copy(name, folder))) {
            Map<String, Tensor> tensors = checkpoint.read(checkpoint.tensors().keySet());
            JsonNode expected = Fixture.tensors(name);
            assertEquals(
                    List.copyOf(expected.propertyNames()),
                    List.copyOf(checkpoint.tensors().keySet()));
            expected.properties().forEach(entry -> {
                StoredTensor stored = ((TorchCheckpoint) checkpoint).stored(entry.getKey());
                assertDescribes(entry.getValue(), stored);
                assertHolds(entry.getValue(), tensors.get(entry.getKey()));
                Tensor alone = checkpoint.read(List.of(entry.getKey())).get(entry.getKey());
                assertHolds(entry.getValue(), alone);
            });
        }
    }

    @ParameterizedTest
    @MethodSource("bad")
    void refusesWithAReasonThatNamesTheFile(String name) {
        Path file = Fixture.copy(name, folder);
        SamdaException e = assertThrows(SamdaException.class, () -> readAll(file));
        assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "evil_os_system|contains 'posix.system'",
                "evil_builtins_eval|contains '__builtin__.eval'",
                "evil_stack_global_proto4|contains 'posix.system'",
                "evil_beside_good_weights|contains 'posix.system'",
                "evil_inst_opcode|contains 'INST posix.system'",
                "evil_obj_opcode|contains 'posix.system'",
                "evil_newobj|contains 'subprocess.Popen'",
                "evil_torch_namespace|contains 'torch.hub.load_state_dict_from_url'",
                "evil_getattr_chain|contains 'builtins.getattr'",
                "evil_ext_opcode|contains 'EXT1'",
                "bad_storage_class|contains 'torch.NoSuchStorage'",
                "bad_opcode|the instruction 0xff",
                "bad_deep_nesting|too deep",
                "bad_huge_size|does not fit storage '0' of 16 elements",
                "bad_storage_numel|needs 4000000 bytes, its record has 64",
                "bad_missing_record|storage '77' has no record",
                "bad_string_length|2147483647 bytes are needed, 4 are left",
                "bad_path_traversal_key|not a plain name",
                "crc_mismatch|the checksum of 'plain_state_dict/data/0' is wrong",
                "byteorder_big|its byte order is 'big'",
                "torchscript_like|TorchScript",
                "legacy_nonzip|before PyTorch 1.6",
                "empty|it is empty",
                "garbage|begins with the bytes 36 d8",
                "truncated_zip|as if it were cut off",
                "not_a_dict|no dictionary of tensors",
            })
    void namesWhatItRefuses(String name, String reason) {
        Path file = Fixture.copy(name + ".pth", folder);
        SamdaException e = assertThrows(SamdaException.class, () -> readAll(file));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void tensorsThatShareValuesShareThemAgain() {
        try (PointerScope scope = new PointerScope();
                CheckpointFile checkpoint = CheckpointFile.open(Fixture.copy("shared_storage.pth", folder))) {
            Map<String, Tensor> tensors = checkpoint.read(List.of("a", "b"));
            // a is elements 0 to 5 of the storage, b is 4 to 9.
            tensors.get("a").fill_(new Scalar(7.0));
            assertEquals(7, value(tensors.get("b"), 1));
            assertEquals(6, value(tensors.get("b"), 2));
        }
    }

    @Test
    void readingLeavesNoNativeObjectsBehindAlsoWhenItFails() {
        Path good = Fixture.copy("non_contiguous.pth", folder);
        Path bad = Fixture.copy("crc_mismatch.pth", folder);
        readAll(good);
        long before = Pointer.totalCount();
        for (int i = 0; i < 20; i++) {
            readAll(good);
            assertThrows(SamdaException.class, () -> readAll(bad));
        }
        assertTrue(Pointer.totalCount() <= before, () -> "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private static void readAll(Path file) {
        try (PointerScope scope = new PointerScope();
                CheckpointFile checkpoint = CheckpointFile.open(file)) {
            checkpoint.read(checkpoint.tensors().keySet());
        }
    }

    private static void assertDescribes(JsonNode expected, StoredTensor stored) {
        assertEquals(longs(expected.get("shape")), stored.shape());
        assertEquals(longs(expected.get("stride")), stored.strides());
        assertEquals(expected.get("storage_offset").asLong(), stored.offset());
        assertEquals(expected.get("dtype").asString(), pythonName(stored));
    }

    private static void assertHolds(JsonNode expected, Tensor tensor) {
        List<Long> strides = new ArrayList<>();
        for (int axis = 0; axis < tensor.dim(); axis++) {
            strides.add(tensor.stride(axis));
        }
        assertEquals(longs(expected.get("stride")), strides);
        assertEquals(
                longs(expected.get("shape")),
                Arrays.stream(tensor.shape()).boxed().toList());
        double[] values = doubles(tensor);
        JsonNode first = expected.get(expected.has("values") ? "values" : "first");
        double[] wanted = StreamSupport.stream(first.spliterator(), false)
                .mapToDouble(v -> v.isBoolean() ? (v.asBoolean() ? 1 : 0) : v.asDouble())
                .toArray();
        assertArrayEquals(wanted, Arrays.copyOf(values, wanted.length));
        if (expected.has("sum")) {
            assertEquals(expected.get("sum").asDouble(), Arrays.stream(values).sum(), 1e-4);
            double squares = Arrays.stream(values).map(v -> v * v).sum();
            assertEquals(expected.get("l2").asDouble(), Math.sqrt(squares), 1e-4);
        } else {
            assertEquals(wanted.length, values.length);
        }
    }

    private static String pythonName(StoredTensor stored) {
        return switch (stored.storage().type()) {
            case F64 -> "float64";
            case F32 -> "float32";
            case F16 -> "float16";
            case BF16 -> "bfloat16";
            case I64 -> "int64";
            case I32 -> "int32";
            case I16 -> "int16";
            case I8 -> "int8";
            case U8 -> "uint8";
            case BOOL -> "bool";
        };
    }

    private static float value(Tensor tensor, int index) {
        return Tensors.floats(tensor)[index];
    }

    /** Exact for every number format. */
    private static double[] doubles(Tensor tensor) {
        Tensor plain = tensor.to(ScalarType.Double).contiguous();
        double[] values = new double[Math.toIntExact(plain.numel())];
        if (values.length > 0) {
            new DoublePointer(plain.data_ptr()).capacity(values.length).get(values);
        }
        return values;
    }

    private static List<Long> longs(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asLong)
                .toList();
    }
}
