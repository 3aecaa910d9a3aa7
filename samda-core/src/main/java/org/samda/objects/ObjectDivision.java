// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import org.samda.SamdaException;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.RegionReader;
import org.samda.io.VolumeReader;

/** Divides objects of a volume at their necks; reads each in the box around it, so how the volume is stored changes nothing. */
final class ObjectDivision implements DividedObjects.Division {
    /** An object's box may have so many voxels: it takes about 20 bytes for each. */
    private static final long LARGEST = 1 << 26;

    private final VolumeReader reader;
    private final String name;
    private final ObjectRules rules;
    private final double[] edges;
    private final double depth;

    /**
     * @param reader stays open
     * @param rules  by which the objects were found
     * @param voxel  its size in nm
     * @param depth  by which a neck must be thinner than what it divides, as a radius in nm
     */
    ObjectDivision(VolumeReader reader, String name, ObjectRules rules, VoxelSize voxel, double depth) {
        this.reader = reader;
        this.name = name;
        this.rules = new ObjectRules(rules.connectivity(), false, rules.fillHoles(), 1);
        this.depth = depth;
        edges = new double[] {voxel.xNm(), voxel.yNm(), voxel.zNm()};
    }

    @Override
    public ObjectParts divide(ObjectSums object) {
        VolumeRegion box = around(object);
        ObjectMask mask = mask(object, box);
        return new ObjectParts(mask, NeckCut.parts(mask, rules.connectivity(), edges, depth));
    }

    /** The box of an object and a voxel around it, unless the volume ends there. */
    private VolumeRegion around(ObjectSums object) {
        VolumeSize size = reader.info().size();
        long[] ends = {size.x(), size.y(), size.z()};
        long[] from = new long[ends.length];
        long[] extent = new long[ends.length];
        for (int axis = 0; axis < ends.length; axis++) {
            from[axis] = Math.max(0, object.from(axis) - 1);
            extent[axis] = Math.min(ends[axis], object.to(axis) + 1) - from[axis];
        }
        if ((double) extent[0] * extent[1] * extent[2] > LARGEST) {
            throw new SamdaException(
                    "An object of '%s' lies in a box of %d x %d x %d voxels, too many to divide it: expected at most %d. Leave --split out, or measure a region."
                            .formatted(name, extent[0], extent[1], extent[2], LARGEST));
        }
        return new VolumeRegion(from[0], from[1], from[2], new VolumeSize(extent[0], extent[1], extent[2]));
    }

    private ObjectMask mask(ObjectSums object, VolumeRegion box) {
        VolumeReader part = new RegionReader(reader, box);
        LabelRows rows = new BlockRows(part, name, BlockSize.of(box.size(), part.chunk()));
        FoundObjects objects = FoundObjects.in(rules.fillHoles() ? FilledRows.of(rows) : rows, rules);
        ObjectMask.Extent extent = new ObjectMask.Extent(
                (int) box.size().x(), (int) box.size().y(), (int) box.size().z());
        ObjectMask mask = new ObjectMask(box.x(), box.y(), box.z(), extent, new boolean[extent.voxels()]);
        long wanted = 1L + index(objects, object, box);
        objects.forEachRun(new NumberedObjects.RowVisitor() {
            @Override
            public void begin(LabelRow row) {}

            @Override
            public void run(LabelRow row, int start, int end, long id) {
                for (int x = start; x < end && id == wanted; x++) {
                    mask.inside()[extent.index(x, row.y(), (int) row.z())] = true;
                }
            }
        });
        return mask;
    }

    /** Which of the objects in its box it is. */
    private static int index(FoundObjects objects, ObjectSums object, VolumeRegion box) {
        for (int i = 0; i < objects.all().size(); i++) {
            if (objects.all().get(i).beginsAt(object, box.x(), box.y(), box.z())) {
                return i;
            }
        }
        throw new IllegalStateException("an object was not found again in " + box);
    }
}
