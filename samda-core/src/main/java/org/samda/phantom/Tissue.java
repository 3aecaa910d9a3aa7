// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * Sizes and frequencies of what a phantom is made of.
 *
 * @param neuriteNm           mean distance between large neurites
 * @param fibreNm             mean distance between the thin fibres of a bundle
 * @param bundleShare         share of the large neurites that are bundles of fibres instead, 0..1
 * @param membraneNm          thickness of a cell membrane
 * @param cleftNm             space between the membranes of two cells
 * @param roundingNm          how round the corners of cells are: the wider, the more space is left between three cells
 * @param boutonShare         share of cells filled with synaptic vesicles, 0..1
 * @param myelinShare         share of large neurites with a myelin sheath, 0..1
 * @param gliaShare           share of dark glial processes without organelles, 0..1
 * @param mitochondrion       size and frequency of mitochondria
 * @param lysosomeShare       frequency of lysosomes (dark like mitochondria, but without cristae), 0..1
 * @param denseCoreShare      share of vesicles with a dark core, 0..1
 */
public record Tissue(
        double neuriteNm,
        double fibreNm,
        double bundleShare,
        double membraneNm,
        double cleftNm,
        double roundingNm,
        double boutonShare,
        double myelinShare,
        double gliaShare,
        Mitochondrion mitochondrion,
        double lysosomeShare,
        double denseCoreShare) {

    public Tissue {
        Range.size("neuriteNm", neuriteNm);
        Range.size("fibreNm", fibreNm);
        Range.share("bundleShare", bundleShare);
        Range.size("membraneNm", membraneNm);
        Range.atLeastZero("cleftNm", cleftNm);
        Range.size("roundingNm", roundingNm);
        Range.share("boutonShare", boutonShare);
        Range.share("myelinShare", myelinShare);
        Range.share("gliaShare", gliaShare);
        Range.share("lysosomeShare", lysosomeShare);
        Range.share("denseCoreShare", denseCoreShare);
    }

    /**
     * Size and frequency of mitochondria.
     *
     * @param share      part of the places along a neurite that hold one, 0..1
     * @param radiusNm   mean radius across
     * @param lengthNm   mean length of the straight part; the ends add a radius each
     * @param cristaeNm  distance from one crista to the next
     */
    public record Mitochondrion(double share, double radiusNm, double lengthNm, double cristaeNm) {

        public Mitochondrion {
            Range.share("share", share);
            Range.size("radiusNm", radiusNm);
            Range.size("lengthNm", lengthNm);
            Range.size("cristaeNm", cristaeNm);
        }
    }
}
