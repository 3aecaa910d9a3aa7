// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** What is wrong with one section: its brightness and focus, shading, folds, knife marks, charging and dirt. */
final class SectionFaults {
    private static final double DIRT_GRID_NM = 1000;

    private final Microscope microscope;
    private final long key;
    private final long z;
    private final Vec middle;
    private final Noise slow;
    private final Noise ragged;

    /**
     * @param z    index of the section
     * @param size of the volume in voxels: folds run through its inner half
     */
    SectionFaults(PhantomDomain domain, VolumeSize size, long z, long seed) {
        VoxelSize voxel = domain.voxelSize();
        microscope = domain.microscope();
        key = Hash.at(Hash.part(seed, 71), 0, 0, z);
        this.z = z;
        middle = new Vec(
                size.x() * voxel.xNm() * Hash.between(0.25, 0.75, key, 1),
                size.y() * voxel.yNm() * Hash.between(0.25, 0.75, key, 2),
                0);
        slow = new Noise(key, 3);
        ragged = new Noise(key, 4);
    }

    /** How many times wider than usual the blur is, at least 1. */
    double defocus() {
        return has(microscope.defocusShare(), 5) ? Hash.between(1.6, 3, key, 6) : 1;
    }

    private boolean has(double share, int property) {
        return Hash.unit(key, property) < share;
    }

    void apply(float[] grey, Window window) {
        double jump = microscope.brightnessJump() * Hash.normal(Hash.part(key, 7));
        double gain = 1 + 0.008 * microscope.brightnessJump() * Hash.normal(Hash.part(key, 8));
        boolean folded = has(microscope.foldShare(), 9);
        boolean marked = has(microscope.markShare(), 10);
        boolean charged = has(microscope.markShare(), 11);
        for (int j = 0; j < window.height(); j++) {
            for (int i = 0; i < window.width(); i++) {
                int p = j * window.width() + i;
                double x = window.xNm(i);
                double y = window.yNm(j);
                double value = 128 + gain * (grey[p] - 128) + jump + shading(x, y);
                value += (marked ? marks(x, y) : 0) + (charged ? charging(x, y) : 0);
                value *= folded ? fold(x, y) : 1;
                grey[p] = (float) (value * dirt(x, y));
            }
        }
    }

    private double shading(double x, double y) {
        return microscope.shading() * slow.at(x / 2600, y / 2600, 0.5);
    }

    /** Distance from a line through the section's inner half in nm. */
    private double fromLine(double x, double y, int property) {
        Vec across = Vec.direction(Hash.part(key, property));
        double flat = Math.sqrt(across.x() * across.x() + across.y() * across.y());
        return ((x - middle.x()) * across.x() + (y - middle.y()) * across.y()) / Math.max(flat, 1e-6);
    }

    private double marks(double x, double y) {
        double line = ragged.at(fromLine(x, y, 12) / 45, 0.5, 0.5);
        return 22 * Math.max(0, line - 0.6) / 0.4;
    }

    private double charging(double x, double y) {
        double streak = ragged.at(x / 3000, y / 28, 7.5);
        return 26 * Math.max(0, streak - 0.45) / 0.55;
    }

    /** A fold is a dark ragged band: the section lies there in three layers. */
    private double fold(double x, double y) {
        double width = Hash.between(60, 160, key, 13);
        double off = Math.abs(fromLine(x, y, 14) + 160 * slow.at(x / 900, y / 900, 9.5));
        return 1 - 0.62 * (1 - Blend.step(0.6 * width, width, off));
    }

    private double dirt(double x, double y) {
        if (microscope.dirtPerSquareUm() == 0) {
            return 1;
        }
        long speck = Hash.at(key, (long) Math.floor(x / DIRT_GRID_NM), (long) Math.floor(y / DIRT_GRID_NM), z);
        if (Hash.unit(speck, 1) > microscope.dirtPerSquareUm()) {
            return 1;
        }
        double dx = x - (Math.floor(x / DIRT_GRID_NM) + Hash.between(0.2, 0.8, speck, 2)) * DIRT_GRID_NM;
        double dy = y - (Math.floor(y / DIRT_GRID_NM) + Hash.between(0.2, 0.8, speck, 3)) * DIRT_GRID_NM;
        double edge = Hash.between(25, 75, speck, 4) * (1 + 1.2 * ragged.at(x / 24, y / 24, 3.5));
        return 0.1 + 0.9 * Blend.step(-8, 8, Math.sqrt(dx * dx + dy * dy) - edge);
    }
}
