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

    private Territory(Tissue tissue, Nearest neurites, Nearest fibres) {
        this.tissue = tissue;
        this.neurites = neurites;
        this.fibres = fibres;
    }

    /** The strands of a tissue near a window. */
    record Strands(Tissue tissue, Mosaic neurites, Mosaic fibres) {
        Strands(Tissue tissue, long seed) {
            this(
                    tissue,
                    new Mosaic(Hash.part(seed, 3), tissue.neuriteNm()),
                    new Mosaic(Hash.part(seed, 4), tissue.fibreNm()));
        }

        /** For points within the box from {@code low} to {@code high}. */
        Territory between(Vec low, Vec high) {
            Nearest large = new Nearest(neurites.around(low, high), tissue.roundingNm());
            Nearest thin = new Nearest(fibres.around(low, high), tissue.roundingNm() / 2);
            return new Territory(tissue, large, thin);
        }
    }

    /** The same for points within {@code radius} of {@code center} only, but faster. */
    Territory within(Vec center, double radius) {
        return new Territory(tissue, neurites.within(center, radius), fibres.within(center, radius));
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
