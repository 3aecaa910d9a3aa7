// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.image.GreyImage;

class PredictionCertaintyTest {

    @Test
    void entropyIsThatOfACoinAndOfCertainty() {
        PredictionCertainty.Sum sum = new PredictionCertainty.Sum();
        sum.add(List.of(image(0.5f, 1, 0, 0.75f), image(0.5f, 0, 1, 0.25f)));
        PredictionCertainty certainty = sum.certainty();
        double quarter = 0.25 * 2 + 0.75 * Math.log(4.0 / 3) / Math.log(2);
        assertEquals((1 + quarter) / 4, certainty.entropyBits(), 1e-7);
        assertEquals(0.5, certainty.uncertainShare());
    }

    @Test
    void halfOfThePossibleEntropyOfTwoClassesIsAtAboutNinetyPercent() {
        PredictionCertainty.Sum sum = new PredictionCertainty.Sum();
        sum.add(List.of(image(0.88f, 0.90f), image(0.12f, 0.10f)));
        assertEquals(0.5, sum.certainty().uncertainShare());
    }

    @Test
    void imagesCountByTheirPixels() {
        PredictionCertainty.Sum sum = new PredictionCertainty.Sum();
        sum.add(List.of(image(0.25f), image(0.25f), image(0.25f), image(0.25f)));
        sum.add(List.of(image(1, 1, 1), image(0, 0, 0), image(0, 0, 0), image(0, 0, 0)));
        assertEquals(0.5, sum.certainty().entropyBits(), 1e-7);
        assertEquals(0.25, sum.certainty().uncertainShare());
    }

    @Test
    void ofNothingThereIsNoFigure() {
        assertTrue(Double.isNaN(new PredictionCertainty.Sum().certainty().entropyBits()));
    }

    private static GreyImage image(float... pixels) {
        return new GreyImage(pixels.length, 1, pixels);
    }
}
