// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

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
     * One section as the microscope shows it.
     *
     * @param z index of the section, {@code 0 .. size.z - 1}
     * @return whole grey levels 0..255
     */
    public GreyImage image(long z) {
        requireSection(z);
        GreyImage section = new GreyImage(width(), height(), new float[width() * height()]);
        Camera camera = new Camera(domain, new SectionFaults(domain, size, z, seed), seed);
        for (int y = 0; y < height(); y += TILE) {
            for (int x = 0; x < width(); x += TILE) {
                expose(camera, tile(x, y), z, section);
            }
        }
        return section;
    }

    private void expose(Camera camera, Tile tile, long z, GreyImage section) {
        Interruptions.check();
        int margin = camera.margin()
                + (int) Math.ceil(VesiclePainter.LARGEST_NM / window(tile, z).pixelNm());
        Tile wide =
                new Tile(tile.x() - margin, tile.y() - margin, tile.width() + 2 * margin, tile.height() + 2 * margin);
        Window window = window(wide, z);
        float[] image = camera.expose(paint(window), window);
        for (int row = 0; row < tile.height(); row++) {
            int from = (row + margin) * wide.width() + margin;
            System.arraycopy(image, from, section.pixels(), (tile.y() + row) * width() + tile.x(), tile.width());
        }
    }

    /**
     * Ideal grey levels of a window, without blur, noise and faults; vesicles whose centre is outside the window may look
     * different in the window they belong to.
     */
    float[] paint(Window window) {
        CellMap cells = cells(window);
        OrganelleMap organelles = new OrganelleMap(cells, seed);
        float[] grey = new float[window.pixels()];
        new CellPainter(cells, domain, seed).paint(grey);
        new VesiclePainter(cells, organelles, domain, seed).paint(grey);
        new OrganellePainter(organelles, cells, domain, seed).paint(grey);
        return grey;
    }

    /**
     * The labels of one section.
     *
     * @param z index of the section, {@code 0 .. size.z - 1}
     * @return {@link #BACKGROUND} and {@link #MITOCHONDRION}
     */
    public LabelImage labels(long z) {
        requireSection(z);
        LabelImage section = new LabelImage(width(), height(), new int[width() * height()]);
        for (int y = 0; y < height(); y += TILE) {
            for (int x = 0; x < width(); x += TILE) {
                label(tile(x, y), z, section);
            }
        }
        return section;
    }

    private void label(Tile tile, long z, LabelImage section) {
        Interruptions.check();
        OrganelleMap organelles = new OrganelleMap(cells(window(tile, z)), seed);
        for (int row = 0; row < tile.height(); row++) {
            for (int column = 0; column < tile.width(); column++) {
                boolean mitochondrion = organelles.isMitochondrion(row * tile.width() + column);
                section.labels()[(tile.y() + row) * width() + tile.x() + column] =
                        mitochondrion ? MITOCHONDRION : BACKGROUND;
            }
        }
    }

    private CellMap cells(Window window) {
        Points points = new Points(window, domain.tissue(), seed);
        return new CellMap(points, new Territory.Strands(domain.tissue(), seed));
    }

    private Window window(Tile tile, long z) {
        return new Window(tile, z, domain.voxelSize());
    }

    private Tile tile(int x, int y) {
        return new Tile(x, y, Math.min(TILE, width() - x), Math.min(TILE, height() - y));
    }

    private int width() {
        return (int) size.x();
    }

    private int height() {
        return (int) size.y();
    }

    private void requireSection(long z) {
        if (z < 0 || z >= size.z()) {
            throw new IllegalArgumentException("section " + z + " of a phantom with sections 0.." + (size.z() - 1));
        }
    }
}
