// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

class BenchmarkTest {
    private static final BenchmarkSizes SMALL = new BenchmarkSizes(64, 1 << 16, 3, 4, 8, 8, 2);
    private static final Engine ENGINE = new Engine(1, "cpu", Precision.FP32);
    private static final Set<BenchmarkCase> COUNTED = EnumSet.of(
            BenchmarkCase.TRAIN_256,
            BenchmarkCase.TRAIN_512,
            BenchmarkCase.INFER,
            BenchmarkCase.SAM_B,
            BenchmarkCase.MOBILE_SAM);

    @ParameterizedTest
    @EnumSource(BenchmarkCase.class)
    void measuresEveryCase(BenchmarkCase each) {
        List<BenchmarkResult> results = small(2).run(List.of(each), Progress.NONE);
        assertFalse(results.isEmpty());
        for (BenchmarkResult result : results) {
            assertEquals(each, result.measured());
            assertEquals(1, result.threads());
            assertEquals(2, result.values().size());
            assertTrue(result.values().stream().allMatch(value -> value > 0 && value < 1e9), result.toString());
            assertEquals(COUNTED.contains(each), result.percentOfLimit().isPresent());
            assertTrue(result.percentOfLimit().orElse(1) > 0, result.toString());
            assertTrue(result.peakBytes().orElse(1L << 40) > 10_000_000, result.toString());
        }
    }

    @Test
    void theLimitIsGivenInBothPrecisionsWhereBothAreUsed() {
        List<BenchmarkResult> results = new Benchmark(new Engine(1, "cpu", Precision.BF16), SMALL, 1, Long.MAX_VALUE)
                .run(List.of(BenchmarkCase.LIMIT), Progress.NONE);
        assertEquals(
                List.of("fp32 TFLOP/s", "bf16 TFLOP/s", "fp32 GB/s"),
                results.stream()
                        .map(result -> result.precision().name().toLowerCase(Locale.ROOT) + " " + result.unit())
                        .toList());
        assertEquals(2.0 * 64 * 64 * 64, results.get(0).flop().orElseThrow());
    }

    @Test
    void theShareOfTheLimitIsThatOfTheFastestProductSoFar() {
        List<BenchmarkResult> results =
                small(2).run(List.of(BenchmarkCase.LIMIT, BenchmarkCase.TRAIN_256), Progress.NONE);
        double limit = 1e12
                * results.get(0).values().stream()
                        .mapToDouble(value -> value)
                        .max()
                        .orElseThrow();
        BenchmarkResult training = results.get(results.size() - 1);
        double ofThat = 100 * training.flop().orElseThrow() / training.median() / limit;
        double percent = training.percentOfLimit().orElseThrow();
        assertTrue(percent > 0 && percent <= ofThat * (1 + 1e-9), percent + " and " + ofThat);
    }

    @Test
    void operationsASecondFollowFromTimeOrFromRate() {
        Task timed = Task.seconds(
                "something", Precision.FP32, OptionalDouble.of(6e9), () -> Workload.of(() -> {}, () -> {}));
        assertEquals(3e9, timed.flopPerSecond(2));
        Task rate = new UNetTasks(SMALL, ENGINE).segmentation();
        double seconds = 0.5;
        assertEquals(
                rate.flop().orElseThrow() / seconds,
                rate.flopPerSecond(rate.unit().of(256 * 256 / 1e6, seconds)),
                1e-3);
    }

    @Test
    void whatDoesNotFitIsRefusedBeforeAnythingIsMeasured() {
        List<String> begun = new ArrayList<>();
        SamdaException problem = assertThrows(
                SamdaException.class,
                () -> new Benchmark(ENGINE, SMALL, 1, 1_500_000_000)
                        .run(List.of(BenchmarkCase.AUGMENT, BenchmarkCase.TRAIN_512), noting(begun)));
        assertTrue(
                problem.getMessage().startsWith("The case train-512 takes about ")
                        && problem.getMessage().contains("expected at most 1.5 GB. Allow more with --max-memory"),
                problem.getMessage());
        assertEquals(List.of(), begun);
    }

    @Test
    void theMedianOfAnEvenNumberIsBetweenTwo() {
        assertEquals(2.5, BenchmarkResult.median(List.of(9.0, 2.0, 3.0, 1.0)));
        assertEquals(2, BenchmarkResult.median(List.of(9.0, 1.0, 2.0)));
    }

    private static Benchmark small(int repetitions) {
        return new Benchmark(ENGINE, SMALL, repetitions, Long.MAX_VALUE);
    }

    private static Progress noting(List<String> begun) {
        return new Progress() {
            @Override
            public void start(String work, long total) {
                begun.add(work);
            }

            @Override
            public void at(long done, String note) {}

            @Override
            public void end() {}
        };
    }
}
