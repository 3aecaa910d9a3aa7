// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * A neurite or glial process.
 *
 * @param core the strand it lies around
 * @param kind what it contains
 * @param fibre whether it is a thin fibre of a bundle
 * @param key  of its random properties
 */
record Cell(Strand core, Kind kind, boolean fibre, long key) {

    /** What a cell contains. */
    enum Kind {
        NEURITE,
        BOUTON,
        MYELINATED,
        GLIA
    }

    static Cell of(Strand core, boolean fibre, long key, Tissue tissue) {
        double choice = Hash.unit(key, 11);
        Kind kind = Kind.NEURITE;
        if (choice < tissue.boutonShare()) {
            kind = Kind.BOUTON;
        } else if (choice > 1 - tissue.myelinShare() && !fibre) {
            kind = Kind.MYELINATED;
        } else if (choice > 1 - tissue.myelinShare() - tissue.gliaShare()) {
            kind = Kind.GLIA;
        }
        return new Cell(core, kind, fibre, key);
    }

    /** Distance from the boundary at which cytoplasm begins, in nm. */
    double shellNm(Tissue tissue) {
        double membrane = tissue.cleftNm() / 2 + tissue.membraneNm();
        return kind == Kind.MYELINATED ? membrane + Hash.between(60, 150, key, 12) : membrane;
    }
}
