// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.function.Consumer;
import org.samda.image.VolumeSize;

/** A volume of labels that can be gone through row by row, as often as needed. */
interface LabelRows {

    VolumeSize size();

    /** Shows all rows, along y, then z; each is lent for the call. */
    void forEach(Consumer<LabelRow> visitor);
}
