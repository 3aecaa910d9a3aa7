// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

/**
 * What nnU-Net expects a patch to cost.
 *
 * @param patch            its size
 * @param featureMapValues numbers that all convolutions of the network put out for one patch; 85 million times 12 fill 8 GB
 */
public record MemoryEstimate(PatchSize patch, long featureMapValues) {}
