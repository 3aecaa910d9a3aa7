// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import org.samda.torch.Engine;
import org.samda.torch.MatrixProduct;
import org.samda.torch.MemoryCopy;
import org.samda.torch.Precision;

/** What the machine can do at most: the case {@link BenchmarkCase#LIMIT}. */
final class MachineLimit {
    private static final double TERA = 1e12;
    private static final double GIGA = 1e9;

    private MachineLimit() {}

    /** All of the case; bfloat16 only where the processor has it in hardware or it is asked for. */
    static List<Task> tasks(BenchmarkSizes sizes, Precision precision) {
        List<Task> tasks = new ArrayList<>();
        for (Precision each : Precision.values()) {
            if (each == Precision.FP32 || each == precision || each == Engine.precisionOf("auto")) {
                tasks.add(product(sizes, each));
            }
        }
        double bytes = 2.0 * Float.BYTES * sizes.copiedValues();
        tasks.add(new Task(
                "copy of an array of %d MB".formatted((long) Float.BYTES * sizes.copiedValues() / 1_000_000),
                Precision.FP32,
                BenchmarkUnit.GIGABYTES_PER_SECOND,
                bytes / GIGA,
                OptionalDouble.empty(),
                Task.WARM_UPS,
                () -> copy(sizes.copiedValues())));
        return tasks;
    }

    /** The product of two large matrices. */
    static Task product(BenchmarkSizes sizes, Precision precision) {
        int side = sizes.matrixSide();
        double flop = 2.0 * side * side * side;
        return new Task(
                "product of two %d x %d matrices".formatted(side, side),
                precision,
                BenchmarkUnit.TERAFLOPS,
                flop / TERA,
                OptionalDouble.of(flop),
                Task.WARM_UPS,
                () -> product(side, precision));
    }

    private static Workload product(int side, Precision precision) {
        MatrixProduct product = new MatrixProduct(side, precision);
        return Workload.of(product::run, product::close);
    }

    private static Workload copy(int values) {
        MemoryCopy copy = new MemoryCopy(values);
        return Workload.of(copy::run, copy::close);
    }
}
