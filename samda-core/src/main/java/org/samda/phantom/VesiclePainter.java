// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Paints synaptic vesicles: small spheres, crowded in boutons, rare elsewhere, some with a dark core. */
final class VesiclePainter {
    private static final double SPACING_NM = 50;
    /** No vesicle has a greater radius. */
    static final double LARGEST_NM = 38;

    private static final double MEMBRANE_NM = 9;

    private final CellMap map;
    private final OrganelleMap organelles;
    private final PhantomDomain domain;
    private final Noise crowds;
    private final long seed;

    VesiclePainter(CellMap map, OrganelleMap organelles, PhantomDomain domain, long seed) {
        this.map = map;
        this.organelles = organelles;
        this.domain = domain;
        this.seed = Hash.part(seed, 31);
        crowds = new Noise(seed, 32);
    }

    private record Vesicle(Vec center, double radius, boolean denseCore) {}

    void paint(float[] grey) {
        Window window = map.window();
        double depth = LARGEST_NM + window.voxel().zNm() / 2;
        for (long z = grid(window.zNm() - depth); z <= grid(window.zNm() + depth); z++) {
            for (long y = grid(window.yNm(0) - LARGEST_NM); y <= grid(window.yNm(window.height()) + LARGEST_NM); y++) {
                for (long x = grid(window.xNm(0) - LARGEST_NM);
                        x <= grid(window.xNm(window.width()) + LARGEST_NM);
                        x++) {
                    draw(vesicle(x, y, z), Hash.at(seed, x, y, z), grey);
                }
            }
        }
    }

    private static long grid(double nm) {
        return (long) Math.floor(nm / SPACING_NM);
    }

    private Vesicle vesicle(long x, long y, long z) {
        long key = Hash.at(seed, x, y, z);
        Vec corner = new Vec(x + Hash.unit(key, 1), y + Hash.unit(key, 2), z + Hash.unit(key, 3));
        boolean dense = Hash.unit(key, 4) < domain.tissue().denseCoreShare();
        double radius = dense ? Hash.between(28, 37, key, 5) : Hash.between(18, 24, key, 5);
        return new Vesicle(corner.times(SPACING_NM), radius, dense);
    }

    private void draw(Vesicle vesicle, long key, float[] grey) {
        Window window = map.window();
        Vec c = vesicle.center;
        int i = clampIndex((c.x() - window.xNm(0)) / window.voxel().xNm(), window.width());
        int j = clampIndex((c.y() - window.yNm(0)) / window.voxel().yNm(), window.height());
        double strength = strength(vesicle, key, j * window.width() + i);
        double off = Math.max(0, Math.abs(c.z() - window.zNm()) - window.voxel().zNm() / 2);
        if (strength > 0 && off < vesicle.radius) {
            stamp(vesicle, off, strength, grey);
        }
    }

    private static int clampIndex(double index, int size) {
        return (int) Blend.clamp(Math.rint(index), 0, size - 1);
    }

    /** 0 where there is no vesicle, up to 1. */
    private double strength(Vesicle vesicle, long key, int p) {
        Cell cell = map.cell(p);
        Vec c = vesicle.center;
        double crowd = 0.5 + 0.75 * crowds.at(c.x() / 300, c.y() / 300, c.z() / 300);
        double share = switch (cell.kind()) {
            case BOUTON -> crowd;
            case NEURITE -> 0.05 * crowd;
            case MYELINATED, GLIA -> 0;
        };
        if (Hash.unit(key, 6) > share || organelles.depth(p) > -vesicle.radius) {
            return 0;
        }
        return Blend.step(0, 12, map.wall(p) - cell.shellNm(domain.tissue()) - vesicle.radius);
    }

    private void stamp(Vesicle vesicle, double off, double strength, float[] grey) {
        Window window = map.window();
        double reach = vesicle.radius + window.pixelNm();
        int left = clampIndex(
                (vesicle.center.x() - reach - window.xNm(0)) / window.voxel().xNm(), window.width());
        int right = clampIndex(
                (vesicle.center.x() + reach - window.xNm(0)) / window.voxel().xNm(), window.width());
        int top = clampIndex(
                (vesicle.center.y() - reach - window.yNm(0)) / window.voxel().yNm(), window.height());
        int bottom = clampIndex(
                (vesicle.center.y() + reach - window.yNm(0)) / window.voxel().yNm(), window.height());
        for (int j = top; j <= bottom; j++) {
            for (int i = left; i <= right; i++) {
                double dx = window.xNm(i) - vesicle.center.x();
                double dy = window.yNm(j) - vesicle.center.y();
                double depth = vesicle.radius - Math.sqrt(dx * dx + dy * dy + off * off);
                int p = j * window.width() + i;
                grey[p] = (float) Blend.lerp(grey[p], stained(vesicle, depth, grey[p]), strength);
            }
        }
    }

    private double stained(Vesicle vesicle, double depth, double outside) {
        Stain stain = domain.stain();
        double smear = map.window().pixelNm();
        double membrane = 0.9 * Blend.layer(0, MEMBRANE_NM, depth, smear);
        double inner =
                outside - 0.2 * (stain.cytoplasm() - stain.membrane()) * Blend.layer(MEMBRANE_NM, 1e6, depth, smear);
        double grey = Blend.lerp(inner, stain.membrane() + 12, membrane);
        if (!vesicle.denseCore) {
            return grey;
        }
        return Blend.lerp(grey, 0.7 * stain.membrane(), Blend.layer(MEMBRANE_NM + 4, 1e6, depth, 8 + smear));
    }
}
