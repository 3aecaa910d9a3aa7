// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

/** An axis of a slice. */
enum Axis {
    Y,
    X;

    Axis other() {
        return this == Y ? X : Y;
    }
}
