// SPDX-License-Identifier: Apache-2.0
/**
 * From files to batches: {@link org.samda.data.Datasets#open} finds images and labels, {@link
 * org.samda.data.FewShotSplit} chooses the shots, {@link org.samda.data.PreparedImages} makes each image a {@link
 * org.samda.data.TrainingImage} that lies in a mapped file, {@link org.samda.data.PatchSampler} draws augmented patches
 * from it, and {@link org.samda.data.BatchQueue} computes them ahead.
 */
package org.samda.data;
