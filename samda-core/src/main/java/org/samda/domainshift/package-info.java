// SPDX-License-Identifier: Apache-2.0
/** How far apart two domains are, and what an adaptation did, without labels of the target: plain Java. */
package org.samda.domainshift;
