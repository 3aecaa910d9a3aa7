// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * Tells which cell a point of the unbent tissue belongs to, and how far the cell's boundary is.
 *
 * <p>Space is divided among large neurites; some of them are bundles, divided again among thin fibres. A scratch pad, as
 * {@link Nearest} is.
 */
final class Territory {
    private static final int BUNDLE = 10;

    private final Tissue tissue;
    private final Nearest neurites;
    private final Nearest fibres;
    private boolean bundle;

    /** For points within the box from {@code low} to {@code high}. */
    Territory(Tissue tissue, long seed, Vec low, Vec high) {
        this.tissue = tissue;
        Mosaic large = new Mosaic(Hash.part(seed, 3), tissue.neuriteNm());
        Mosaic thin = new Mosaic(Hash.part(seed, 4), tissue.fibreNm());
        neurites = new Nearest(large.around(low, high), tissue.roundingNm());
        fibres = new Nearest(thin.around(low, high), tissue.roundingNm() / 2);
    }

    /** Prepares for points within {@code radius} of {@code center}. */
    void among(Vec center, double radius) {
        neurites.among(center, radius);
        fibres.among(center, radius);
    }

    void find(Vec point) {
        neurites.find(point);
        bundle = Hash.unit(neurites.first().key(), BUNDLE) < tissue.bundleShare();
        if (bundle) {
            fibres.find(point);
        }
    }

    /** Of the cell at the point found. */
    long cellKey() {
        long key = neurites.first().key();
        return bundle ? Hash.mix(key ^ fibres.first().key()) : key;
    }

    /** The cell at the point found. */
    Cell cell() {
        return Cell.of(bundle ? fibres.first() : neurites.first(), bundle, cellKey(), tissue);
    }

    /** Distance to the boundary in nm; negative where rounded corners leave a space between cells. */
    double wall() {
        return bundle ? Blend.min(neurites.wall(), fibres.wall(), tissue.roundingNm() / 2) : neurites.wall();
    }

    /** How much the boundary leans over: 0 where it stands upright on the section, 1 where it lies in its plane. */
    double slant() {
        return bundle && fibres.wall() < neurites.wall() ? fibres.slant() : neurites.slant();
    }
}
