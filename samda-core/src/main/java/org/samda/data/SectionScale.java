// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import java.util.function.UnaryOperator;
import org.samda.image.GreyImage;

/**
 * What brings the grey values of a section to the network's scale, for sections that come part by part.
 *
 * @param matched  gives a part the grey value distribution of another domain; leaves it as it is where none is wanted
 * @param scale    of the matched grey values
 * @param original the grey values before normalisation
 */
public record SectionScale(UnaryOperator<GreyImage> matched, GreyScale scale, OriginalGrey original) {

    /**
     * A part as the network sees it.
     *
     * @param greys grey values at the working pixel size
     * @return a new image
     */
    public GreyImage apply(GreyImage greys) {
        return scale.apply(List.of(matched.apply(greys))).get(0);
    }
}
