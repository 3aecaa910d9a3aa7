// SPDX-License-Identifier: Apache-2.0
/** The samda program: translates arguments into calls of the core and reports what came of them. */
package org.samda.cli;
