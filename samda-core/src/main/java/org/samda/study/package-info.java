// SPDX-License-Identifier: Apache-2.0
/** {@code samda experiment}: methods x pairs x shots x seeds, with the paper's tables and figures. */
package org.samda.study;
