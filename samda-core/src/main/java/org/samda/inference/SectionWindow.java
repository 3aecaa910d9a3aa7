// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import org.samda.image.Tile;

/**
 * A part of a section that is segmented on its own.
 *
 * @param core    what it yields, px of the section
 * @param source  what it is made of, px of the section
 * @param working what the network sees, px of the section at the working pixel size
 * @param tiles   in which the network sees it, counted from the corner of {@code working}; where the section is smaller than a
 *                tile, in the surrounded section
 */
record SectionWindow(Tile core, Tile source, Tile working, List<Tile> tiles) {
    SectionWindow {
        tiles = List.copyOf(tiles);
    }
}
