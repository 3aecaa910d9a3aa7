// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.ByteOrder;

/**
 * How chunks lie in shards, files of many chunks (Zarr v3's codec sharding_indexed).
 *
 * @param shard   elements of a shard along each dimension, a multiple of those of a chunk
 * @param order   of the bytes in a shard's index
 * @param checked whether the index ends in a checksum
 * @param atStart whether the index is at the start of the file, not at its end
 */
@SuppressWarnings("ArrayRecordComponent")
record ShardLayout(long[] shard, ByteOrder order, boolean checked, boolean atStart) {}
