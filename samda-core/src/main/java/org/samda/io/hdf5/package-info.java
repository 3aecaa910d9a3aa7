// SPDX-License-Identifier: Apache-2.0
/**
 * HDF5 files: which of a file's datasets is the volume, and its voxels box by box; writing one dataset.
 *
 * <p>What a file holds is asked from the jHDF library. Voxels are read here, because it would read whole datasets and
 * unpack chunks to any size.
 */
package org.samda.io.hdf5;
