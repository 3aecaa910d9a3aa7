// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/**
 * A body inside a cell: a tube with round ends, bent and a little flattened.
 *
 * @param kind   what it is
 * @param center nm
 * @param axes   its own directions
 * @param shape  nm
 * @param key    of its random properties
 */
record Organelle(Kind kind, Vec center, Axes axes, Shape shape, long key) {

    /** What an organelle is. */
    enum Kind {
        MITOCHONDRION,
        LYSOSOME,
        VACUOLE
    }

    /** Along the tube, in the plane of its bend, and across; each of length 1 and upright on the others. */
    record Axes(Vec along, Vec bend, Vec across) {
        static Axes near(Vec direction, double tilt, long key) {
            Vec along = direction.plus(Vec.direction(key), tilt).unit();
            Vec across = along.cross(Vec.direction(Hash.part(key, 21))).unit();
            return new Axes(along, across.cross(along), across);
        }
    }

    /**
     * The tube's measures.
     *
     * @param half    half the length of the straight part
     * @param radius  across
     * @param sag     how far the ends lie off the straight line through the middle
     * @param flatten less than 1: wider across than in the plane of the bend
     */
    record Shape(double half, double radius, double sag, double flatten) {}

    /** Of the key alone: organelles are looked up for every pixel of them. */
    @Override
    public int hashCode() {
        return Long.hashCode(key);
    }

    /** No point farther than this from the centre is in the organelle; nm. */
    double reach() {
        return shape.half + 1.5 * shape.radius / shape.flatten + shape.sag;
    }

    /** A point in the organelle's own directions: along, in the plane of the bend (straightened), across. */
    Vec local(Vec point) {
        Vec offset = point.plus(center, -1);
        double u = offset.dot(axes.along);
        double span = shape.half + shape.radius;
        double curve = shape.sag * (u * u / (span * span) - 0.33);
        return new Vec(u, offset.dot(axes.bend) - curve, offset.dot(axes.across) * shape.flatten);
    }

    /** Distance of a {@link #local} point from the surface in nm, negative inside. */
    double distance(Vec local) {
        double over = local.x() - Blend.clamp(local.x(), -shape.half, shape.half);
        return Math.sqrt(over * over + local.y() * local.y() + local.z() * local.z()) - shape.radius;
    }

    /** How much the surface leans over at a local point: 0 upright on the section, 1 in its plane. */
    double slant(Vec local) {
        double over = local.x() - Blend.clamp(local.x(), -shape.half, shape.half);
        double z = over * axes.along.z() + local.y() * axes.bend.z() + local.z() * axes.across.z();
        double length = Math.sqrt(over * over + local.y() * local.y() + local.z() * local.z());
        return Math.min(1, Math.abs(z) / Math.max(length, 1e-6));
    }
}
