// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;
import org.samda.SmallDisk;
import org.samda.io.AtomicFiles;
import org.samda.torch.SafeTensors;
import org.samda.torch.Tensors;

class CheckpointTest {

    @TempDir
    private Path folder;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("last.safetensors");
    }

    @Test
    void whatIsWrittenIsRead() {
        try (PointerScope scope = new PointerScope()) {
            new Checkpoint(2, 17, 4711)
                    .write(file, Map.of("a", vector(1, 2)), Map.of("velocity", vector(3), "a", vector(4)));
            assertEquals(Optional.of(new Checkpoint(2, 17, 4711)), Checkpoint.position(file));
            Tensor weights = vector(0, 0);
            Tensor velocity = vector(0);
            Checkpoint.restoreWeights(file, Map.of("a", weights));
            Checkpoint.restoreState(file, Map.of("velocity", velocity));
            assertArrayEquals(new float[] {1, 2}, Tensors.floats(weights));
            assertArrayEquals(new float[] {3}, Tensors.floats(velocity));
        }
    }

    @Test
    void thereIsNoPositionBeforeTheFirstCheckpoint() {
        assertEquals(Optional.empty(), Checkpoint.position(file));
    }

    @Test
    void weightsThatRequireGradientsAreRestoredToo() {
        try (PointerScope scope = new PointerScope()) {
            new Checkpoint(1, 1, 0).write(file, Map.of("a", vector(1)), Map.of());
            Tensor trained = vector(0).set_requires_grad(true);
            Checkpoint.restoreWeights(file, Map.of("a", trained));
            assertEquals(1, trained.item_float());
            assertTrue(trained.requires_grad());
        }
    }

    @Test
    void aCheckpointOfAnotherModelIsRefused() {
        try (PointerScope scope = new PointerScope()) {
            new Checkpoint(1, 1, 0).write(file, Map.of("a", vector(1, 2)), Map.of());
            assertProblem("'b' is missing or has another size", () -> restore("b", vector(0, 0)));
            assertProblem("'a' is missing or has another size", () -> restore("a", vector(0)));
        }
    }

    @Test
    void weightsOfAnotherProgramAreRefused() {
        try (PointerScope scope = new PointerScope()) {
            AtomicFiles.write(file, out -> SafeTensors.write(out, Map.of("a", vector(1)), Map.of("format", "pt")));
        }
        assertProblem("is not a checkpoint of this version: expected format 1, found none", this::position);
    }

    @Test
    void anotherFormatIsRefused() {
        writeMetadata(Map.of("samda.checkpoint", "2", "step", "1", "iteration", "0", "metricsBytes", "0"));
        assertProblem("is not a checkpoint of this version: expected format 1, found 2", this::position);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "-1", "99999999999999999999"})
    void aPositionThatIsNoNumberIsRefused(String iteration) {
        writeMetadata(Map.of("samda.checkpoint", "1", "step", "1", "iteration", iteration, "metricsBytes", "0"));
        assertProblem("is not a checkpoint of this version", this::position);
    }

    @Test
    void aMissingPositionIsRefused() {
        writeMetadata(Map.of("samda.checkpoint", "1", "step", "1"));
        assertProblem("is not a checkpoint of this version", this::position);
    }

    @Test
    void aTruncatedFileIsRefused() throws IOException {
        try (PointerScope scope = new PointerScope()) {
            new Checkpoint(1, 1, 0).write(file, Map.of("a", vector(1, 2, 3)), Map.of());
        }
        byte[] whole = Files.readAllBytes(file);
        for (int length = 0; length < whole.length; length += 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertProblem("is not a sound safetensors file", this::position);
        }
    }

    @Test
    void aCheckpointThatDoesNotFitOnTheDiskLeavesTheOneBefore() throws IOException {
        try (SmallDisk disk = SmallDisk.mount(folder, "1m");
                PointerScope scope = new PointerScope()) {
            Path last = disk.folder().resolve("last.safetensors");
            new Checkpoint(1, 5, 0).write(last, Map.of("a", vector(1)), Map.of());
            byte[] before = Files.readAllBytes(last);
            Tensor large = Tensors.of(new float[1 << 19], 1 << 19);
            SamdaException problem = assertThrows(
                    SamdaException.class, () -> new Checkpoint(1, 6, 0).write(last, Map.of("a", large), Map.of()));
            assertTrue(problem.getMessage().contains("the disk is full"), problem.getMessage());
            assertArrayEquals(before, Files.readAllBytes(last));
            try (var files = Files.list(disk.folder())) {
                assertEquals(1, files.count());
            }
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        try (PointerScope scope = new PointerScope()) {
            Map<String, Tensor> weights = Map.of("a", vector(1, 2));
            writeAndRead(weights);
            long before = Pointer.totalCount();
            for (int i = 0; i < 10; i++) {
                writeAndRead(weights);
            }
            long leaked = Pointer.totalCount() - before;
            assertTrue(leaked <= 0, "leaked " + leaked + " objects");
        }
    }

    private void writeAndRead(Map<String, Tensor> weights) {
        new Checkpoint(1, 1, 0).write(file, weights, weights);
        position();
        Checkpoint.restoreWeights(file, weights);
        Checkpoint.restoreState(file, weights);
    }

    private void writeMetadata(Map<String, String> metadata) {
        AtomicFiles.write(file, out -> SafeTensors.write(out, Map.of(), metadata));
    }

    private void position() {
        Checkpoint.position(file);
    }

    private void restore(String name, Tensor tensor) {
        Checkpoint.restoreWeights(file, Map.of(name, tensor));
    }

    private void assertProblem(String expected, Runnable reading) {
        SamdaException problem = assertThrows(SamdaException.class, reading::run);
        assertTrue(
                problem.getMessage().contains(expected) && problem.getMessage().contains(file.toString()),
                problem.getMessage());
    }

    private static Tensor vector(float... values) {
        return Tensors.of(values, values.length);
    }
}
