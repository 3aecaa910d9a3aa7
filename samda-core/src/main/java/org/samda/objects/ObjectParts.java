// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.List;
import java.util.function.Consumer;
import org.samda.image.VolumeSize;

/** The parts that an object was divided into, as rows of the volume whose labels are the parts. */
final class ObjectParts implements LabelRows {
    private final ObjectMask mask;
    private final int[] parts;

    /** @param parts of each voxel of the mask's box, from 1; 0 outside of the object */
    ObjectParts(ObjectMask mask, int[] parts) {
        this.mask = mask;
        this.parts = parts;
    }

    /** What is counted of each part, with the label of the object. */
    List<ObjectSums> sums(int label) {
        ObjectRules numbered = new ObjectRules(Connectivity.FACES, true, false, 1);
        return FoundObjects.in(this, numbered).all().stream()
                .map(part -> {
                    ObjectSums sums = new ObjectSums(label);
                    sums.add(part);
                    return sums;
                })
                .toList();
    }

    /** Whether all rows of the object are in sections before this one. */
    boolean isBefore(long section) {
        return mask.z() + mask.extent().depth() <= section;
    }

    /** Shows a run of the object as runs of its parts. */
    void divide(LabelRow row, int start, int end, PartVisitor visitor) {
        ObjectMask.Extent extent = mask.extent();
        int first = extent.index(0, (int) (row.y() - mask.y()), (int) (row.z() - mask.z())) - (int) mask.x();
        int x = start;
        while (x < end) {
            int from = x;
            int part = parts[first + x];
            while (x < end && parts[first + x] == part) {
                x++;
            }
            visitor.visit(from, x, part);
        }
    }

    /** Sees runs of parts. */
    interface PartVisitor {
        void visit(int start, int end, int part);
    }

    @Override
    public VolumeSize size() {
        ObjectMask.Extent extent = mask.extent();
        return new VolumeSize(extent.width(), extent.height(), extent.depth());
    }

    @Override
    public void forEach(Consumer<LabelRow> visitor) {
        LabelRow row = new LabelRow();
        ObjectMask.Extent extent = mask.extent();
        int left = (int) mask.x();
        for (int z = 0; z < extent.depth(); z++) {
            for (int y = 0; y < extent.height(); y++) {
                row.begin(mask.z() + z, (int) mask.y() + y);
                divide(row, left, left + extent.width(), (start, end, part) -> {
                    if (part > 0) {
                        row.add(start, end, part);
                    }
                });
                visitor.accept(row);
            }
        }
    }
}
