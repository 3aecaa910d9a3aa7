// SPDX-License-Identifier: Apache-2.0
package org.samda.spark;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.samda.SamdaException;
import org.samda.cli.Samda;
import org.samda.cli.SegmentOptions;
import org.samda.inference.SegmentationSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/**
 * Entry point for {@code spark-submit}: {@code samda segment} of a volume into Zarr or N5, on a cluster whose machines see
 * the same files under the same names.
 */
@Command(
        name = "samda-spark",
        description = {
            "Segments a volume on a cluster, into .zarr or .n5.",
            "Model, INPUT and OUTPUT are on a file system that all machines see under the same names."
        },
        footer = {
            "",
            "Example: spark-submit --master spark://head:7077 --jars ... samda-spark.jar --model runs/own v.zarr labels.zarr"
        })
public final class SegmentOnSpark implements Callable<Integer> {
    private static final String TASK_CORES = "spark.task.cpus";

    /** As the launcher sets them on one machine, where it says why. */
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "OPENBLAS_THREAD_TIMEOUT", "4",
            "GOMP_SPINCOUNT", "10000",
            "MALLOC_TRIM_THRESHOLD_", "1073741824",
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TOP_PAD_", "67108864",
            "MALLOC_ARENA_MAX", "1",
            "GLIBC_TUNABLES", "glibc.malloc.hugetlb=1");

    @Mixin
    private final SegmentOptions options = SegmentOptions.ofThisUser();

    @Spec
    private CommandSpec spec;

    SegmentOnSpark() {}

    public static void main(String[] args) {
        int exitCode = Samda.run(new SegmentOnSpark(), args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    SegmentOptions options() {
        return options;
    }

    @Override
    public Integer call() {
        SparkConf conf = configured(new SparkConf());
        try (JavaSparkContext spark = new JavaSparkContext(conf)) {
            SegmentationSummary summary = new ClusterSegmentation(spark, arguments(conf), options.progress()).run();
            var out = spec.commandLine().getOut();
            out.printf("Wrote %s (%d sections)%n", options.job().output(), summary.sections());
            out.flush();
        }
        return 0;
    }

    private static SparkConf configured(SparkConf conf) {
        if (!conf.contains("spark.master")) {
            throw new SamdaException(
                    "No cluster is named, expected one from spark-submit. Start this with spark-submit --master spark://HOST:7077, or --master local[*] to try it.");
        }
        conf.setIfMissing("spark.app.name", "samda segment");
        ENVIRONMENT.forEach((name, value) -> conf.setIfMissing("spark.executorEnv." + name, value));
        return conf.setIfMissing("spark.executorEnv.OMP_NUM_THREADS", conf.get(TASK_CORES, "1"));
    }

    /** The number of threads is said, since results may depend on it and machines may differ. */
    private Arguments arguments(SparkConf conf) {
        List<String> all = new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        if (!options.saysThreads()) {
            all.addAll(List.of("--threads", conf.get(TASK_CORES, "1")));
        }
        return new Arguments(Path.of("").toAbsolutePath().toString(), all);
    }
}
