// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import org.samda.data.Batches;

/**
 * Raw target patches for self-training, of each iteration the same ones twice.
 *
 * @param plain  without variation of their grey values: what labels are made from
 * @param varied with it: what is learnt from
 * @param weight of their loss against that of annotated patches, above 0
 */
public record Unlabelled(Batches plain, Batches varied, double weight) {}
