// SPDX-License-Identifier: Apache-2.0
package org.samda.image;

/**
 * Physical size of one voxel, in nanometres, in the order the data is stored (x fastest).
 *
 * @param xNm width in nm, greater than 0
 * @param yNm height in nm, greater than 0
 * @param zNm section thickness in nm, greater than 0
 */
public record VoxelSize(double xNm, double yNm, double zNm) {

    public VoxelSize {
        requirePositive("xNm", xNm);
        requirePositive("yNm", yNm);
        requirePositive("zNm", zNm);
    }

    /** Section thickness over pixel size: 1 for isotropic FIB-SEM, about 10 for serial-section EM. */
    public double anisotropy() {
        return zNm / Math.max(xNm, yNm);
    }

    private static void requirePositive(String name, double nm) {
        if (!(nm > 0) || Double.isInfinite(nm)) {
            throw new IllegalArgumentException(name + " must be a finite number of nm above 0, got " + nm);
        }
    }
}
