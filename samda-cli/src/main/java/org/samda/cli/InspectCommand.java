// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.samda.config.Configs;
import org.samda.data.DatasetInspection;
import org.samda.data.Datasets;
import org.samda.image.VoxelSize;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda inspect}: what a data set holds, and what is wrong with it. */
@Command(
        name = "inspect",
        description =
                "Shows what a data set holds: images, sizes, grey values, labels, problems, and which public data set it looks like.",
        footer = {"", "Example: samda inspect own/dataset.yaml"})
final class InspectCommand implements Callable<Integer> {
    private static final int SIZES = 6;
    private static final double NM_PER_MM = 1e6;

    @Spec
    private CommandSpec spec;

    @Mixin
    private JsonOption json;

    @Parameters(index = "0", paramLabel = "DATASET", description = "Folder or data set YAML file.")
    private Path dataset;

    @Override
    public Integer call() {
        DatasetInspection inspection = Datasets.inspect(dataset);
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(inspection));
        } else {
            print(inspection, out);
        }
        out.flush();
        return 0;
    }

    /** Of many sizes the first few. */
    private static String sizes(Map<String, Integer> sizes) {
        String first = sizes.entrySet().stream()
                .limit(SIZES)
                .map(size -> size.getKey() + " (" + size.getValue() + ")")
                .collect(Collectors.joining(", "));
        return sizes.size() > SIZES ? first + " and %d more".formatted(sizes.size() - SIZES) : first;
    }

    /** In millimetres where that is the usual unit. */
    private static String text(VoxelSize size) {
        boolean large = Math.min(size.xNm(), size.yNm()) >= NM_PER_MM / 10;
        double unit = large ? NM_PER_MM : 1;
        return size.xNm() / unit + " x " + size.yNm() / unit + " x " + size.zNm() / unit + (large ? " mm" : " nm");
    }

    private static void printLooksLike(DatasetInspection found, PrintWriter out) {
        found.looksLike().forEach(known -> {
            out.println("this " + known.summary());
            out.printf(
                    "  licence %s%n  cite %s%n  see docs/DATASETS.md, configs/datasets/%s.yaml%n",
                    known.licence(), known.cite(), known.name());
        });
    }

    private static void print(DatasetInspection found, PrintWriter out) {
        var counts = found.counts();
        var range = found.greys().range();
        out.printf(
                Locale.ROOT,
                "%s: %d images, %d with labels; %d for training, %d for testing%n",
                found.name(),
                counts.images(),
                counts.labelled(),
                counts.training(),
                counts.test());
        out.printf(Locale.ROOT, "sizes       %s%n", sizes(found.greys().sizes()));
        out.printf(Locale.ROOT, "types       %s%n", found.greys().types());
        out.printf(Locale.ROOT, "grey values %.4g to %.4g, mean %.4g%n", range.min(), range.max(), range.mean());
        out.printf(
                "voxel size  %s%n",
                found.greys()
                        .voxelSize()
                        .map(InspectCommand::text)
                        .orElse("unknown; state it as voxelSizeNm in a dataset.yaml"));
        if (!found.greys().orientations().isEmpty()) {
            out.printf("orientation %s%n", found.greys().orientations());
        }
        found.labels()
                .forEach(label -> out.printf(
                        Locale.ROOT,
                        "label %5.0f %5.1f %% of the labelled pixels, %s%n",
                        label.value(),
                        100 * label.fraction(),
                        label.className().orElse("in no class")));
        found.problems().forEach(problem -> out.println("problem: " + problem));
        if (found.problems().isEmpty()) {
            out.println("no problems found");
        }
        printLooksLike(found, out);
    }
}
