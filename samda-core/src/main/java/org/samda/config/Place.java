// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

/**
 * Where a value was written.
 *
 * @param origin what it was written in, as messages begin: {@code Config 'lucchi.yaml'}
 * @param line   line from 1, 0 where there are no lines
 * @param column column from 1, 0 where there are no lines
 */
record Place(String origin, int line, int column) {

    /** A place in something that has no lines, such as an option of the command line. */
    static Place in(String origin) {
        return new Place(origin, 0, 0);
    }

    @Override
    public String toString() {
        return line < 1 ? origin : origin + ", line " + line + ", column " + column;
    }
}
