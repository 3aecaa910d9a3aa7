// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import org.samda.image.GreyImage;

/** What becomes of label values that a data set's classes do not name. */
public enum OtherLabels {
    /** They are a mistake, in the labels or in the classes. */
    ERROR,
    /** They are background: of an atlas of many structures only some are of interest. */
    BACKGROUND;

    /** Label values with 0 for what counts as background. */
    GreyImage apply(GreyImage labels, Classes classes) {
        if (this == ERROR) {
            return labels;
        }
        float[] values = labels.pixels().clone();
        for (int i = 0; i < values.length; i++) {
            values[i] = values[i] == 0 || classes.indexOf(values[i]) > 0 ? values[i] : 0;
        }
        return new GreyImage(labels.width(), labels.height(), values);
    }
}
