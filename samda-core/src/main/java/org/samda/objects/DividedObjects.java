// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Objects that were divided into parts, which are numbered like objects: 1, 2, 3 … in the order of their first voxels. An object is
 * divided when it is counted, and once more each time the volume is gone through, so that only those near the present section are in
 * memory.
 */
final class DividedObjects implements NumberedObjects {
    private final FoundObjects whole;
    private final Division division;
    private final List<ObjectSums> all = new ArrayList<>();

    /** The numbers of each object's parts, 0 for those that are too small. */
    private final List<long[]> numbers = new ArrayList<>();

    /** Divides an object. */
    interface Division {
        ObjectParts divide(ObjectSums object);
    }

    /** @param minVoxels of a part that counts */
    DividedObjects(FoundObjects whole, Division division, long minVoxels) {
        this.whole = whole;
        this.division = division;
        List<Part> parts = new ArrayList<>();
        for (ObjectSums object : whole.all()) {
            List<ObjectSums> sums = division.divide(object).sums(object.label());
            long[] own = new long[sums.size()];
            numbers.add(own);
            for (int i = 0; i < own.length; i++) {
                if (sums.get(i).voxels() >= minVoxels) {
                    parts.add(new Part(sums.get(i), own, i));
                }
            }
        }
        parts.sort(Comparator.comparing(Part::sums, ObjectSums.BY_FIRST_VOXEL));
        for (Part part : parts) {
            all.add(part.sums);
            part.numbers[part.index] = all.size();
        }
    }

    /** One of an object's parts, and where its number goes. */
    @SuppressWarnings("ArrayRecordComponent")
    private record Part(ObjectSums sums, long[] numbers, int index) {}

    @Override
    public List<ObjectSums> all() {
        return all;
    }

    @Override
    public long id(int index) {
        return index + 1L;
    }

    @Override
    public long largestId() {
        return all.size();
    }

    @Override
    public void forEachRun(RowVisitor visitor) {
        Map<Long, ObjectParts> near = new HashMap<>();
        whole.forEachRun(new RowVisitor() {
            @Override
            public void begin(LabelRow row) {
                if (row.y() == 0) {
                    near.values().removeIf(parts -> parts.isBefore(row.z()));
                }
                visitor.begin(row);
            }

            @Override
            public void run(LabelRow row, int start, int end, long id) {
                int index = (int) (id - 1);
                long[] own = numbers.get(index);
                if (own.length == 1) {
                    show(row, start, end, own[0]);
                    return;
                }
                near.computeIfAbsent(id, unknown -> division.divide(whole.all().get(index)))
                        .divide(row, start, end, (from, to, part) -> show(row, from, to, own[part - 1]));
            }

            private void show(LabelRow row, int start, int end, long number) {
                if (number > 0) {
                    visitor.run(row, start, end, number);
                }
            }
        });
    }
}
