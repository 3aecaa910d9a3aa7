// SPDX-License-Identifier: Apache-2.0
/**
 * Published weights from files one does not trust: {@link org.samda.checkpoint.CheckpointFile} reads what {@code
 * torch.save} or safetensors wrote, {@link org.samda.checkpoint.EncoderWeights} and {@link
 * org.samda.checkpoint.ExpertWeights} choose from it what a network takes.
 *
 * <p>A {@code .pth} file is a ZIP archive of a pickle, which is a program, and of the tensors' values. {@link
 * org.samda.checkpoint.PickleReader} follows that program only where it builds tensors and plain values; whatever else it
 * names is never run, and unless it is on a short list of harmless things the file is refused.
 */
package org.samda.checkpoint;
