// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlainProgressTest {
    private final StringWriter err = new StringWriter();
    private long second;
    private final PlainProgress progress = new PlainProgress(new PrintWriter(err), () -> second * 1_000_000_000);

    @Test
    void showsALineEveryTenSecondsOfSlowWork() {
        progress.start("step 1", 1000);
        IntStream.rangeClosed(1, 25).forEach(i -> at(i, 2L * i, "loss 0.31"));
        assertEquals(
                List.of(
                        "step 1: 2 % (20 of 1000), 2.0/s, 8 min 10 s left, loss 0.31",
                        "step 1: 4 % (40 of 1000), 2.0/s, 8 min 0 s left, loss 0.31"),
                lines());
    }

    @Test
    void showsALineEveryTenthOfFasterWork() {
        progress.start("tiles", 10);
        IntStream.rangeClosed(1, 3).forEach(i -> at(2L * i, i, ""));
        progress.end();
        assertEquals(
                List.of(
                        "tiles: 10 % (1 of 10), 0.5/s, 18 s left",
                        "tiles: 20 % (2 of 10), 0.5/s, 16 s left",
                        "tiles: 30 % (3 of 10), 0.5/s, 14 s left",
                        "tiles: 30 % (3 of 10), 0.5/s, 14 s left"),
                lines());
    }

    @Test
    void showsOneLineForWorkThatIsOverAtOnce() {
        progress.start("images", 3);
        IntStream.rangeClosed(1, 3).forEach(i -> at(0, i, ""));
        progress.end();
        progress.end();
        assertEquals(List.of("images: 100 % (3 of 3)"), lines());
    }

    @Test
    void saysHowLongFinishedWorkTook() {
        progress.start("step 2", 4);
        at(4, 4, "");
        assertEquals(List.of("step 2: 100 % (4 of 4), 1.0/s, took 4 s"), lines());
    }

    @ParameterizedTest
    @CsvSource({"0.4, 0 s", "59.4, 59 s", "60, 1 min 0 s", "3599, 59 min 59 s", "7500, 2 h 5 min"})
    void wordsTimes(double seconds, String words) {
        assertEquals(words, PlainProgress.duration(seconds));
    }

    private void at(long newSecond, long done, String note) {
        second = newSecond;
        progress.at(done, note);
    }

    private List<String> lines() {
        return err.toString().lines().toList();
    }
}
