// SPDX-License-Identifier: Apache-2.0
package org.samda.io.hdf5;

/**
 * Where a chunk of a dataset lies in the file.
 *
 * @param address position of its first byte, behind the file's user block
 * @param bytes   how many it has in the file
 * @param skipped bit i is set where filter i was not used for it
 */
record StoredChunk(long address, int bytes, int skipped) {}
