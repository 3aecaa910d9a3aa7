// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

/** Positions, in bytes, of the fields of an MRC header that are read or written here (MRC2014; IMOD for its own two). */
final class MrcField {
    static final int COLUMNS = 0;
    static final int ROWS = 4;
    static final int SECTIONS = 8;
    static final int MODE = 12;
    static final int MX = 28;
    static final int CELL = 40;
    static final int ANGLES = 52;
    static final int AXES = 64;
    static final int MINIMUM = 76;
    static final int MAXIMUM = 80;
    static final int MEAN = 84;
    static final int SPACE_GROUP = 88;
    static final int EXTENDED_BYTES = 92;
    static final int VERSION = 108;
    static final int IMOD_STAMP = 152;
    static final int IMOD_FLAGS = 156;
    static final int MAP = 208;
    static final int MACHINE_STAMP = 212;
    static final int DEVIATION = 216;
    static final int LABELS = 220;
    static final int FIRST_LABEL = 224;

    static final int VOLUME = 1;
    static final int FIRST_VOLUME_STACK = 401;
    static final int MRC2014 = 20140;
    static final int IMOD = 1146047817;
    static final int IMOD_SIGNED_BYTES = 1;
    static final double ANGSTROMS_PER_NM = 10;

    private MrcField() {}
}
