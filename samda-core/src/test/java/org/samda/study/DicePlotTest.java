// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

class DicePlotTest {
    private static final List<StudyOutcome.Method> ONE = List.of(Outcomes.method("samda", "SAMDA", "MedSAM+UNet"));

    @Test
    void everyMethodAndEveryRowOfThePaperIsNamed() {
        List<String> texts = Xml.texts(svg(Outcomes.likeThePaper(), Outcomes.paper()));
        Outcomes.likeThePaper()
                .methods()
                .forEach(method -> assertTrue(texts.contains(method.title()), method.title() + " in " + texts));
        assertTrue(texts.contains("paper: nnUNet") && texts.contains("paper: MedSAM+UNet"), texts.toString());
        assertFalse(texts.contains("paper: MobileSAM+UNet"), "a row without values");
        assertTrue(texts.containsAll(List.of("VNC->EPFL", "0", "1", "2", "4", "8", "10", "20", "0.40", "1.00")));
        assertTrue(texts.stream().anyMatch(text -> text.endsWith("the paper's values, Kasthuri++ to EPFL")));
    }

    @Test
    void aPointForEachNumberOfShotsAndABarWhereThereAreSeveralSeeds() {
        Document svg = svg(
                Outcomes.of(
                        ONE,
                        List.of(0, 1, 4),
                        List.of(
                                Outcomes.score("samda", 0, 0, .5),
                                Outcomes.score("samda", 1, 0, .6),
                                Outcomes.score("samda", 1, 1, .8),
                                Outcomes.score("samda", 4, 0, .8),
                                Outcomes.score("samda", 4, 1, .8))),
                PaperCurves.NONE);
        // Three points and the one in the legend.
        assertEquals(4, Xml.elements(svg, "circle").size());
        assertEquals(2, bars(svg).size());
    }

    @Test
    void aPointIsWhereItWasWorkedOutByHand() {
        Document svg = svg(
                Outcomes.of(
                        ONE,
                        List.of(0, 1, 3),
                        List.of(
                                Outcomes.score("samda", 0, 0, .5),
                                Outcomes.score("samda", 1, 0, .6),
                                Outcomes.score("samda", 1, 1, .8))),
                PaperCurves.NONE);
        // From 0.4 at y = 374 to 1 at y = 44: 0.5 is at 374 - 330 / 6. log 1, 2, 4 are equally far apart, from 94 to
        // 672.
        assertPoint(94, 319, Xml.elements(svg, "circle").get(0));
        assertPoint(383, 209, Xml.elements(svg, "circle").get(1));
        // The deviation of .6 and .8 is sqrt(.02) = .1414 or 77.78 px.
        assertTrue(
                bars(svg).get(0).getAttribute("d").startsWith("M383 131.2"),
                bars(svg).get(0).getAttribute("d"));
    }

    private static void assertPoint(double x, double y, Element circle) {
        assertEquals(x, Double.parseDouble(circle.getAttribute("cx")), 0.01);
        assertEquals(y, Double.parseDouble(circle.getAttribute("cy")), 0.01);
    }

    @Test
    void aRowOfThePaperThatTwoMethodsNameIsDrawnOnce() {
        List<StudyOutcome.Method> two =
                List.of(Outcomes.method("a", "A", "MedSAM+UNet"), Outcomes.method("b", "B", "MedSAM+UNet"));
        StudyOutcome outcome = Outcomes.of(two, List.of(0), List.of(Outcomes.score("a", 0, 0, .8)));
        List<String> texts = Xml.texts(svg(outcome, Outcomes.paper()));
        assertEquals(1, texts.stream().filter("paper: MedSAM+UNet"::equals).count(), texts.toString());
    }

    @Test
    void thePapersCurveEndsWhereTheStudyEnds() {
        StudyOutcome outcome = Outcomes.of(ONE, List.of(0, 10), List.of(Outcomes.score("samda", 0, 0, .8)));
        List<String> texts = Xml.texts(svg(outcome, Outcomes.paper()));
        assertTrue(texts.containsAll(List.of("1", "2", "4", "8", "10")), texts.toString());
        assertFalse(texts.contains("20"), texts.toString());
    }

