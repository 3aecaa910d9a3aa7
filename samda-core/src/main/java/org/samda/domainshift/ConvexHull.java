// SPDX-License-Identifier: Apache-2.0
package org.samda.domainshift;

import java.util.ArrayList;
import java.util.List;

/** The convex hull of an object's pixels, with their corners. */
final class ConvexHull {

    private ConvexHull() {}

    /** A corner of a pixel. */
    private record Corner(long x, long y) {}

    /**
     * Its area in px.
     *
     * @param runs of the object, row by row from above
     */
    static double area(List<ObjectShape.Run> runs) {
        List<Corner> left = new ArrayList<>();
        List<Corner> right = new ArrayList<>();
        for (ObjectShape.Run run : extents(runs)) {
            for (int y = run.y(); y <= run.y() + 1; y++) {
                add(left, new Corner(run.from(), y), -1);
                add(right, new Corner(run.to(), y), 1);
            }
        }
        double twice = 0;
        for (int i = 1; i < right.size(); i++) {
            twice += cross(right.get(i - 1), right.get(i));
        }
        for (int i = 1; i < left.size(); i++) {
            twice -= cross(left.get(i - 1), left.get(i));
        }
        // The upper and the lower edge.
        twice += cross(left.get(0), right.get(0)) + cross(right.get(right.size() - 1), left.get(left.size() - 1));
        return Math.abs(twice) / 2;
    }

    /** One run for each row, from its first to its last pixel. */
    private static List<ObjectShape.Run> extents(List<ObjectShape.Run> runs) {
        List<ObjectShape.Run> extents = new ArrayList<>();
        for (ObjectShape.Run run : runs) {
            int last = extents.size() - 1;
            if (last >= 0 && extents.get(last).y() == run.y()) {
                ObjectShape.Run first = extents.remove(last);
                extents.add(new ObjectShape.Run(
                        run.y(), Math.min(first.from(), run.from()), Math.max(first.to(), run.to())));
            } else {
                extents.add(run);
            }
        }
        return extents;
    }

    /** Adds a corner that lies below the last, or beside it, to one side of the hull. */
    private static void add(List<Corner> side, Corner corner, int outward) {
        int last = side.size() - 1;
        if (last >= 0 && side.get(last).y() == corner.y()) {
            if (outward * corner.x() <= outward * side.get(last).x()) {
                return;
            }
            side.remove(last);
        }
        while (side.size() >= 2 && outward * turn(side, corner) <= 0) {
            side.remove(side.size() - 1);
        }
        side.add(corner);
    }

    /** Above 0 where the way over the last corner to this one turns as a right side of a hull does. */
    private static long turn(List<Corner> side, Corner next) {
        Corner before = side.get(side.size() - 2);
        Corner last = side.get(side.size() - 1);
        return (last.x() - before.x()) * (next.y() - last.y()) - (last.y() - before.y()) * (next.x() - last.x());
    }

    private static double cross(Corner a, Corner b) {
        return (double) a.x() * b.y() - (double) a.y() * b.x();
    }
}
