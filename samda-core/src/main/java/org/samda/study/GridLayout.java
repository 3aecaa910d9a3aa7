// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

/**
 * Where the cells of Figure 3 lie.
 *
 * @param columns image, truth, and one for each method
 * @param cell    width of a column
 * @param width   of a picture, at most that of a column
 * @param height  of a picture
 */
record GridLayout(int columns, int cell, int width, int height) {
    static final int GAP = 10;
    /** Above the pictures of a row: number of shots, two lines of the method's name, its Dice. */
    static final int HEADING = 78;

    private static final int PAGE = 1200;
    private static final int NARROWEST = 130;
    private static final int WIDEST = 240;
    private static final double TALLEST = 1.4;

    /** For pictures of an image of this size in px. */
    static GridLayout of(int columns, int imageWidth, int imageHeight) {
        int cell = Math.max(NARROWEST, Math.min(WIDEST, PAGE / columns - GAP));
        double scale = Math.min((double) cell / imageWidth, TALLEST * cell / imageHeight);
        return new GridLayout(columns, cell, Math.max(1, (int) Math.round(scale * imageWidth)), Math.max(1, (int)
                Math.round(scale * imageHeight)));
    }

    int x(int column) {
        return GAP + column * (cell + GAP);
    }

    /** Of the row's upper edge. */
    int y(int row) {
        return GAP + row * rowHeight();
    }

    /** Of a row's pictures; their error maps are below. */
    int pictures(int row) {
        return y(row) + HEADING;
    }

    int errors(int row) {
        return pictures(row) + height + GAP;
    }

    private int rowHeight() {
        return HEADING + 2 * height + 3 * GAP;
    }
}