    @Test
    void namesOfOthersDoNoHarm() {
        StudyOutcome.Method hostile =
                Outcomes.method("samda", "<script>alert('\"&')</script>\u0000\ud800 " + "x".repeat(500));
        Document svg = svg(
                Outcomes.of(List.of(hostile), List.of(0), List.of(Outcomes.score("samda", 0, 0, .5))),
                PaperCurves.NONE);
        assertTrue(Xml.elements(svg, "script").isEmpty());
        assertTrue(Xml.texts(svg).stream()
                .anyMatch(t -> t.startsWith("<script>alert('\"&')</script>  ") && t.endsWith("…")));
    }

    @Test
    void aStudyWithoutFiguresHasAnEmptyPlot() {
        Document svg = svg(Outcomes.of(ONE, List.of(), List.of()), PaperCurves.NONE);
        assertTrue(Xml.elements(svg, "circle").isEmpty());
        assertTrue(Xml.texts(svg).contains("Dice of the foreground"));
    }

    @Test
    void refersToNothingOutside() {
        String svg = DrawingFiles.svg(DicePlot.of(Outcomes.likeThePaper(), Outcomes.PAIR, Outcomes.paper()));
        assertTrue(svg.startsWith("<svg"), svg);
        assertFalse(
                svg.replaceAll("xmlns(:xlink)?=\"http://www.w3.org/[^\"]*\"", "")
                        .contains("http"),
                svg);
        assertFalse(svg.contains(" id="), "ids would be there twice on a page with two plots");
    }

    @Test
    void thePngShowsEveryMethodInItsColour() throws IOException {
        DicePlot plot = DicePlot.of(Outcomes.likeThePaper(), Outcomes.PAIR, Outcomes.paper());
        BufferedImage png = ImageIO.read(new ByteArrayInputStream(DrawingFiles.png(plot, 2)));
        assertEquals(1440, png.getWidth());
        assertEquals(2 * plot.size().height, png.getHeight());
        Set<Integer> colours = new HashSet<>();
        for (int y = 0; y < png.getHeight(); y++) {
            for (int x = 0; x < png.getWidth(); x++) {
                colours.add(png.getRGB(x, y));
            }
        }
        for (int method = 0; method < 4; method++) {
            assertTrue(colours.contains(new CurveStyle(method).colour().getRGB()), "method " + method);
        }
    }

    @Test
    void ofManyMethodsNoTwoLookAlike() {
        Set<String> looks = new HashSet<>();
        for (int number = 0; number < 35; number++) {
            looks.add(new CurveStyle(number).colour() + " " + number % 5);
        }
        assertEquals(35, looks.size());
        List<StudyOutcome.Method> methods = new ArrayList<>();
        List<StudyScore> scores = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            methods.add(Outcomes.method("m" + i, "method " + i));
            scores.add(Outcomes.score("m" + i, 0, 0, .5 + .05 * i));
        }
        List<String> texts = Xml.texts(svg(Outcomes.of(methods, List.of(0), scores), PaperCurves.NONE));
        methods.forEach(method -> assertTrue(texts.contains(method.title())));
    }

    @Test
    void theAxisBeginsALittleBelowTheLowestValueAndNeverBelowZero() {
        assertEquals(.6, PlotFrame.fitting(List.of(0), .65).lowest(), 1e-9);
        assertEquals(.5, PlotFrame.fitting(List.of(0), .6).lowest(), 1e-9);
        assertEquals(0, PlotFrame.fitting(List.of(0), -.2).lowest(), 1e-9);
        assertEquals(.8, PlotFrame.fitting(List.of(0), .97).lowest(), 1e-9);
    }

    /** Paths of three strokes. */
    private static List<Element> bars(Document svg) {
        return Xml.elements(svg, "path").stream()
                .filter(path ->
                        path.getAttribute("d").chars().filter(c -> c == 'M').count() == 3)
                .toList();
    }

    private static Document svg(StudyOutcome outcome, PaperCurves paper) {
        return Xml.parse(DrawingFiles.svg(DicePlot.of(outcome, Outcomes.PAIR, paper)));
    }
}
