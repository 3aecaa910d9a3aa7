// SPDX-License-Identifier: Apache-2.0
/**
 * How an image becomes the input of each published generic encoder, bit for bit as its authors do it: plain Java on arrays.
 *
 * <p>Begin with {@link org.samda.encoder.EncoderPreprocessing}.
 */
package org.samda.encoder;
