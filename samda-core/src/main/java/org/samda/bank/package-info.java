// SPDX-License-Identifier: Apache-2.0
/**
 * The embedding bank (PAPER section 3): what a frozen generic encoder makes of each tile of each training image is computed
 * once and kept in files ({@link org.samda.bank.EmbeddingBank}), for all steps, runs and processes.
 */
package org.samda.bank;
