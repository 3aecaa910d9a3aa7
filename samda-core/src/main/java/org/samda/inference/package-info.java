// SPDX-License-Identifier: Apache-2.0
/**
 * From a trained model and an image to a segmentation: {@link org.samda.inference.ModelFile} reads a model, {@link
 * org.samda.inference.Segmenter} segments one image with it, {@link org.samda.inference.VolumeSegmentation} whole files
 * and folders. {@link org.samda.inference.ImageEmbedder} stops half way: at a generic encoder's embedding.
 */
package org.samda.inference;
