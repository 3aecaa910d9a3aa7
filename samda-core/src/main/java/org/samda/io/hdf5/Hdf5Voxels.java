// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/** The voxels of a dataset, however the file keeps them. */
interface Hdf5Voxels {

    /** The box that the file keeps together. */
    VolumeSize chunk();

    /**
     * Reads a box that lies inside the volume.
     *
     * @param values gets its grey values, x fastest
     * @throws org.samda.SamdaException if they are damaged, or NaN or infinite
     */
    void read(VoxelBox box, float[] values);
}
