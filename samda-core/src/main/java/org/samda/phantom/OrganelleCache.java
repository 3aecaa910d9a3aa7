// SPDX-License-Identifier: Apache-2.0
package org.samda.phantom;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The organelles of the cells that were seen last: a cell spans hundreds of sections and finding places in it takes time.
 *
 * <p>Safe for use by several threads.
 */
final class OrganelleCache {
    /** The cells of some 400 square micrometres; a few megabytes. */
    private static final int MOST_CELLS = 8192;

    private final Map<Cell, List<Organelle>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Cell, List<Organelle>> eldest) {
            return size() > MOST_CELLS;
        }
    };

    /** See {@link Housing#organelles}. */
    List<Organelle> of(Cell cell, Territory.Strands strands) {
        synchronized (known) {
            List<Organelle> found = known.get(cell);
            if (found != null) {
                return found;
            }
        }
        List<Organelle> made = Housing.organelles(cell, strands);
        synchronized (known) {
            known.put(cell, made);
        }
        return made;
    }
}
