// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.torch.SafeTensors;
import org.samda.torch.TensorInfo;
import org.samda.torch.TensorType;
import org.samda.torch.Tensors;

class CheckpointFileTest {
    private static final String A = "archive/data/a";
    private static final String B = "archive/data/b";

    @TempDir
    private Path folder;

    @Test
    void tellsNamesShapesAndTypesInTheOrderOfTheFile() {
        try (CheckpointFile file = open(twoStorages().bytes())) {
            assertEquals(List.of("first", "second"), List.copyOf(file.tensors().keySet()));
            assertEquals(
                    new TensorInfo(TensorType.F32, List.of(3L)), file.tensors().get("second"));
        }
    }

    @Test
    void readsOnlyWhatIsWanted() {
        byte[] bytes = twoStorages().bytes();
        bytes[indexOf(bytes, B, 0) + B.length()] ^= 1;
        try (PointerScope scope = new PointerScope();
                CheckpointFile file = open(bytes)) {
            assertArrayEquals(
                    new float[] {1, 2},
                    Tensors.floats(file.read(List.of("first")).get("first")));
            SamdaException e = assertThrows(SamdaException.class, () -> file.read(List.of("first", "second")));
            assertTrue(e.getMessage().contains("the checksum of 'archive/data/b' is wrong"), e.getMessage());
        }
    }

    @Test
    void aSmallPartOfALargeStorageTakesLittleMemory() {
        float[] large = new float[4 << 20];
        large[4_000_000] = 5;
        byte[] pickle = TestCheckpoint.vectors("small", "0", 4_000_000, 3, large.length);
        try (PointerScope scope = new PointerScope();
                CheckpointFile file = open(
                        new TestCheckpoint().pickle(pickle).storage("0", large).bytes())) {
            long before = allocated();
            Tensor small = file.read(List.of("small")).get("small");
            // 16 MB are passed over in pieces.
            assertTrue(allocated() - before < 4 << 20, () -> "took " + (allocated() - before) + " bytes of heap");
            assertEquals(12, small.storage().nbytes());
            assertArrayEquals(new float[] {5, 0, 0}, Tensors.floats(small));
        }
    }

