// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.ArrayList;
import java.util.List;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.Tile;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/**
 * A made-up volume of nervous tissue as an electron microscope shows it, with exact labels of its mitochondria.
 *
 * <p>Every voxel is a function of the domain, the seed and its coordinates: any section can be made alone, in any order
 * and on any machine, with the same result. Two volumes of the same domain and seed show the same tissue where they
 * overlap. Safe for use by several threads.
 */
public final class Phantom {
    /** Label of everything that is not a mitochondrion. */
    public static final int BACKGROUND = 0;

    /** Label of mitochondria, their outer membrane included. */
    public static final int MITOCHONDRION = 1;

    private static final int TILE = 512;

    private final PhantomDomain domain;
    private final VolumeSize size;
    private final long seed;
    private final OrganelleCache known = new OrganelleCache();

    /**
     * @param size voxels; a section may have at most 2^31 - 9 px
     * @throws SamdaException if a section is too large
     */
    public Phantom(PhantomDomain domain, VolumeSize size, long seed) {
        this.domain = domain;
        this.size = size;
        this.seed = Hash.part(seed, domain.name().hashCode());
        requireSectionFits();
    }

    private void requireSectionFits() {
        long most = Integer.MAX_VALUE - 8;
        if (size.x() > most / size.y()) {
            throw new SamdaException("A phantom of %s voxels has sections of more than %d px. Make x or y smaller."
                    .formatted(size, most));
        }
    }

    /** Size of a voxel, that of the domain. */
    public VoxelSize voxelSize() {
        return domain.voxelSize();
    }

    public VolumeSize size() {
        return size;
    }

    /**
     * One section: its image and what there is in it.
     *
     * @param z index of the section, {@code 0 .. size.z - 1}
     */
    public PhantomSection section(long z) {
        PhantomSection section = empty(z);
        parts(section).forEach(Runnable::run);
        return section;
    }

    /**
     * One section as the microscope shows it.
     *
     * @param z index of the section, {@code 0 .. size.z - 1}
     * @return whole grey levels 0..255
     */
    public GreyImage image(long z) {
        return section(z).image();
    }

    /**
     * The labels of one section.
     *
     * @param z index of the section, {@code 0 .. size.z - 1}
     * @return {@link #BACKGROUND} or {@link #MITOCHONDRION}
     */
    public LabelImage labels(long z) {
        return section(z).labels();
    }

    /** A section that has not been filled yet. */
    PhantomSection empty(long z) {
        requireSection(z);
        return new PhantomSection(size, z);
    }

    int partsOfSection() {
        return (int) (((size.x() + TILE - 1) / TILE) * ((size.y() + TILE - 1) / TILE));
    }

    /** The work that fills a section, in parts that several threads can do in any order. */
    List<Runnable> parts(PhantomSection section) {
        List<Runnable> parts = new ArrayList<>();
        for (int y = 0; y < size.y(); y += TILE) {
            for (int x = 0; x < size.x(); x += TILE) {
                Tile tile = tile(x, y);
                parts.add(() -> fill(section, tile));
            }
        }
        return parts;
    }

    private void fill(PhantomSection section, Tile tile) {
        Interruptions.check();
        long z = section.z();
        Camera camera = new Camera(domain, new SectionFaults(domain, size, z, seed), seed);
        int margin = camera.margin()
                + (int) Math.ceil(VesiclePainter.LARGEST_NM / window(tile, z).pixelNm());
        Tile wide =
                new Tile(tile.x() - margin, tile.y() - margin, tile.width() + 2 * margin, tile.height() + 2 * margin);
        Window window = window(wide, z);
        OrganelleMap organelles = organelles(window);
        section.put(tile, margin, camera.expose(paint(organelles), window), organelles);
    }

    OrganelleMap organelles(Window window) {
        return new OrganelleMap(cells(window), known, seed);
    }

    /**
     * Ideal grey levels of a window, without blur, noise and faults; vesicles whose centre is outside the window may look
     * different in the window they belong to.
     */
    float[] paint(OrganelleMap organelles) {
        CellMap cells = organelles.cells();
        float[] grey = new float[cells.window().pixels()];
        new CellPainter(cells, domain, seed).paint(grey);
        new VesiclePainter(cells, organelles, domain, seed).paint(grey);
        new OrganellePainter(organelles, cells, domain, seed).paint(grey);
        return grey;
    }

    /** Index of the last section that a mitochondrion can reach, if there are so many. */
    long lastSection(Organelle mitochondrion) {
        double reach = mitochondrion.reach() + OrganelleMap.OUTSIDE_NM + Points.farthestNm(domain.tissue());
        return (long) Math.ceil(
                (mitochondrion.center().z() + reach) / domain.voxelSize().zNm());
    }

    /** A number of mitochondria that the volume certainly does not have; some three times as many as it has. */
    double mostMitochondria() {
        VoxelSize voxel = domain.voxelSize();
        double border = 2 * domain.tissue().neuriteNm();
        return (size.x() * voxel.xNm() + border)
                * (size.y() * voxel.yNm() + border)
                * (size.z() * voxel.zNm() + border)
                * Housing.mostPerCubicNm(domain.tissue());
    }

    private CellMap cells(Window window) {
        Points points = new Points(window, domain.tissue(), seed);
        return new CellMap(points, new Territory.Strands(domain.tissue(), seed));
    }

    private Window window(Tile tile, long z) {
        return new Window(tile, z, domain.voxelSize());
    }

    private Tile tile(int x, int y) {
        return new Tile(x, y, (int) Math.min(TILE, size.x() - x), (int) Math.min(TILE, size.y() - y));
    }

    private void requireSection(long z) {
        if (z < 0 || z >= size.z()) {
            throw new IllegalArgumentException("section " + z + " of a phantom with sections 0.." + (size.z() - 1));
        }
    }
}
