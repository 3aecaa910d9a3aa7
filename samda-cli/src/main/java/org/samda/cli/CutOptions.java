// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.samda.image.SliceAxis;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.inference.Cut;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** Which part of a volume is segmented, along which axes. */
final class CutOptions {
    private static final Pattern REGION = Pattern.compile("(\\d+):(\\d+),(\\d+):(\\d+),(\\d+):(\\d+)");

    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--region",
            paramLabel = "X0:X1,Y0:Y1,Z0:Z1",
            description = "Only this part of a volume, in voxels; X1, Y1, Z1 are not in it.")
    private Optional<String> region = Optional.empty();

    @Option(
            names = "--axis",
            paramLabel = "AXIS",
            description = {
                "Cut a volume into sections along x, y or z (default: z, as stored), or along all and average:",
                "better for voxels as deep as wide, and three times slower."
            })
    private String axis = "z";

    /**
     * What was asked for.
     *
     * @throws ParameterException if it cannot be understood
     */
    Cut cut() {
        return new Cut(region.map(text -> region(text, spec)), axes());
    }

    private List<SliceAxis> axes() {
        return switch (axis) {
            case "x" -> List.of(SliceAxis.X);
            case "y" -> List.of(SliceAxis.Y);
            case "z" -> List.of(SliceAxis.Z);
            case "all" -> List.of(SliceAxis.Z, SliceAxis.Y, SliceAxis.X);
            default ->
                throw new ParameterException(
                        spec.commandLine(), "--axis: expected x, y, z or all, got '%s'".formatted(axis));
        };
    }

    /**
     * What {@code --region} says.
     *
     * @throws ParameterException if it cannot be understood
     */
    static VolumeRegion region(String text, CommandSpec command) {
        Matcher numbers = REGION.matcher(text);
        if (numbers.matches()) {
            try {
                long[] ends = new long[numbers.groupCount()];
                for (int i = 0; i < ends.length; i++) {
                    ends[i] = Long.parseLong(numbers.group(i + 1));
                }
                return new VolumeRegion(
                        ends[0],
                        ends[2],
                        ends[4],
                        new VolumeSize(ends[1] - ends[0], ends[3] - ends[2], ends[5] - ends[4]));
            } catch (IllegalArgumentException e) {
                throw mistaken(text, command, e);
            }
        }
        throw mistaken(text, command, new IllegalArgumentException(text));
    }

    private static ParameterException mistaken(String text, CommandSpec command, RuntimeException cause) {
        return new ParameterException(
                command.commandLine(),
                "--region: expected X0:X1,Y0:Y1,Z0:Z1 in voxels such as 0:512,0:512,100:164, got '%s'".formatted(text),
                cause);
    }
}
