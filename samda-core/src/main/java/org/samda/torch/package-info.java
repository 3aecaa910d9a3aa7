// SPDX-License-Identifier: Apache-2.0
/**
 * The thin skin over libtorch: loading it, device and precision, arrays to tensors and back, weight files.
 */
package org.samda.torch;
