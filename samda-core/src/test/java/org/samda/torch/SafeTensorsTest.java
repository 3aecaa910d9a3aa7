// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;

class SafeTensorsTest {
    private static final Map<String, String> METADATA = Map.of("made by", "a test, \"quoted\" ä");

    @BeforeAll
    static void loadLibtorch() {
        Engine.load();
    }

    @Test
    void writesTheBytesWorkedOutByHand() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            Map<String, Tensor> tensors =
                    Map.of("b", Tensors.of(new float[] {1, -2}, 2), "a", Tensors.of(new byte[] {7}, 1));
            SafeTensors.write(out, tensors, Map.of());
            byte[] file = out.toByteArray();
            // The wider int64 comes before float32; the header is filled up to a multiple of 8.
            String json = "{\"a\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[0,8]},"
                    + "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}";
            ByteBuffer bytes = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
            int headerLength = (json.length() + 7) / 8 * 8;
            assertEquals(headerLength, bytes.getLong());
            assertEquals(json, new String(file, 8, headerLength, UTF_8).stripTrailing());
            bytes.position(8 + headerLength);
            assertEquals(7, bytes.getLong());
            assertEquals(1, bytes.getFloat());
            assertEquals(-2, bytes.getFloat());
            assertEquals(0, bytes.remaining());
        }
    }

    @Test
    void givesBackWhatWasWrittenInEveryNumberFormat() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor values = Tensors.of(new float[] {0, 1, 2, 3, 4, 250}, 2, 3);
            for (TensorType type : TensorType.values()) {
                Map<String, Tensor> tensors = Map.of("values", values.to(type.scalarType()));
                TensorFile read = read(written(tensors));
                assertEquals(METADATA, read.metadata());
                assertTrue(torch.equal(tensors.get("values"), read.tensors().get("values")), type.name());
                assertEquals(2, read.tensors().get("values").size(0), type.name());
            }
        }
    }

    @Test
    void keepsSingleNumbersAndEmptyTensors() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> tensors =
                    Map.of("empty", torch.zeros(0, 3), "number", Tensors.of(new float[] {5}), "z", torch.zeros(1));
            TensorFile read = read(written(tensors));
            assertEquals(3, read.tensors().get("empty").size(1));
            assertEquals(0, read.tensors().get("number").dim());
            assertEquals(5, read.tensors().get("number").item_float());
        }
    }

    @Test
    void writesValuesRowMajorWhateverTheMemoryLayout() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = torch.arange(Tensors.scalar(24)).to(ScalarType.Float).view(1, 2, 3, 4);
            assertArrayEquals(written(Map.of("t", plain)), written(Map.of("t", Tensors.channelsLast(plain))));
        }
    }

    @Test
    void readsAndWritesTensorsLargerThanItsBuffer() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Tensor large = torch.arange(Tensors.scalar(200_001)).to(ScalarType.Float);
            assertTrue(torch.equal(
                    large, read(written(Map.of("large", large))).tensors().get("large")));
        }
    }

    @Test
    void readsAFileFromDisk(@TempDir Path folder) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Path file = folder.resolve("weights.safetensors");
            Files.write(file, written(Map.of("t", torch.ones(3))));
            assertEquals(3, SafeTensors.read(file).tensors().get("t").numel());
            Path missing = folder.resolve("missing.safetensors");
            assertTrue(assertThrows(SamdaException.class, () -> SafeTensors.read(missing))
                    .getMessage()
                    .contains("missing.safetensors"));
        }
    }

    @Test
    void damagedFilesGiveAnErrorOfTheUserAndNothingElse() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            byte[] sound = written(Map.of("weight", torch.ones(2, 3), "bias", torch.ones(3), "n", torch.zeros(1)));
            Random random = new Random(1);
            int refused = 0;
            for (int i = 0; i < 400; i++) {
                byte[] damaged = Arrays.copyOf(sound, i % 4 == 0 ? random.nextInt(sound.length) : sound.length);
                for (int flips = i % 3; flips >= 0 && damaged.length > 0; flips--) {
                    int at = random.nextInt(Math.min(damaged.length, 240));
                    damaged[at] = (byte) (damaged[at] ^ (1 << random.nextInt(8)));
                }
                refused += isRefused(damaged) ? 1 : 0;
            }
            assertTrue(refused > 250, "only " + refused + " of 400 damaged files were refused");
        }
    }

    @Test
    void everyTruncationIsRefusedWhetherOrNotTheLengthIsKnown() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            byte[] sound = written(Map.of("weight", torch.ones(2, 3)));
            for (int length = 0; length < sound.length; length++) {
                byte[] cut = Arrays.copyOf(sound, length);
                assertThrows(SamdaException.class, () -> read(cut));
                ByteArrayInputStream in = new ByteArrayInputStream(cut);
                assertThrows(SamdaException.class, () -> SafeTensors.read(in, sound.length, "cut"));
            }
        }
    }

    @Test
    void namesFileAndTensorWhereTheDataEnd() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            byte[] sound = written(Map.of("weight", torch.ones(2, 3)));
            ByteArrayInputStream cut = new ByteArrayInputStream(Arrays.copyOf(sound, sound.length - 1));
            SamdaException error =
                    assertThrows(SamdaException.class, () -> SafeTensors.read(cut, sound.length, "x.safetensors"));
            assertEquals(
                    "'x.safetensors' is not a sound safetensors file: tensor 'weight': the data end in the middle of it."
                            + " Get or make the file again.",
                    error.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'a':{'dtype':'F8_E4M3','shape':[8],'data_offsets':[0,8]}}|number format 'F8_E4M3' is not known",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,8]}}|needs 12 bytes",
                "{'a':{'dtype':'F32','shape':[-2],'data_offsets':[0,8]}}|whole numbers from 0",
                "{'a':{'dtype':'F32','shape':[2.0],'data_offsets':[0,8]}}|whole numbers from 0",
                "{'a':{'dtype':'F32','shape':[4611686018427387904,4],'data_offsets':[0,8]}}|too large",
                "{'a':{'dtype':'F32','shape':[99999999999999999999],'data_offsets':[0,8]}}|whole numbers from 0",
                "{'a':{'dtype':'F32','shape':2,'data_offsets':[0,8]}}|shape must be a list",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[8,16]}}|starts at byte 8, expected 0",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0]}}|must be two numbers",
                "{'a':{'dtype':'F32','shape':[1],'data_offsets':[0,4]}}|need 4 bytes, it holds 8",
                "{'a':{'dtype':'F32','shape':[3],'data_offsets':[0,12]}}|need 12 bytes, it holds 8",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'b':{'dtype':'F32','shape':[1],'data_offsets':[4,8]}}|expected 8 (overlap or gap)",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]},"
                        + "'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|Duplicate",
                "{'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8],'more':1}}|no other",
                "{'a':{'dtype':'F32','shape':[2]}}|expected the keys",
                "{'__metadata__':{'k':1},'a':{'dtype':'F32','shape':[2],'data_offsets':[0,8]}}|expected text",
                "{'a':3}|expected the keys",
                "[]|not a JSON object",
                "{'a'|not valid JSON",
                "{} {}|not valid JSON",
            })
    void refusesAHostileHeader(String header, String reason) {
        SamdaException error = assertThrows(SamdaException.class, () -> read(file(header.replace('\'', '"'))));
        assertTrue(error.getMessage().contains(reason), error.getMessage());
    }

    @Test
    void refusesAHeaderLongerThanTheFileBeforeTakingMemoryForIt() {
        for (long length : List.of(-1L, 0L, 1L << 20, (1L << 31) + 5, Long.MAX_VALUE)) {
            byte[] bytes = ByteBuffer.allocate(64)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(length)
                    .array();
            assertThrows(SamdaException.class, () -> read(bytes));
        }
    }

    @Test
    void refusesToWriteANumberFormatTheFormatHasNotHere() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> tensors = Map.of("d", torch.ones(1).to(ScalarType.ComplexFloat));
            assertThrows(IllegalArgumentException.class, () -> written(tensors));
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() throws IOException {
        try (PointerScope outer = new PointerScope()) {
            Map<String, Tensor> tensors = Map.of("t", torch.ones(4, 4), "u", torch.ones(2));
            writeAndRead(tensors);
            long before = Pointer.totalCount();
            for (int i = 0; i < 20; i++) {
                writeAndRead(tensors);
            }
            assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
        }
    }

    private static void writeAndRead(Map<String, Tensor> tensors) throws IOException {
        try (PointerScope scope = new PointerScope()) {
            read(written(tensors));
        }
    }

    private static boolean isRefused(byte[] bytes) {
        try {
            read(bytes);
            return false;
        } catch (SamdaException e) {
            return true;
        }
    }

    /** A file with this header and 8 bytes of data. */
    private static byte[] file(String header) {
        byte[] json = header.getBytes(UTF_8);
        return ByteBuffer.allocate(8 + json.length + 8)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(json.length)
                .put(json)
                .array();
    }

    private static byte[] written(Map<String, Tensor> tensors) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        SafeTensors.write(out, tensors, METADATA);
        return out.toByteArray();
    }

    private static TensorFile read(byte[] bytes) {
        return SafeTensors.read(new ByteArrayInputStream(bytes), bytes.length, "test.safetensors");
    }
}
