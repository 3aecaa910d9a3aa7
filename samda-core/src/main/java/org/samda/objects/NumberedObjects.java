// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.List;

/** The objects of a volume, with numbers. */
interface NumberedObjects {

    /** What was counted of each, in the order of their numbers. */
    List<ObjectSums> all();

    /** The number of an object, from 1. */
    long id(int index);

    /** The largest number of an object, 0 if there is none. */
    long largestId();

    /** Goes through the volume once more. */
    void forEachRun(RowVisitor visitor);

    /** Sees all rows and the runs of objects in them. */
    interface RowVisitor {
        /** The next row, before its runs. */
        void begin(LabelRow row);

        /**
         * @param row   the one that began last
         * @param start first voxel of a run along x
         * @param end   behind its last voxel
         * @param id    its object, from 1
         */
        void run(LabelRow row, int start, int end, long id);
    }
}
