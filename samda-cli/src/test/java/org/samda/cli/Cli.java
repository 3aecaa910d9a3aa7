// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;

/**
 * What the program answered.
 *
 * @param exitCode 0 done, 1 failed, 2 wrong usage
 * @param out      standard output
 * @param err      standard error
 */
record Cli(int exitCode, String out, String err) {
    /** What makes the preset quick so small that a step takes a fraction of a second. */
    private static final List<String> TINY = List.of(
            "plan.downsampling=1",
            "plan.patchSize=32",
            "plan.batchSize=2",
            "plan.stages=3",
            "plan.baseFeatures=4",
            "plan.maxFeatures=8",
            "tiny.encoder.embedDim=8",
            "tiny.encoder.depth=1",
            "tiny.encoder.heads=2",
            "tiny.encoder.windowSize=2",
            "tiny.encoder.globalBlocks=[0]",
            "tiny.encoder.pretrainedGrid=2",
            "tiny.encoder.outChannels=8",
            "tiny.minSide=32",
            "training.source.epochs=2",
            "training.source.iterationsPerEpoch=2",
            "training.adaptation.epochs=2",
            "training.adaptation.pairs=2",
            "training.fewShot.epochs=2",
            "training.fewShot.iterationsPerEpoch=2");

    /** Runs the program in this process, as if these arguments had been typed. */
    static Cli run(Object... arguments) {
        return runAt(SamdaHome.ofThisUser(), arguments);
    }

    /** As {@link #run}, with another folder for what is kept between runs. */
    static Cli runAt(Path home, Object... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Samda.commandLine(Interruption.unwatched(), Samda.commands(home))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        String[] words = List.of(arguments).stream().map(Object::toString).toArray(String[]::new);
        return new Cli(Samda.run(line, words), out.toString(), err.toString());
    }

    /**
     * Makes a data set of generated images.
     *
     * @param side of each image, px
     */
    static void phantom(Path out, String domain, int count, int side) {
        Cli made = run(
                "phantom",
                "--out",
                out,
                "--domain",
                domain,
                "--quiet",
                "--count",
                count,
                "--size",
                side + "," + side,
                "--pixel-scale",
                4);
        assertEquals(0, made.exitCode(), made.err());
    }

    /** Runs {@code samda train} with a network of a few thousand weights. */
    static Cli train(Object... arguments) {
        return run(trainArguments(arguments).toArray());
    }

    static List<Object> trainArguments(Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("train", "--preset", "quick", "--quiet", "--threads", 1));
        all.addAll(List.of("--precision", "fp32"));
        TINY.forEach(setting -> all.addAll(List.of("--set", setting)));
        all.addAll(List.of(arguments));
        return all;
    }
}
