// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.List;

/** Finds places for the organelles of a cell: one after the other along its core, each where the cell has room for it. */
final class Housing {
    /** Least distance in nm of an organelle from the inner face of its cell's membrane. */
    static final double CLEARANCE_NM = 14;

    private static final int TRIES = 4;
    private static final double LEAST_RADIUS_NM = 55;

    /** Fibres whose strand has less than this radius are too thin for organelles. */
    private static final double THICK_FIBRE_NM = 100;

    private final Tissue tissue;
    private final Cell cell;
    private final Territory territory;
    private final double shell;

    private Housing(Cell cell, Territory.Strands strands) {
        tissue = strands.tissue();
        this.cell = cell;
        shell = cell.shellNm(tissue) + CLEARANCE_NM;
        double around = 0.5 * tissue.neuriteNm();
        Vec reach = new Vec(around, around, around);
        Vec middle = cell.core().along(0.5);
        territory =
                strands.between(middle.plus(reach, -1), middle.plus(reach, 1)).within(middle, 1.8 * around);
    }

    /** The organelles of a cell: the same whatever window it is seen in. */
    static List<Organelle> organelles(Cell cell, Territory.Strands strands) {
        if (cell.kind() == Cell.Kind.GLIA || (cell.fibre() && cell.core().radius() < THICK_FIBRE_NM)) {
            return List.of();
        }
        return new Housing(cell, strands).organelles();
    }

    /**
     * How many mitochondria a large volume has at most, per cubic nm: as if every cell was as long as it can be, every place
     * held one, and each fibre that is thick enough lay in two bundles.
     */
    static double mostPerCubicNm(Tissue tissue) {
        double neurite = tissue.neuriteNm();
        double longest = (Mosaic.LONGEST + 1.6 * Mosaic.THICKEST + 0.35) * neurite;
        double neurites = (1 - tissue.bundleShare()) * Math.max(1, longest / spacingNm(tissue.mitochondrion()));
        double thick = 1 - Math.sqrt(Math.min(1, THICK_FIBRE_NM / (Mosaic.THICKEST * tissue.fibreNm())));
        double fibres = 2 * tissue.bundleShare() * thick;
        return neurites / Math.pow(neurite, 3) + fibres / Math.pow(tissue.fibreNm(), 3);
    }

    /** From one place for an organelle to the next. */
    private static double spacingNm(Tissue.Mitochondrion size) {
        return 0.8 * size.lengthNm() + 2 * size.radiusNm();
    }

    /** A place for an organelle: its middle, how far the cell's boundary allows it to reach, and its key. */
    private record Site(Vec at, double room, long key) {}

    private List<Organelle> organelles() {
        List<Organelle> organelles = new ArrayList<>();
        Tissue.Mitochondrion size = tissue.mitochondrion();
        double length = cell.core().length() + 1.6 * cell.core().radius() + 0.35 * tissue.neuriteNm();
        int places = cell.fibre() ? 1 : Math.max(1, (int) (length / spacingNm(size)));
        for (int place = 0; place < places; place++) {
            Vec at = cell.core().along(0.5).plus(cell.core().direction(), ((place + 0.5) / places - 0.5) * length);
            Site site = roomiest(at, Hash.part(cell.key(), 30 + place));
            if (site.room > LEAST_RADIUS_NM) {
                add(organelles, site, length / places);
            }
        }
        return organelles;
    }

    /** The place with the most room of a few near {@code at}. */
    private Site roomiest(Vec at, long key) {
        Site best = new Site(at, room(at), key);
        for (int t = 1; t < TRIES; t++) {
            double by = 0.16 * t * (cell.fibre() ? tissue.fibreNm() : tissue.neuriteNm());
            Vec there = at.plus(Vec.direction(Hash.part(key, 60 + t)), by);
            double room = room(there);
            best = room > best.room ? new Site(there, room, key) : best;
        }
        return best;
    }

    /** Distance from the nearest place where an organelle may not be; negative outside the cell. */
    private double room(Vec point) {
        territory.find(point);
        return territory.cellKey() == cell.key() ? territory.wall() - shell : -1;
    }

    private void add(List<Organelle> organelles, Site site, double length) {
        double choice = Hash.unit(site.key, 1);
        if (choice < tissue.mitochondrion().share()) {
            organelles.add(mitochondrion(site, length));
        } else if (choice > 1 - tissue.lysosomeShare()) {
            double radius = tissue.mitochondrion().radiusNm() * Hash.between(0.6, 1.05, site.key, 2);
            organelles.add(round(Organelle.Kind.LYSOSOME, radius, site));
        } else {
            organelles.add(round(Organelle.Kind.VACUOLE, Hash.between(40, 90, site.key, 2), site));
        }
    }

    private Organelle mitochondrion(Site site, double length) {
        Tissue.Mitochondrion size = tissue.mitochondrion();
        long key = site.key;
        double radius = Math.min(1.05 * site.room, size.radiusNm() * Hash.between(0.7, 1.3, key, 2));
        double wanted = Math.min(size.lengthNm() * Hash.between(0.4, 1.6, key, 3), length - 1.8 * radius);
        Organelle.Axes axes = Organelle.Axes.near(cell.core().direction(), 0.35, key);
        double half = fitting(site.at, axes.along(), Math.max(wanted / 2, 0.1 * radius), 0.7 * radius);
        double sag = half * Hash.between(0, 0.5, key, 4);
        Organelle.Shape shape = new Organelle.Shape(half, radius, sag, Hash.between(0.75, 1, key, 5));
        return new Organelle(Organelle.Kind.MITOCHONDRION, site.at, axes, shape, key);
    }

    /** Half the length of a tube, shortened until both ends have the room they need. */
    private double fitting(Vec at, Vec along, double half, double need) {
        double fit = half;
        while (fit > 0.3 * half && Math.min(room(at.plus(along, fit)), room(at.plus(along, -fit))) < need) {
            fit *= 0.85;
        }
        return fit;
    }

    private Organelle round(Organelle.Kind kind, double radius, Site site) {
        double fit = Math.min(radius, site.room);
        Organelle.Shape shape = new Organelle.Shape(0.3 * fit, fit, 0, Hash.between(0.75, 1, site.key, 5));
        return new Organelle(kind, site.at, Organelle.Axes.near(cell.core().direction(), 1, site.key), shape, site.key);
    }
}
