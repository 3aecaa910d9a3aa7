// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

/**
 * What a segmentation did.
 *
 * @param files    files that were segmented
 * @param sections sections in them
 * @param resumed  files that an interrupted run with the same model had finished before and that were taken over
 */
public record SegmentationSummary(int files, long sections, int resumed) {}
