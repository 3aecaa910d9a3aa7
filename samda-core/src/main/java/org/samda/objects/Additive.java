// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

/**
 * What is known of a part of a component, such that it can be added to what is known of another part; the order does not matter.
 *
 * @param <T> itself
 */
interface Additive<T> {

    void add(T other);
}
