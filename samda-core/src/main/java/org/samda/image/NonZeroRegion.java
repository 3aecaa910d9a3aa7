// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.image.Components.Extent;

/**
 * Where a case shows something: the voxels that are not 0 and the holes among them, and the box around these, to which
 * nnU-Net crops (COMPONENTS section 11).
 *
 * <p>A hole is a set of zeros, connected through faces, that does not touch the border of the case. Every voxel of the
 * first and of the last section touches it: a single section has no holes. Keeps one bit for each voxel.
 */
public final class NonZeroRegion {
    private final Extent extent;

    /** The pixels of each section that do not belong to the region. */
    private final List<BitSet> outside;

    private final Box box;

    /**
     * Part of a case.
     *
     * @param tile         the same in every section
     * @param firstSection index of the first section
     * @param sections     number of sections, at least 1
     */
    public record Box(Tile tile, int firstSection, int sections) {}

    private NonZeroRegion(Extent extent, List<BitSet> outside) {
        this.extent = extent;
        this.outside = outside;
        box = around();
    }

    /**
     * The region of a case; all of it and nothing inside where every voxel is 0.
     *
     * @param sections at least one, all of one size
     */
    public static NonZeroRegion of(List<GreyImage> sections) {
        Extent extent = Extent.ofGrey(sections);
        Components zeros = Components.throughFaces((z, i) -> sections.get(z).pixels()[i] == 0, extent);
        BitSet atBorder = new BitSet();
        zeros.forEachRun((component, section, from, to) -> {
            if (touchesBorder(extent, section, from, to)) {
                atBorder.set(component);
            }
        });
        List<BitSet> outside = new ArrayList<>();
        sections.forEach(section -> outside.add(new BitSet()));
        zeros.forEachRun((component, section, from, to) -> {
            if (atBorder.get(component)) {
                outside.get(section).set(from, to);
            }
        });
        return new NonZeroRegion(extent, outside);
    }

    /** The smallest box around the region. */
    public Box box() {
        return box;
    }

    /** The voxels of the box that belong to the region; sections and pixels count from the box's corner. */
    public VoxelMask inside() {
        return (section, pixel) -> !outside.get(box.firstSection() + section).get(uncropped(pixel));
    }

    /**
     * The sections of the box, cut to it; the same objects where the box is as large as they are.
     *
     * @param sections the case of which this is the region, or another one of its size
     */
    public List<GreyImage> crop(List<GreyImage> sections) {
        requireSize(Extent.ofGrey(sections));
        return ofBox(sections).stream().map(this::cut).toList();
    }

    /**
     * The labels of the box, cut to it, with -1 where they are 0 outside the region; labels above 0 are kept everywhere.
     *
     * @param sections class indices of a case of this size; not changed
     */
    public List<LabelImage> cropLabels(List<LabelImage> sections) {
        requireSize(Extent.ofLabels(sections));
        List<LabelImage> cropped = ofBox(sections).stream().map(this::cut).toList();
        markOutside(cropped);
        return cropped;
    }

    /** What stands for the labels of a case without labels: 0 in the region, -1 around it; of the size of the box. */
    public List<LabelImage> cropLabels() {
        Tile tile = box.tile();
        List<LabelImage> labels = IntStream.range(0, box.sections())
                .mapToObj(z -> new LabelImage(tile.width(), tile.height(), new int[tile.width() * tile.height()]))
                .toList();
        markOutside(labels);
        return labels;
    }

    private void markOutside(List<LabelImage> labels) {
        VoxelMask inside = inside();
        for (int z = 0; z < labels.size(); z++) {
            int[] values = labels.get(z).labels();
            for (int i = 0; i < values.length; i++) {
                if (values[i] == 0 && !inside.at(z, i)) {
                    values[i] = -1;
                }
            }
        }
    }

    private <T> List<T> ofBox(List<T> sections) {
        return sections.subList(box.firstSection(), box.firstSection() + box.sections());
    }

    private GreyImage cut(GreyImage section) {
        Tile tile = box.tile();
        if (tile.width() == extent.width() && tile.height() == extent.height()) {
            return section;
        }
        return section.part(tile);
    }

    private LabelImage cut(LabelImage section) {
        Tile tile = box.tile();
        int[] labels = new int[tile.width() * tile.height()];
        for (int y = 0; y < tile.height(); y++) {
            System.arraycopy(section.labels(), uncropped(y * tile.width()), labels, y * tile.width(), tile.width());
        }
        return new LabelImage(tile.width(), tile.height(), labels);
    }

    /** The place in the whole section of a pixel of the box. */
    private int uncropped(int pixel) {
        Tile tile = box.tile();
        return (tile.y() + pixel / tile.width()) * extent.width() + tile.x() + pixel % tile.width();
    }

    private void requireSize(Extent found) {
        if (!found.equals(extent)) {
            throw new IllegalArgumentException("a case of " + found + " cropped to a region of " + extent);
        }
    }

    private static boolean touchesBorder(Extent extent, int section, int from, int to) {
        int y = from / extent.width();
        return section == 0
                || section == extent.sections() - 1
                || y == 0
                || y == extent.height() - 1
                || from % extent.width() == 0
                || to % extent.width() == 0;
    }

    private Box around() {
        int[] sections = IntStream.range(0, extent.sections())
                .filter(z -> outside.get(z).nextClearBit(0) < extent.width() * extent.height())
                .toArray();
        if (sections.length == 0) {
            return new Box(new Tile(0, 0, extent.width(), extent.height()), 0, extent.sections());
        }
        Bounds bounds = new Bounds();
        for (int z : sections) {
            for (int y = 0; y < extent.height(); y++) {
                bounds.add(outside.get(z), y, extent.width());
            }
        }
        int first = sections[0];
        return new Box(bounds.tile(), first, sections[sections.length - 1] + 1 - first);
    }

    /** Grows to the smallest rectangle around the pixels it is shown. */
    private static final class Bounds {
        private int left = Integer.MAX_VALUE;
        private int right = -1;
        private int top = Integer.MAX_VALUE;
        private int bottom = -1;

        void add(BitSet outside, int y, int width) {
            int first = outside.nextClearBit(y * width) - y * width;
            if (first >= width) {
                return;
            }
            left = Math.min(left, first);
            right = Math.max(right, outside.previousClearBit((y + 1) * width - 1) - y * width);
            top = Math.min(top, y);
            bottom = Math.max(bottom, y);
        }

        Tile tile() {
            return new Tile(left, top, right + 1 - left, bottom + 1 - top);
        }
    }
}
