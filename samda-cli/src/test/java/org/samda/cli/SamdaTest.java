// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

class SamdaTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Interruption interruption = Interruption.unwatched();
    private final Count count = new Count();

    /** A command as all are: mixins, one example, work that may fail. */
    @Command(
            name = "count",
            description = "Counts.",
            footer = {"", "Example: samda count --seed 1"})
    private static final class Count implements Runnable {
        @Mixin
        private ComputeOptions compute;

        @Mixin
        private JsonOption json;

        private Runnable work = () -> {};

        @Override
        public void run() {
            work.run();
        }
    }

    @Test
    void succeedsSilently() {
        assertEquals(0, run("count"));
        assertEquals("", out.toString() + err);
    }

    @Test
    void helpGoesToStandardOutputAndShowsAnExample() {
        assertEquals(0, run("count", "--help"));
        assertTrue(out.toString().contains("Example: samda count --seed 1"), out::toString);
        assertEquals("", err.toString());
    }

    @Test
    void helpListsTheCommands() {
        assertEquals(0, run("--help"));
        assertTrue(out.toString().contains("count"), out::toString);
    }

    @Test
    void saysItsVersion() {
        assertEquals(0, run("--version"));
        // The number comes from the core's jar; there is none where the classes are run from a folder.
        assertTrue(
                out.toString().strip().matches("samda (development|\\d+\\.\\d+\\.\\d+\\S*) \\(Java .+\\)"),
                out::toString);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                count --sead 1        | samda: Unknown options: '--sead', '1'            | --seed
                conut                 | samda: Unmatched argument at index 0: 'conut'    | count
                count --threads 0     | samda: Invalid value for option '--threads': expected a number from 1, found '0' | count --help
                count --threads x     | samda: Invalid value for option '--threads': 'x' is not an int | count --help
                count --device gpu    | samda: Invalid value for option '--device': expected cpu, cuda or cuda:<index>, found 'gpu' | count --help
                count --precision b16 | samda: Invalid value for option '--precision': expected one of auto, fp32, bf16, found 'b16' | count --help
                count --max-memory 8X | samda: Invalid value for option '--max-memory': expected a size such as 8G or 512M, found '8X' | count --help
                count --seed          | samda: Missing required parameter for option '--seed' (N) | count --help
                ''                    | samda: expected a command, found none            | samda --help
                """)
    void wrongUsageIsToldWithWhatWasMeant(String arguments, String message, String hint) {
        assertEquals(2, run(arguments.isEmpty() ? new String[0] : arguments.split(" ")));
        List<String> lines = err.toString().lines().toList();
        assertEquals(message, lines.get(0));
        assertTrue(err.toString().contains(hint), err::toString);
        assertTrue(lines.size() <= 3, err::toString);
        assertEquals("", out.toString());
    }

    @Test
    void aProblemTheUserCanFixIsOneLine() {
        count.work = () -> {
            throw new SamdaException("Image 'a\u001b[2J\nb.tif' does not exist.");
        };
        assertEquals(1, run("count"));
        assertEquals(
                "samda: Image 'a [2J b.tif' does not exist.", err.toString().strip());
    }

    @Test
    void aBugKeepsItsTrace() {
        count.work = () -> {
            throw new IllegalStateException("impossible");
        };
        assertEquals(1, run("count"));
        assertTrue(err.toString().contains("IllegalStateException: impossible"), err::toString);
        assertTrue(err.toString().contains("at " + SamdaTest.class.getName()), err::toString);
    }

    @Test
    void aLackOfMemoryIsOneLine() {
        count.work = () -> {
            throw new OutOfMemoryError("Java heap space");
        };
        assertEquals(1, run("count"));
        assertTrue(err.toString().startsWith("samda: out of memory (Java heap space). "), err::toString);
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void anInterruptionIsNotReportedAsAFailure() throws InterruptedException {
        Thread signal = new Thread(interruption::interrupt);
        count.work = () -> {
            signal.start();
            try {
                Thread.sleep(10_000);
            } catch (InterruptedException e) {
                throw new SamdaException("Image 'a.tif' cannot be written: closed.", e);
            }
        };
        assertEquals(1, run("count"));
        interruption.workIsOver();
        signal.join();
        assertEquals(
                "samda: interrupted; unfinished files were removed.",
                err.toString().strip());
    }

    @Test
    void nothingIsInterruptedAfterTheWork() {
        interruption.workIsOver();
        interruption.interrupt();
        assertFalse(Thread.currentThread().isInterrupted());
        assertFalse(interruption.happened());
    }

    @Test
    void computesOnOneMachineTheSameWayUnlessToldOtherwise() {
        assertEquals(0, run("count"));
        assertEquals(0, count.compute.seed());
        assertEquals(Runtime.getRuntime().availableProcessors(), count.compute.threads());
        assertEquals("cpu", count.compute.device());
        assertEquals(Precision.AUTO, count.compute.precision());
        assertEquals(ByteSize.shareOfMachine(0.8), count.compute.maxMemory());
        assertFalse(count.json.isGiven());
    }

    @Test
    void takesTheCommonOptions() {
        String all = "count --seed -7 --threads 3 --device cuda:1 --precision BF16 --max-memory 1.5G --json";
        assertEquals(0, run(all.split(" ")), err::toString);
        assertEquals(-7, count.compute.seed());
        assertEquals(3, count.compute.threads());
        assertEquals("cuda:1", count.compute.device());
        assertEquals(Precision.BF16, count.compute.precision());
        assertEquals(new ByteSize(3L << 29), count.compute.maxMemory());
        assertTrue(count.json.isGiven());
    }

    @Test
    void anArgumentWithAnAtSignIsAName() {
        assertEquals(2, run("@count"));
        assertTrue(err.toString().contains("'@count'"), err::toString);
    }

    @Test
    void showsProgressUnlessQuiet() {
        count.work = () -> {
            count.compute.progress().start("counting", 1);
            count.compute.progress().end();
        };
        run("count", "--quiet");
        assertEquals("", err.toString());
    }

    private int run(String... arguments) {
        CommandLine line = Samda.commandLine(interruption, count)
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true));
        return Samda.run(line, arguments);
    }
}
