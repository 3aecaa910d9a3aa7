// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.RawVoxels;

/** Voxels in one run (HDF5's contiguous and compact layouts). */
record RawHdf5Voxels(RawVoxels voxels, VolumeSize chunk) implements Hdf5Voxels {

    @Override
    public void read(VoxelBox box, float[] values) {
        voxels.read(box, values);
    }
}
