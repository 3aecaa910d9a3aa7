// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.samda.Progress;
import org.samda.config.Configs;
import org.samda.image.VoxelSize;
import org.samda.objects.Measurement;
import org.samda.objects.MeasurementJob;
import org.samda.objects.ObjectSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda measure}: counts and measures the objects of a segmentation. */
@Command(
        name = "measure",
        description = {
            "Counts and measures the objects of a segmentation: one row of a table for each.",
            "Voxels of one label that are connected are one object. Volumes of any size fit into memory."
        },
        footer = {
            "",
            "Example: samda measure segmentation.tif mitochondria.csv --min-voxels 100",
            "         samda measure v-instances.tif mitochondria.csv --numbered"
        })
final class MeasureCommand implements Callable<Integer> {
    private static final int AXES = 3;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ObjectOptions objects;

    @Mixin
    private JsonOption json;

    @Option(
            names = "--numbered",
            description = "LABELS numbers the objects already: each label is one, whatever touches.")
    private boolean numbered;

    @Option(
            names = "--instances",
            paramLabel = "FILE",
            description = "Also write a volume in which each voxel has the number of its object.")
    private Optional<Path> instances = Optional.empty();

    @Option(
            names = "--picture",
            paramLabel = "PNG",
            description = "Also draw the objects in colours, seen along z, the deeper the darker.")
    private Optional<Path> picture = Optional.empty();

    @Option(
            names = "--region",
            paramLabel = "X0:X1,Y0:Y1,Z0:Z1",
            description = "Only this part of a volume, in voxels; X1, Y1, Z1 are not in it.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--voxel-size",
            split = ",",
            paramLabel = "NM",
            description = "X,Y,Z of a voxel in nm, instead of what the file says.")
    private List<Double> voxelSize = List.of();

    @Option(names = "--overwrite", description = "Replace outputs that exist.")
    private boolean overwrite;

    @Option(names = "--quiet", description = "Show no progress.")
    private boolean quiet;

    @Parameters(
            index = "0",
            paramLabel = "LABELS",
            description = "Image or volume of labels (0 is background), or a folder with the sections of one.")
    private Path labels;

    @Parameters(index = "1", paramLabel = "OUT.csv", description = "The table.")
    private Path table;

    @Override
    public Integer call() {
        MeasurementJob job = new MeasurementJob(
                labels,
                region.map(text -> CutOptions.region(text, spec)),
                voxelSize(),
                objects.rules(numbered),
                objects.physical(),
                new MeasurementJob.Outputs(table, instances, picture, overwrite));
        Progress progress = Terminal.progress(spec.commandLine().getErr(), quiet);
        report(Measurement.run(job, progress));
        return 0;
    }

    private Optional<VoxelSize> voxelSize() {
        if (voxelSize.isEmpty()) {
            return Optional.empty();
        }
        if (voxelSize.size() != AXES) {
            throw new ParameterException(spec.commandLine(), "--voxel-size: expected X,Y,Z in nm, found " + voxelSize);
        }
        try {
            return Optional.of(new VoxelSize(voxelSize.get(0), voxelSize.get(1), voxelSize.get(2)));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--voxel-size: " + e.getMessage(), e);
        }
    }

    private void report(ObjectSummary summary) {
        PrintWriter out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(summary));
        } else {
            out.println("Wrote " + table);
            print(summary, out);
        }
        out.flush();
    }

    /** In words, with physical units where they are known. */
    static void print(ObjectSummary summary, PrintWriter out) {
        out.printf(
                Locale.ROOT,
                "%d objects, %d of them at the border; %d voxels, median %.1f%n",
                summary.objects(),
                summary.atBorder(),
                summary.voxels(),
                summary.medianVoxels());
        summary.physical()
                .ifPresent(physical -> out.printf(
                        Locale.ROOT,
                        "%.5g %s in all, median %.5g; %.5g objects per %s%n",
                        physical.total(),
                        physical.unit(),
                        physical.median(),
                        physical.perUnit(),
                        physical.unit()));
    }
}
