// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Paints mitochondria with two membranes and cristae, lysosomes and vacuoles. */
final class OrganellePainter {
    private static final double MEMBRANE_NM = 8;

    private final OrganelleMap organelles;
    private final CellMap map;
    private final PhantomDomain domain;
    private final Noise waves;
    private final Noise gaps;
    private final Noise grains;

    OrganellePainter(OrganelleMap organelles, CellMap map, PhantomDomain domain, long seed) {
        this.organelles = organelles;
        this.map = map;
        this.domain = domain;
        waves = new Noise(seed, 21);
        gaps = new Noise(seed, 22);
        grains = new Noise(seed, 23);
    }

    void paint(float[] grey) {
        for (int j = 0; j < map.window().height(); j++) {
            for (int i = 0; i < map.window().width(); i++) {
                int p = j * map.window().width() + i;
                if (organelles.isNear(p)) {
                    grey[p] = (float) paint(p, grey[p], map.points().at(i, j));
                }
            }
        }
    }

    private double paint(int p, double outside, Vec point) {
        Organelle organelle = organelles.at(p);
        double depth = organelles.depth(p);
        double smear = map.window().smear(organelles.slant(p));
        double covered = Blend.layer(0, 1e6, depth, smear);
        if (covered == 0) {
            return outside;
        }
        double inside = switch (organelle.kind()) {
            case MITOCHONDRION -> mitochondrion(organelle, depth, smear, point);
            case LYSOSOME -> lysosome(organelle, depth, point);
            case VACUOLE -> vacuole(depth, smear, outside);
        };
        return Blend.lerp(outside, inside, covered);
    }

    private double mitochondrion(Organelle organelle, double depth, double smear, Vec at) {
        Stain stain = domain.stain();
        double tone = 5 * Hash.normal(Hash.part(organelle.key(), 51));
        double mottle =
                grains.at(at.x() / 17, at.y() / 17, at.z() / 17) + waves.at(at.x() / 50, at.y() / 50, at.z() / 50);
        double matrix = stain.matrix() + tone + 1.6 * stain.texture() * mottle;
        double inner = cristae(organelle, depth, matrix, at);
        double membranes =
                Blend.layer(0, MEMBRANE_NM, depth, smear) + Blend.layer(2 * MEMBRANE_NM, 3 * MEMBRANE_NM, depth, smear);
        double between = Blend.layer(MEMBRANE_NM, 2 * MEMBRANE_NM, depth, smear);
        double line = stain.membrane();
        return inner * (1 - membranes - between) + line * membranes + (matrix + 14) * between;
    }

    /** Folds of the inner membrane: wavy sheets across the tube, each reaching in from one side only. */
    private double cristae(Organelle organelle, double depth, double matrix, Vec at) {
        double period = domain.tissue().mitochondrion().cristaeNm() * Hash.between(0.8, 1.3, organelle.key(), 52);
        Vec local = organelle.local(at);
        double turn = Hash.between(-0.9, 0.9, organelle.key(), 53);
        double wave = 0.8 * waves.at(at.x() / 130, at.y() / 130, at.z() / 130)
                + 0.3 * gaps.at(at.x() / 55, at.y() / 55, at.z() / 55);
        double sheets = (local.x() + turn * local.y()) / period + wave;
        double nearest = Math.floor(sheets + 0.5);
        double off = Math.abs(sheets - nearest) * period;
        double there = gaps.at(nearest * 7.7 + organelle.center().x(), local.y() / 70 + 3, local.z() / 70);
        double strength = Blend.step(-0.3, 0.1, there) * Blend.step(14, 26, depth);
        double smear = map.window().smear(0.25);
        double lumen = strength * Blend.layer(-6, 6, off, smear);
        double edge = strength * Blend.layer(6, 15, off, smear);
        double dark = domain.stain().membrane();
        return matrix * (1 - lumen - edge) + domain.stain().crista() * lumen + dark * edge;
    }

    /** Dark and even, with a coarse grain; nothing but the missing cristae tells it from a mitochondrion. */
    private double lysosome(Organelle organelle, double depth, Vec at) {
        Stain stain = domain.stain();
        double tone = 7 * Hash.normal(Hash.part(organelle.key(), 51));
        double grain = 1.1 * stain.texture() * grains.at(at.x() / 45, at.y() / 45, at.z() / 45);
        double rim = 0.6 * (1 - Blend.step(6, 14, depth));
        return Blend.lerp(stain.lysosome() + tone + grain, stain.membrane(), rim);
    }

    private double vacuole(double depth, double smear, double outside) {
        Stain stain = domain.stain();
        double membrane = Blend.layer(0, MEMBRANE_NM, depth, smear);
        double lumen = Blend.layer(MEMBRANE_NM, 1e6, depth, smear);
        double light = 0.4 * outside + 0.6 * (stain.cytoplasm() + 10);
        return outside * (1 - membrane - lumen) + stain.membrane() * membrane + light * lumen;
    }
}
