// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.List;

/**
 * Which organelle each pixel of a window belongs to, and how deep inside it lies.
 *
 * <p>Organelles are cut to fit into their cells: none reaches the membrane of its cell, let alone another cell.
 */
final class OrganelleMap {
    /** Over how many nm the edge between an organelle's own shape and its cell's is rounded. */
    private static final double ROUNDING_NM = 60;

    /** Pixels farther outside than this are not kept, nm. */
    static final double OUTSIDE_NM = 40;

    private final CellMap map;
    private final Noise lumps;
    private final List<List<Organelle>> ofCell = new ArrayList<>();
    private final double[] shell;
    private final Organelle[] organelle;
    private final float[] depth;
    private final float[] slant;

    OrganelleMap(CellMap map, OrganelleCache known, long seed) {
        this.map = map;
        lumps = new Noise(seed, 5);
        shell = new double[map.cells().size()];
        for (int c = 0; c < shell.length; c++) {
            ofCell.add(known.of(map.cells().get(c), map.strands()));
            shell[c] = map.cells().get(c).shellNm(map.strands().tissue()) + Housing.CLEARANCE_NM;
        }
        organelle = new Organelle[map.window().pixels()];
        depth = new float[organelle.length];
        slant = new float[organelle.length];
        fill();
    }

    private void fill() {
        for (int j = 0; j < map.window().height(); j++) {
            for (int i = 0; i < map.window().width(); i++) {
                int p = j * map.window().width() + i;
                depth[p] = (float) -OUTSIDE_NM;
                for (Organelle candidate : ofCell.get(map.index(p))) {
                    offer(p, candidate, map.points().at(i, j));
                }
            }
        }
    }

    private void offer(int p, Organelle candidate, Vec point) {
        Vec offset = point.plus(candidate.center(), -1);
        double reach = candidate.reach() + OUTSIDE_NM;
        if (offset.dot(offset) > reach * reach) {
            return;
        }
        Vec local = candidate.local(point);
        double own = candidate.distance(local)
                + 0.1 * candidate.shape().radius() * lumps.at(point.x() / 170, point.y() / 170, point.z() / 170);
        double fit = shell[map.index(p)] - map.wall(p);
        double inside = -Blend.max(own, fit, ROUNDING_NM);
        if (inside > depth[p]) {
            organelle[p] = candidate;
            depth[p] = (float) inside;
            slant[p] = (float) (own > fit ? candidate.slant(local) : map.slant(p));
        }
    }

    CellMap cells() {
        return map;
    }

    boolean isMitochondrion(int p) {
        return organelle[p] != null && depth[p] > 0 && organelle[p].kind() == Organelle.Kind.MITOCHONDRION;
    }

    /** Whether an organelle is at pixel {@code p} or within 40 nm of it. */
    boolean isNear(int p) {
        return organelle[p] != null;
    }

    /** The organelle at or near pixel {@code p}; ask {@link #isNear} first. */
    Organelle at(int p) {
        return organelle[p];
    }

    /** Distance from the surface in nm: positive inside, negative outside. */
    double depth(int p) {
        return depth[p];
    }

    /** See {@link Organelle#slant}. */
    double slant(int p) {
        return slant[p];
    }
}
