// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

/** Positions, in bytes, of the fields of a NIfTI-1 header that are read or written here (nifti1.h). */
final class NiftiField {
    static final int HEADER_SIZE = 0;
    static final int DIM = 40;
    static final int INTENT_P1 = 56;
    static final int INTENT_CODE = 68;
    static final int DATATYPE = 70;
    static final int BITPIX = 72;
    static final int PIXDIM = 76;
    static final int VOX_OFFSET = 108;
    static final int SCL_SLOPE = 112;
    static final int SCL_INTER = 116;
    static final int XYZT_UNITS = 123;
    static final int CAL_MAX = 124;
    static final int CAL_MIN = 128;
    static final int GLMAX = 140;
    static final int GLMIN = 144;
    static final int QFORM_CODE = 252;
    static final int SFORM_CODE = 254;
    static final int QUATERN_B = 256;
    static final int SROW_X = 280;
    static final int INTENT_NAME = 328;
    static final int MAGIC = 344;

    static final int INTENT_NAME_BYTES = 16;
    static final int SROW_BYTES = 16;

    static final int UNKNOWN_UNIT = 0;
    static final int METRE = 1;
    static final int MILLIMETRE = 2;
    static final int MICROMETRE = 3;

    /** The coordinates are those of something else, not of a scanner or an atlas. */
    static final int ALIGNED = 2;

    private NiftiField() {}
}
