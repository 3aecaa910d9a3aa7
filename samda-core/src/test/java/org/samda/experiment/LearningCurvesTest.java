// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LearningCurvesTest {
    @TempDir
    private Path folder;

    @Test
    void everyCurveIsWhereItWasWorkedOutByHand() throws IOException {
        String html = of("""
                1,0,0,loss,1
                1,0,0,learningRate,0.01
                1,0,1,loss,0.8
                1,0,1,pseudoDice,0.25
                1,0,1,validationLoss,1.5
                1,1,2,loss,0.6
                1,1,3,loss,0.5
                1,1,3,pseudoDice,0.75
                1,1,3,validationLoss,0.5
                """);
        // Four iterations on 600 px; losses from 0.5 at y = 190 to 1.5 at y = 10; pseudo Dice 0 at 190 and 1 at 10.
        assertEquals(
                List.of(
                        "150.0,100.0 300.0,136.0 450.0,172.0 600.0,190.0",
                        "300.0,10.0 600.0,190.0",
                        "300.0,145.0 600.0,55.0"),
                points(html));
        assertTrue(html.startsWith("<h3>Step 1</h3><svg "), html);
        assertTrue(html.contains("<p>4 iterations in 2 epochs: "), html);
        assertTrue(html.contains(">loss from 1.000 to 0.500<") && html.contains(">pseudo Dice from 0.250 to 0.750<"));
    }

    @Test
    void aLongCurveIsOfAHundredMeans() throws IOException {
        String html = of(IntStream.range(0, 1050)
                .mapToObj(i -> "3,%d,%d,loss,%d".formatted(i / 10, i, i % 2))
                .collect(Collectors.joining("\n")));
        String[] points = points(html).get(0).split(" ", -1);
        // Stretches of 11: as many 0 as 1, and one more of the one or the other.
        assertEquals(96, points.length);
        assertTrue(html.contains("loss from 0.455 to"), html);
    }

    @Test
    void eachStepHasItsCurvesAndWhatIsNoNumberIsNotDrawn() throws IOException {
        String html = of("""
                1,0,0,loss,1
                1,0,0,pseudoDice,NaN
                2,0,0,loss,2
                2,0,0,varianceRatio,0.5
                """);
        assertEquals(List.of("600.0,190.0", "600.0,190.0"), points(html));
        assertTrue(html.contains("<h3>Step 2</h3>"));
        assertFalse(html.contains("NaN") || html.contains("pseudo"));
    }

    private String of(String rows) throws IOException {
        Path metrics = folder.resolve("metrics.csv");
        Files.writeString(metrics, "step,epoch,iteration,name,value\n" + rows);
        return LearningCurves.of(metrics);
    }

    private static List<String> points(String html) {
        return java.util.regex.Pattern.compile("points=\"([^\"]*)\"")
                .matcher(html)
                .results()
                .map(match -> match.group(1))
                .toList();
    }
}
