// SPDX-License-Identifier: Apache-2.0
/**
 * nnU-Net's rules for its 2-D configuration (Isensee et al. 2021): from the fingerprint of a data set to patch, batch and
 * stages of a U-Net; arithmetic only, no image is read here.
 *
 * <p>Begin with {@link org.samda.planning.NnUNetPlanner}.
 */
package org.samda.planning;