    @Test
    void readsSafetensorsOneByOne() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> tensors = new LinkedHashMap<>();
            tensors.put("double", Tensors.of(new float[] {1, 2}, 2).to(ScalarType.Double));
            tensors.put("half", Tensors.of(new float[] {3, 4, 5, 6}, 2, 2).to(ScalarType.Half));
            tensors.put("flag", Tensors.of(new float[] {1, 0}, 2).to(ScalarType.Bool));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SafeTensors.write(out, tensors, Map.of());
            try (CheckpointFile file = open(out.toByteArray())) {
                assertEquals(
                        new TensorInfo(TensorType.F16, List.of(2L, 2L)),
                        file.tensors().get("half"));
                assertEquals(TensorType.BOOL, file.tensors().get("flag").type());
                Map<String, Tensor> read = file.read(List.of("half", "double"));
                assertEquals(List.of("half", "double"), List.copyOf(read.keySet()));
                assertEquals(ScalarType.Half, read.get("half").scalar_type().intern());
                assertArrayEquals(new float[] {3, 4, 5, 6}, Tensors.floats(read.get("half")));
                assertArrayEquals(new float[] {1, 2}, Tensors.floats(read.get("double")));
            }
        }
    }

    @Test
    void aSafetensorsFileThatIsCutOffIsRefused() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SafeTensors.write(out, Map.of("w", Tensors.of(new float[4], 4)), Map.of());
            for (int length = 1; length < out.size(); length++) {
                byte[] cut = Arrays.copyOf(out.toByteArray(), length);
                assertThrows(SamdaException.class, () -> open(cut).close());
            }
        }
    }

    @Test
    void anUnknownNameIsABugOfTheCaller() {
        try (CheckpointFile file = open(twoStorages().bytes())) {
            assertThrows(IllegalArgumentException.class, () -> file.read(List.of("third")));
        }
    }

    @Test
    void saysWhatIsWrongWithThePath() {
        Path missing = folder.resolve("missing.pth");
        assertEquals(
                "Cannot read '" + missing + "': there is no such file or folder. Check the path.",
                assertThrows(SamdaException.class, () -> CheckpointFile.open(missing))
                        .getMessage());
        assertThrows(SamdaException.class, () -> CheckpointFile.open(folder));
    }

    @Test
    void anotherZipArchiveIsNoCheckpoint() {
        byte[] bytes =
                new TestCheckpoint().entry("word/document.xml", new byte[5]).bytes();
        assertTrue(refusal(bytes).contains("a ZIP archive with 0 files '*/data.pkl'"));
        byte[] flat = twoStorages().bytes();
        for (int at = indexOf(flat, "archive/data.pkl", 0); at >= 0; at = indexOf(flat, "archive/data.pkl", at)) {
            flat["archive".length() + at] = '_';
        }
        assertTrue(refusal(flat).contains("a ZIP archive with 0 files '*/data.pkl'"));
    }

    @Test
    void weightsThatExpandFarBeyondTheFileAreRefused() {
        byte[] pickle = TestCheckpoint.vectors("zeros", "0", 0, 1 << 20, 1 << 20);
        TestCheckpoint bomb = new TestCheckpoint().pickle(pickle).storage("0", new float[1 << 20]);
        assertTrue(refusal(bomb.compressed().bytes()).contains("cannot be 4194304 bytes long"));
    }

    @Test
    void severalEntriesThatExpandFarTogetherAreRefused() {
        TestCheckpoint bomb = new TestCheckpoint().pickle(TestCheckpoint.vectors("zeros", "0", 0, 8192, 8192));
        for (int i = 0; i < 100; i++) {
            bomb.storage(Integer.toString(i), new float[8192]);
        }
        assertTrue(refusal(bomb.compressed().bytes()).contains("would expand to more than 16 times its size"));
    }

    @Test
    void anArchiveThatClaimsBillionsOfEntriesIsRefusedBeforeMemoryIsTaken() {
        byte[] bytes = Fixture.bytes("plain_state_dict.pth");
        int end64 = lastIndexOf(bytes, "PK\u0006\u0006");
        for (long entries : new long[] {1 << 30, Integer.MAX_VALUE, -1, Long.MAX_VALUE}) {
            long before = allocated();
            assertTrue(refusal(with(bytes, end64 + 32, entries)).contains("claims a list of " + entries));
            assertTrue(allocated() - before < 1 << 20);
        }
        for (long length : new long[] {1 << 30, -1, Long.MAX_VALUE}) {
            assertTrue(refusal(with(bytes, end64 + 40, length)).contains("claims a list"));
        }
        assertTrue(refusal(with(bytes, lastIndexOf(bytes, "PK\u0006\u0007") + 8, -5))
                .contains("not where it should be"));
    }

    @Test
    void anEntryLongerThanTheFileIsRefused() {
        byte[] bytes = twoStorages().bytes();
        int entry = lastIndexOf(bytes, A) - 46;
        ByteBuffer.wrap(bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putInt(entry + 20, 1 << 30)
                .putInt(entry + 24, 1 << 30);
        assertTrue(refusal(bytes).contains("'archive/data/a' cannot be 1073741824 bytes long"));
    }

    @Test
    void twoEntriesOfOneNameAreRefused() {
        byte[] bytes = twoStorages().bytes();
        for (int at = indexOf(bytes, B, 0); at >= 0; at = indexOf(bytes, B, at)) {
            bytes[at + B.length() - 1] = 'a';
        }
        assertTrue(refusal(bytes).contains("two entries 'archive/data/a'"));
    }

    @Test
    void aTensorNamedToWriteToTheTerminalIsRefused() throws IOException {
        byte[] pickle = TestCheckpoint.vectors("\u001b[2J", "a", 0, 2, 2);
        String message =
                refusal(new TestCheckpoint().pickle(pickle).storage("a", 1, 2).bytes());
        assertTrue(message.contains("name, '?[2J', is not plain text"), message);
        try (PointerScope scope = new PointerScope()) {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            SafeTensors.write(out, Map.of("\u001b[2J", Tensors.of(new float[1], 1)), Map.of());
            assertTrue(refusal(out.toByteArray()).contains("name, '?[2J', is not plain text"));
        }
    }

    @Test
    void readingEndsWhenItsThreadIsInterruptedAndTheFileStaysUsable() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (PointerScope scope = new PointerScope()) {
            SafeTensors.write(out, Map.of("first", Tensors.of(new float[] {1, 2}, 2)), Map.of());
            for (byte[] bytes : List.of(twoStorages().bytes(), out.toByteArray())) {
                try (CheckpointFile file = open(bytes)) {
                    Thread.currentThread().interrupt();
                    SamdaException e = assertThrows(SamdaException.class, () -> file.read(List.of("first")));
                    assertTrue(e.getMessage().contains("interrupted"), e.getMessage());
                    assertArrayEquals(
                            new float[] {1, 2},
                            Tensors.floats(file.read(List.of("first")).get("first")));
                }
            }
        }
    }

    private static TestCheckpoint twoStorages() {
        byte[] pickle = TestCheckpoint.vectors("first", "a", 0, 2, 2, "second", "b", 0, 3, 3);
        return new TestCheckpoint().pickle(pickle).storage("a", 1, 2).storage("b", 3, 4, 5);
    }

    private CheckpointFile open(byte[] bytes) {
        try {
            return CheckpointFile.open(Files.write(folder.resolve("test.pth"), bytes));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String refusal(byte[] bytes) {
        return assertThrows(SamdaException.class, () -> open(bytes).close()).getMessage();
    }

    private static byte[] with(byte[] bytes, int at, long number) {
        byte[] changed = bytes.clone();
        ByteBuffer.wrap(changed).order(ByteOrder.LITTLE_ENDIAN).putLong(at, number);
        return changed;
    }

    private static int indexOf(byte[] bytes, String text, int from) {
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(text, from);
    }

    private static int lastIndexOf(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(text);
    }

    /** Bytes of heap that this thread has taken so far. */
    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
