// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.awt.Dimension;
import java.awt.Graphics2D;

/** A figure that can be painted as pixels or as vectors. */
interface Drawing {

    /** Of the paper, in px at scale 1. */
    Dimension size();

    /** @param paper white, of that size */
    void paint(Graphics2D paper);
}
