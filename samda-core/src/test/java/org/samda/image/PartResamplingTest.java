// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartResamplingTest {
    private static final int WIDTH = 61;
    private static final int HEIGHT = 47;

    @ParameterizedTest
    @CsvSource({"61, 47", "30, 23", "19, 40", "100, 77", "61, 99", "7, 3"})
    void aPartOfTheResizedImageIsThatOfTheWholeBitForBit(int newWidth, int newHeight) {
        GreyImage image = noise();
        GreyImage whole = Resampling.grey(image, newWidth, newHeight);
        PartResampling parts = new PartResampling(WIDTH, HEIGHT, newWidth, newHeight);
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            int x = random.nextInt(newWidth);
            int y = random.nextInt(newHeight);
            Tile wanted = new Tile(x, y, 1 + random.nextInt(newWidth - x), 1 + random.nextInt(newHeight - y));
            GreyImage part = parts.grey(cut(image, parts.source(wanted)), wanted);
            for (int row = 0; row < wanted.height(); row++) {
                for (int column = 0; column < wanted.width(); column++) {
                    assertEquals(whole.at(x + column, y + row), part.at(column, row));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 10, 8", "3, 5, 4, 2"})
    void ofAnImageThatKeepsItsSizeAPartIsMadeOfItself(int x, int y, int width, int height) {
        PartResampling same = new PartResampling(WIDTH, HEIGHT, WIDTH, HEIGHT);
        Tile part = new Tile(x, y, width, height);
        GreyImage image = cut(noise(), part);
        assertEquals(part, same.source(part));
        assertSame(image, same.grey(image, part));
    }

    @ParameterizedTest
    @CsvSource({"30, 23", "100, 77"})
    void anotherPartThanItIsMadeOfIsRefused(int newWidth, int newHeight) {
        PartResampling parts = new PartResampling(WIDTH, HEIGHT, newWidth, newHeight);
        assertThrows(IllegalArgumentException.class, () -> parts.grey(noise(), new Tile(2, 2, 5, 5)));
    }

    private static GreyImage noise() {
        Random random = new Random(1);
        float[] pixels = new float[WIDTH * HEIGHT];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextFloat() * 255;
        }
        return new GreyImage(WIDTH, HEIGHT, pixels);
    }

    private static GreyImage cut(GreyImage image, Tile part) {
        float[] pixels = new float[part.width() * part.height()];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.at(part.x() + i % part.width(), part.y() + i / part.width());
        }
        return new GreyImage(part.width(), part.height(), pixels);
    }
}
