// SPDX-License-Identifier: Apache-2.0
package org.samda.catalog;

/** Whether an encoder's weights are in the cache. */
public enum Presence {
    /** The encoder has no published weights. */
    NOT_NEEDED("needs none"),
    /** There is no file. */
    MISSING("not cached"),
    /** A file of the right name and, where that is known, size is there. */
    CACHED("cached"),
    /** A file of the right name is there, but of another size than the published one. */
    WRONG_SIZE("damaged");

    private final String words;

    Presence(String words) {
        this.words = words;
    }

    /** In a word or two. */
    public String words() {
        return words;
    }
}
