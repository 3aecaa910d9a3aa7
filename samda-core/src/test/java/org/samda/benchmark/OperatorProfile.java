// SPDX-License-Identifier: Apache-2.0
package org.samda.benchmark;

import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.samda.config.Configs;
import org.samda.torch.Engine;
import org.samda.torch.OperatorLog;

/** What a case of {@code samda bench} spends its time on, operator by operator. See bench/profile. */
public final class OperatorProfile {
    private static final int SHOWN = 40;

    private OperatorProfile() {}

    /** @param args the case, and if wanted threads, precision and repetitions */
    public static void main(String... args) {
        OptionalInt threads = args.length > 1 ? OptionalInt.of(Integer.parseInt(args[1])) : OptionalInt.empty();
        Engine engine = Engine.start(threads, "cpu", args.length > 2 ? args[2] : "auto");
        int repetitions = args.length > 3 ? Integer.parseInt(args[3]) : 3;
        BenchmarkCase wanted =
                BenchmarkCase.valueOf(args[0].toUpperCase(Locale.ROOT).replace('-', '_'));
        Benchmark benchmark = new Benchmark(engine, repetitions, Long.MAX_VALUE);
        for (Task task : benchmark.tasks(wanted)) {
            System.out.printf("%s, %s, %d threads%n", task.what(), Configs.nameOf(task.precision()), engine.threads());
            print(task, repetitions);
        }
    }

    private static void print(Task task, int repetitions) {
        try (Workload work = task.workload().get()) {
            for (int i = 0; i < task.warmUps(); i++) {
                work.run();
            }
            try (OperatorLog log = OperatorLog.timing()) {
                long begin = System.nanoTime();
                for (int i = 0; i < repetitions; i++) {
                    work.run();
                }
                print(log, repetitions, System.nanoTime() - begin);
            }
        }
    }

    private static void print(OperatorLog log, int repetitions, long nanos) {
        long inOperators =
                log.selfNanos().values().stream().mapToLong(Long::longValue).sum();
        System.out.printf(
                Locale.ROOT,
                "%.1f ms a repetition, of which outside operators %.1f ms; %d calls%n",
                1e-6 * nanos / repetitions,
                1e-6 * (nanos - inOperators) / repetitions,
                log.calls(name -> true) / repetitions);
        System.out.printf("%-70s %8s %10s %7s%n", "operator", "calls", "self ms", "%");
        log.selfNanos().entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<String, Long> entry) -> -entry.getValue()))
                .limit(SHOWN)
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "%-70s %8d %10.2f %7.1f%n",
                        entry.getKey(),
                        log.calls(entry.getKey()) / repetitions,
                        1e-6 * entry.getValue() / repetitions,
                        100.0 * entry.getValue() / nanos));
    }
}
