// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

/** Checks settings one by one, so that a message begins with the key at fault and the reader of a file finds its line. */
public final class SettingCheck {

    private SettingCheck() {}

    /**
     * @param holds    whether the value is fine
     * @param key      as written in the file, without the sections around it
     * @param expected such as {@code at least 1}
     * @param found    the value
     */
    public static void require(boolean holds, String key, String expected, Object found) {
        if (!holds) {
            throw new IllegalArgumentException(key + " must be " + expected + ", got " + found);
        }
    }
}
