// SPDX-License-Identifier: Apache-2.0
/**
 * The paper's figure as libtorch modules, with the parameter names of the official implementations.
 *
 * <p>Begin with {@link org.samda.model.SamdaModel}, whose {@code forward} reads like the figure.
 */
package org.samda.model;
