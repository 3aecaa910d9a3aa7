// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import org.samda.objects.Connectivity;
import org.samda.objects.ObjectRules;
import org.samda.objects.PhysicalRules;
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

    @Option(
            names = "--split",
            paramLabel = "NM",
            defaultValue = "0",
            description = {
                "Divide objects at necks whose radius is smaller by so many nm than that of the bulges",
                "on both sides (default: never)."
            })
    private double neckDepth;

    /** Whether any of them was given. */
    boolean areGiven() {
        return fillHoles || minVoxels != 1 || minVolume != 0 || neckDepth != 0 || connectivity != 6;
    }

    /** @param numbered whether each label is one object already */
    ObjectRules rules(boolean numbered) {
        if (minVoxels < 1) {
            throw wrong("--min-voxels: expected 1 or more, found " + minVoxels);
        }
        return new ObjectRules(Connectivity.of(connectivity), numbered, fillHoles, minVoxels);
    }

    PhysicalRules physical() {
        requireSize("--min-volume: expected a number of um^3", minVolume);
        requireSize("--split: expected a number of nm", neckDepth);
        return new PhysicalRules(minVolume, neckDepth);
    }

    private void requireSize(String expected, double found) {
        if (!(found >= 0) || Double.isInfinite(found)) {
            throw wrong(expected + " from 0, found " + found);
        }
    }

    private ParameterException wrong(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }
}
