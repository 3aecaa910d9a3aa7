// SPDX-License-Identifier: Apache-2.0
/**
 * How fast this machine does what users do with the product, and how near that is to what the machine can do.
 *
 * <p>Begin with {@link org.samda.benchmark.Benchmark}. Everything timed here is the product's own code.
 */
package org.samda.benchmark;
