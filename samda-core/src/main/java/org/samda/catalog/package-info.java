// SPDX-License-Identifier: Apache-2.0
/**
 * The generic encoders that are known, and their weight files: {@link org.samda.catalog.EncoderCatalog} says what there
 * is, {@link org.samda.catalog.WeightsCache} where the files are, {@link org.samda.catalog.WeightsDownload} fetches one.
 */
package org.samda.catalog;
