// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

import java.util.List;

/**
 * The axis along which a volume is cut into the sections that a 2-D network sees: nnU-Net cuts along the one with the
 * coarsest voxels (COMPONENTS section 10, transpose), and the other two keep their order.
 */
public enum SliceAxis {
    /** As stored: columns are x, rows are y. */
    Z(Turn.of(0, 1, 2)),
    /** Columns are x, rows are z. */
    Y(Turn.of(0, 2, 1)),
    /** Columns are y, rows are z. */
    X(Turn.of(1, 2, 0));

    private final int turn;

    SliceAxis(int turn) {
        this.turn = turn;
    }

    /** By nnU-Net's number: 0 is z, 1 is y, 2 is x. */
    public static SliceAxis numbered(int axis) {
        return switch (axis) {
            case 0 -> Z;
            case 1 -> Y;
            case 2 -> X;
            default -> throw new IllegalArgumentException("an axis must be 0, 1 or 2, got " + axis);
        };
    }

    /**
     * Cuts a volume anew.
     *
     * @param planes z planes, all of one size, at least one
     * @return sections along this axis; the same list for {@link #Z}
     */
    public List<GreyImage> cut(List<GreyImage> planes) {
        return this == Z ? planes : Turn.greys(turn, planes);
    }

    /** The same for labels. */
    public List<LabelImage> cutLabels(List<LabelImage> planes) {
        return this == Z ? planes : Turn.labels(turn, planes);
    }

    /** Undoes {@link #cut}: sections along this axis become z planes. */
    public List<GreyImage> join(List<GreyImage> sections) {
        return this == Z ? sections : Turn.greys(Turn.inverse(turn), sections);
    }

    /** Undoes {@link #cutLabels}. */
    public List<LabelImage> joinLabels(List<LabelImage> sections) {
        return this == Z ? sections : Turn.labels(Turn.inverse(turn), sections);
    }

    /** Size of the cut volume: columns, rows and sections take the place of x, y, z. */
    public VolumeSize cut(VolumeSize size) {
        long[] voxels = {size.x(), size.y(), size.z()};
        return new VolumeSize(voxels[Turn.column(turn)], voxels[Turn.row(turn)], voxels[Turn.section(turn)]);
    }

    /** Voxel size of the cut volume: columns, rows, sections take the place of x, y, z. */
    public VoxelSize cut(VoxelSize size) {
        double[] nm = {size.xNm(), size.yNm(), size.zNm()};
        return new VoxelSize(nm[Turn.column(turn)], nm[Turn.row(turn)], nm[Turn.section(turn)]);
    }

    /** A box of the cut volume where it lies in the volume as stored. */
    public VoxelBox join(VoxelBox box) {
        long[] place = new long[3];
        int[] extent = new int[3];
        place[Turn.column(turn)] = box.x();
        place[Turn.row(turn)] = box.y();
        place[Turn.section(turn)] = box.z();
        extent[Turn.column(turn)] = box.width();
        extent[Turn.row(turn)] = box.height();
        extent[Turn.section(turn)] = box.depth();
        return new VoxelBox(place[0], place[1], place[2], extent[0], extent[1], extent[2]);
    }

    /** A block of the volume as stored becomes one of the cut volume. */
    public GreyBlock cut(GreyBlock stored) {
        return this == Z ? stored : Turn.block(turn, stored);
    }

    /** Undoes {@link #cut(GreyBlock)}. */
    public GreyBlock join(GreyBlock cut) {
        return this == Z ? cut : Turn.block(Turn.inverse(turn), cut);
    }
}
