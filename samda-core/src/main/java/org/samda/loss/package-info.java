// SPDX-License-Identifier: Apache-2.0
/**
 * The paper's formulas, one file for each equation.
 */
package org.samda.loss;
