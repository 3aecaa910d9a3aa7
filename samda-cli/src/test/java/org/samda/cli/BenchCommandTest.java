// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.samda.benchmark.BenchmarkCase;
import org.samda.benchmark.BenchmarkResult;
import org.samda.benchmark.BenchmarkUnit;
import org.samda.config.Configs;

class BenchCommandTest {
    private static final BenchmarkResult TRAINING = new BenchmarkResult(
            BenchmarkCase.TRAIN_256,
            "training step, 2 x 256 x 256 px",
            org.samda.torch.Precision.BF16,
            2,
            BenchmarkUnit.SECONDS,
            List.of(0.25, 0.5, 0.375),
            OptionalDouble.of(4e11),
            OptionalDouble.of(61.4),
            OptionalLong.of(1_404_000_000));
    private static final BenchmarkResult COPY = new BenchmarkResult(
            BenchmarkCase.LIMIT,
            "copy of an array of 268 MB",
            org.samda.torch.Precision.FP32,
            2,
            BenchmarkUnit.GIGABYTES_PER_SECOND,
            List.of(20.125),
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            OptionalLong.empty());

    @Test
    void anUnknownCaseIsToldWhichThereAre() {
        Cli refused = Cli.run("bench", "train-128");
        assertEquals(2, refused.exitCode());
        assertTrue(
                refused.err()
                        .contains(
                                "expected one of limit, train-256, train-512, infer, sam-b, mobile-sam, augment, adapt, found 'train-128'"),
                refused.err());
    }

    @Test
    void aCaseThatDoesNotFitSaysWhatItNeeds() {
        Cli refused = Cli.run("bench", "limit", "train-512", "--max-memory", "2G");
        assertEquals(1, refused.exitCode());
        assertTrue(
                refused.err().contains("The case train-512 takes about ")
                        && refused.err().contains("GB of memory, expected at most 2.1 GB."),
                refused.err());
        assertEquals("", refused.out());
    }

    @Test
    void nothingCannotBeMeasured() {
        Cli refused = Cli.run("bench", "limit", "--repeat", 0);
        assertEquals(2, refused.exitCode());
        assertTrue(refused.err().contains("--repeat': expected a number from 1, found '0'"), refused.err());
    }

    @Test
    void measuresAndNamesTheMachine() {
        Cli measured = Cli.run("bench", "augment", "--repeat", 1, "--threads", 1, "--quiet");
        assertEquals(0, measured.exitCode(), measured.err());
        List<String> lines = measured.out().lines().toList();
        assertEquals(3, lines.size(), measured.out());
        assertTrue(lines.get(1).matches("augment +drawing .* fp32 +[\\d.]+ +patches/s .*"), measured.out());
        assertTrue(lines.get(2).matches(".+, 1 thread; samda .+, libtorch .+, Java .+"), measured.out());
    }

    @Test
    void theTableIsAlignedAndLeavesOutWhatIsNotKnown() {
        assertEquals(
                List.of(
                        "case        what is done                                                  precision     median  unit       % of limit    memory",
                        "train-256   training step, 2 x 256 x 256 px                               bf16          0.3750  s                61 %   1404 MB",
                        "limit       copy of an array of 268 MB                                    fp32           20.13  GB/s"),
                new BenchTable(List.of(TRAINING, COPY)).lines().toList());
    }

    @Test
    void programsGetAllValuesAndNoEmptyOnes() {
        assertEquals("""
                [ {
                  "case" : "train-256",
                  "what" : "training step, 2 x 256 x 256 px",
                  "precision" : "bf16",
                  "threads" : 2,
                  "unit" : "s",
                  "median" : 0.375,
                  "values" : [ 0.25, 0.5, 0.375 ],
                  "flop" : 4.0E11,
                  "percentOfLimit" : 61.4,
                  "peakMemoryMb" : 1404
                }, {
                  "case" : "limit",
                  "what" : "copy of an array of 268 MB",
                  "precision" : "fp32",
                  "threads" : 2,
                  "unit" : "GB/s",
                  "median" : 20.125,
                  "values" : [ 20.125 ]
                } ]
                """, Configs.toJson(new BenchTable(List.of(TRAINING, COPY)).json()));
    }
}
