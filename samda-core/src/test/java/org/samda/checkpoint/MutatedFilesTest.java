// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.bytedeco.javacpp.PointerScope;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;

/** Thousands of files that are almost checkpoints: each is read or refused, and takes little memory. */
class MutatedFilesTest {
    private static final long MOST_HEAP = 32L << 20;

    /** Small ones of every layout, none with checksums of the values in the way of the pickle's reader. */
    private static final List<String> SEEDS = List.of(
            "all_dtypes.pth",
            "crc_zeroed.pth",
            "deflated_records.pth",
            "handmade_ok.pth",
            "newer_layout_emulated.pth",
            "non_contiguous.pth",
            "nnunet_checkpoint_like.pth",
            "wrapped_model_optimizer_object.pth");

    /** Lengths and counts at their limits. */
    private static final long[] EXTREMES = {0, 1, -1, 0x7F, 0x80, 0xFFFF, Integer.MAX_VALUE, 1L << 31, 1L << 62};

    private final Random random = new Random(20);

    @TempDir
    private Path folder;

    @Test
    void mutatedFilesAreReadOrRefused() throws IOException {
        int refused = 0;
        for (int i = 0; i < 1000; i++) {
            byte[] bytes = Fixture.bytes(SEEDS.get(i % SEEDS.size()));
            refused += isRefused(mutated(bytes)) ? 1 : 0;
        }
        assertTrue(refused > 250, "only " + refused + " were refused");
        assertTrue(refused < 1000, "all were refused");
    }

    @Test
    void mutatedPicklesAreReadOrRefused() {
        int refused = 0;
        for (int i = 0; i < 10_000; i++) {
            CheckpointContent seed = CheckpointContent.of(SEEDS.get(i % SEEDS.size()), folder);
            refused += isRefused(mutated(seed.pickle()), seed.storageBytes()) ? 1 : 0;
        }
        assertTrue(refused > 5_000, "only " + refused + " were refused");
        assertTrue(refused < 10_000, "all were refused");
    }

    private byte[] mutated(byte[] bytes) {
        byte[] mutated = bytes;
        for (int times = 1 + random.nextInt(3); times > 0 && mutated.length > 8; times--) {
            mutated = mutatedOnce(mutated);
        }
        return mutated;
    }

    private byte[] mutatedOnce(byte[] bytes) {
        byte[] copy = bytes.clone();
        int at = random.nextInt(copy.length - 8);
        ByteBuffer buffer = ByteBuffer.wrap(copy).order(ByteOrder.LITTLE_ENDIAN);
        long extreme = EXTREMES[random.nextInt(EXTREMES.length)];
        switch (random.nextInt(7)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> buffer.putInt(at, (int) extreme);
            case 3 -> buffer.putLong(at, extreme);
            case 4 -> copy = Arrays.copyOf(copy, at);
            case 5 -> System.arraycopy(bytes, random.nextInt(bytes.length - 8), copy, at, 8);
            default -> System.arraycopy(bytes, at, copy, 0, copy.length - at);
        }
        return copy;
    }

    private boolean isRefused(byte[] bytes) throws IOException {
        Path file = Files.write(folder.resolve("mutated.pth"), bytes);
        return isRefused(() -> {
            try (PointerScope scope = new PointerScope();
                    CheckpointFile checkpoint = CheckpointFile.open(file)) {
                checkpoint.read(checkpoint.tensors().keySet());
            }
        });
    }

    private boolean isRefused(byte[] pickle, Map<String, Long> storageBytes) {
        return isRefused(() -> PickleReader.read(pickle, storageBytes, folder));
    }

    private static boolean isRefused(Runnable reading) {
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = thread.getCurrentThreadAllocatedBytes();
        try {
            reading.run();
            return false;
        } catch (SamdaException e) {
            return true;
        } finally {
            long taken = thread.getCurrentThreadAllocatedBytes() - before;
            assertTrue(taken < MOST_HEAP, () -> "took " + taken + " bytes of heap");
        }
    }

    /** What a sound archive holds. */
    @SuppressWarnings("ArrayRecordComponent")
    private record CheckpointContent(byte[] pickle, Map<String, Long> storageBytes) {
        private static final Map<String, CheckpointContent> READ = new HashMap<>();

        static CheckpointContent of(String name, Path folder) {
            return READ.computeIfAbsent(name, n -> {
                try (CheckpointArchive archive = CheckpointArchive.open(Fixture.copy(n, folder))) {
                    return new CheckpointContent(archive.pickle(), archive.storageBytes());
                }
            });
        }
    }
}
