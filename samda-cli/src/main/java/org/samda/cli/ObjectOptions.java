// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import org.samda.objects.Connectivity;
import org.samda.objects.ObjectRules;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What counts as an object. */
final class ObjectOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--connectivity",
            paramLabel = "N",
            defaultValue = "6",
            description =
                    "Neighbours that belong together: 6 (faces), 18 or 26 (corners too) (default: ${DEFAULT-VALUE}).")
    private int connectivity;

    @Option(names = "--fill-holes", description = "Count background that one object encloses as a part of it.")
    private boolean fillHoles;

    @Option(
            names = "--min-voxels",
            paramLabel = "N",
            defaultValue = "1",
            description = "Leave out objects of fewer voxels (default: ${DEFAULT-VALUE}).")
    private long minVoxels;

    @Option(
            names = "--min-volume",
            paramLabel = "UM3",
            defaultValue = "0",
            description = "Leave out objects of less volume, in um^3 (of an image area, in um^2).")
    private double minVolume;

    /** Whether any of them was given. */
    boolean areGiven() {
        return fillHoles || minVoxels != 1 || minVolume != 0 || connectivity != 6;
    }

    /** @param numbered whether each label is one object already */
    ObjectRules rules(boolean numbered) {
        if (minVoxels < 1) {
            throw wrong("--min-voxels: expected 1 or more, found " + minVoxels);
        }
        return new ObjectRules(Connectivity.of(connectivity), numbered, fillHoles, minVoxels);
    }

    /** 0 for none. */
    double minVolume() {
        if (!(minVolume >= 0) || Double.isInfinite(minVolume)) {
            throw wrong("--min-volume: expected a number of um^3 from 0, found " + minVolume);
        }
        return minVolume;
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
