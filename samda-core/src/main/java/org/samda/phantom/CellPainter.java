// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** Paints cytoplasm with its texture, microtubules and endoplasmic reticulum, then membranes, synapses and myelin. */
final class CellPainter {
    private static final double MYELIN_PERIOD_NM = 24;

    private final CellMap map;
    private final Tissue tissue;
    private final Stain stain;
    private final Noise clouds;
    private final Noise grains;
    private final Noise fine;
    private final Noise tubules;
    private final Noise sheets;
    private final Noise places;
    private final Noise rough;

    CellPainter(CellMap map, PhantomDomain domain, long seed) {
        this.map = map;
        tissue = domain.tissue();
        stain = domain.stain();
        clouds = new Noise(seed, 11);
        grains = new Noise(seed, 12);
        fine = new Noise(seed, 13);
        tubules = new Noise(seed, 14);
        sheets = new Noise(seed, 15);
        places = new Noise(seed, 16);
        rough = new Noise(seed, 17);
    }

    void paint(float[] grey) {
        Window window = map.window();
        double[] tones = tones();
        for (int j = 0; j < window.height(); j++) {
            for (int i = 0; i < window.width(); i++) {
                int p = j * window.width() + i;
                Vec point = new Vec(window.xNm(i), window.yNm(j), window.zNm());
                double inside = cytoplasm(p, tones[map.index(p)], point);
                grey[p] = (float) boundary(p, inside, point);
            }
        }
    }

    private double[] tones() {
        return map.cells().stream().mapToDouble(this::tone).toArray();
    }

    private double tone(Cell cell) {
        double spread = stain.cellSpread() * Hash.normal(Hash.part(cell.key(), 41));
        double bouton = cell.kind() == Cell.Kind.BOUTON ? 0.6 * stain.cellSpread() : 0;
        double mean = cell.kind() == Cell.Kind.GLIA ? stain.glia() : stain.cytoplasm();
        return mean + spread - bouton;
    }

    private double cytoplasm(int p, double tone, Vec at) {
        double size = stain.textureNm();
        double cloud = clouds.at(at.x() / 140, at.y() / 140, at.z() / 140);
        double grain = grains.at(at.x() / size, at.y() / size, at.z() / size);
        double dust = fine.at(at.x() / size * 2.3, at.y() / size * 2.3, at.z() / size * 2.3);
        double flakes = Math.max(0, grain + 0.5 * dust + 0.8 * cloud - 0.12);
        double texture = 0.9 + 1.6 * cloud + 2 * grain + 2.2 * dust - 7 * flakes;
        double grey = tone + stain.texture() * texture;
        grey = Blend.lerp(grey, stain.membrane() + 30, 0.55 * tubule(map.cell(p), at));
        return Blend.lerp(grey, stain.membrane() + 15, 0.85 * reticulum(p, at));
    }

    /** Microtubules: grains drawn out along the cell, dots where they are cut across. */
    private double tubule(Cell cell, Vec at) {
        if (cell.kind() == Cell.Kind.GLIA) {
            return 0;
        }
        Vec axis = cell.core().direction();
        Vec flat = at.plus(axis, -0.93 * at.dot(axis)).times(1.0 / 21);
        return Blend.step(0.52, 0.8, tubules.at(flat.x(), flat.y(), flat.z())) * fade(21);
    }

    /** Endoplasmic reticulum: pieces of a curved sheet, two thin membranes with a space between. */
    private double reticulum(int p, Vec at) {
        double region = places.at(at.x() / 330, at.y() / 330, at.z() / 330);
        if (region < 0.25 || map.wall(p) < 45) {
            return 0;
        }
        double bent =
                sheets.at((at.x() + 0.5 * at.y()) / 210, (at.y() - 0.4 * at.z()) / 210, (at.z() + 0.3 * at.x()) / 210)
                        + 0.4 * sheets.at((at.y() - 0.7 * at.x()) / 120, (at.x() + at.z()) / 120, at.y() / 120 + 50);
        double sheet = Math.abs(bent) * 130;
        double line = Blend.layer(7, 17, sheet, map.window().smear(0.3));
        return line * Blend.step(0.25, 0.4, region) * Blend.step(45, 60, map.wall(p));
    }

    private double boundary(int p, double inside, Vec at) {
        double wall = map.wall(p) + 6 * rough.at(at.x() / 45, at.y() / 45, at.z() / 45);
        double cleft = tissue.cleftNm() / 2;
        double smear = map.window().smear(map.slant(p));
        double membrane = Blend.layer(cleft, cleft + tissue.membraneNm(), wall, smear);
        double outside = Blend.layer(-1e6, cleft, wall, smear);
        double grey = Blend.lerp(inside, stain.membrane(), Math.max(density(p, wall, at), myelin(p, wall, smear)));
        return grey * (1 - membrane - outside) + stain.membrane() * membrane + stain.extracellular() * outside;
    }

    /** The dark haze under the membrane at a synapse, 0..1. */
    private double density(int p, double wall, Vec at) {
        if (wall > 60) {
            return 0;
        }
        double place = places.at(at.x() / 240 + 500, at.y() / 240, at.z() / 240);
        double strength = map.cell(p).kind() == Cell.Kind.GLIA ? 0 : Blend.step(0.5, 0.65, place);
        return 0.9 * strength * (1 - Blend.step(22, 40, wall));
    }

    private double myelin(int p, double wall, double smear) {
        Cell cell = map.cell(p);
        if (cell.kind() != Cell.Kind.MYELINATED) {
            return 0;
        }
        double sheath = cell.shellNm(tissue);
        double cycle = wall / MYELIN_PERIOD_NM - Math.floor(wall / MYELIN_PERIOD_NM);
        double stripes = 0.82 + 0.18 * Math.min(1, 4 * Math.abs(cycle - 0.5)) * fade(MYELIN_PERIOD_NM);
        return stripes * Blend.layer(0, sheath, wall, smear);
    }

    /** 1 for structures of two pixels and more, less for those the pixels are too coarse for. */
    private double fade(double nm) {
        return Blend.clamp(nm / (2 * map.window().pixelNm()), 0, 1);
    }
}
