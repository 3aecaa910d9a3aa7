// SPDX-License-Identifier: Apache-2.0
/** Scores of segmentations against labels: plain Java, no files, usable on any mask. */
package org.samda.evaluation;
