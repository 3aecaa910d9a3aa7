// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

/** A point or a direction in the tissue, in nm. */
record Vec(double x, double y, double z) {

    /** A direction of length 1, evenly spread over the sphere but for a slight pull to the corners of the cube. */
    static Vec direction(long key) {
        return new Vec(
                        Hash.normal(Hash.part(key, 101)),
                        Hash.normal(Hash.part(key, 102)),
                        Hash.normal(Hash.part(key, 103)) + 1e-9)
                .unit();
    }

    Vec plus(Vec other, double times) {
        return new Vec(x + times * other.x, y + times * other.y, z + times * other.z);
    }

    double dot(Vec other) {
        return x * other.x + y * other.y + z * other.z;
    }

    Vec cross(Vec other) {
        return new Vec(y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
    }

    double length() {
        return Math.sqrt(dot(this));
    }

    Vec unit() {
        return times(1 / length());
    }

    Vec times(double factor) {
        return new Vec(factor * x, factor * y, factor * z);
    }
}
