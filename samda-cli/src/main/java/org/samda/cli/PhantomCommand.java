// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.samda.experiment.PhantomData;
import org.samda.image.VolumeSize;
import org.samda.phantom.PhantomDomain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code samda phantom}: generated images with exact labels. */
@Command(
        name = "phantom",
        description = "Writes generated EM-like images with exact labels of their mitochondria, as a data set.",
        footer = {
            "",
            "Volumes of any depth fit into memory. Example: samda phantom --out phantom --domain ss-tem --size 512,512,20",
            "         samda phantom --out volume.tif --instances --size 1000,1000,1000"
        })
final class PhantomCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "PATH",
            description =
                    "A folder gets images/ and labels/ of PNG files; a volume, such as NAME.tif or NAME.nii.gz, gets its"
                            + " labels beside it: NAME-labels.tif.")
    private Path out;

    @Option(
            names = "--domain",
            defaultValue = "fib-sem",
            description = "Kind of microscope: fib-sem or ss-tem (default: ${DEFAULT-VALUE}).")
    private String domain;

    @Option(
            names = "--size",
            split = ",",
            paramLabel = "PX",
            defaultValue = "512,512,1",
            description = "X,Y,Z of a volume (default: ${DEFAULT-VALUE}).")
    private List<Long> size;

    @Option(
            names = "--count",
            defaultValue = "1",
            description = "Independent volumes to write, into a folder (default: ${DEFAULT-VALUE}).")
    private int count;

    @Option(
            names = "--pixel-scale",
            defaultValue = "1",
            description = "How much coarser than the microscope's own pixels (default: ${DEFAULT-VALUE}).")
    private double pixelScale;

    @Option(
            names = "--instances",
            description =
                    "Beside a volume, write the number of each mitochondrion (NAME-instances.tif) and how many voxels it"
                            + " has (NAME-instances.csv).")
    private boolean instances;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    private boolean overwrite;

    @Override
    public Integer call() {
        if (size.size() < 2 || size.size() > 3 || size.stream().anyMatch(s -> s < 1)) {
            throw new ParameterException(spec.commandLine(), "--size: expected X,Y or X,Y,Z above 0, found " + size);
        }
        if (count < 1) {
            throw new ParameterException(spec.commandLine(), "--count: expected 1 or more, found " + count);
        }
        if (!(pixelScale >= 1 && pixelScale <= 100)) {
            throw new ParameterException(
                    spec.commandLine(), "--pixel-scale: expected a number from 1 to 100, found " + pixelScale);
        }
        VolumeSize volume = new VolumeSize(size.get(0), size.get(1), size.size() > 2 ? size.get(2) : 1);
        PhantomData data =
                new PhantomData(PhantomDomain.named(domain).coarser(pixelScale), volume, count, compute.seed());
        data.write(out, new PhantomData.Writing(overwrite, instances, compute.threads()), compute.progress());
        spec.commandLine().getOut().printf("Wrote %s%n", out);
        spec.commandLine().getOut().flush();
        return 0;
    }
}
