// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/**
 * A case as the network sees it, and what is needed to bring results back to the case as it was.
 *
 * @param sections normalised grey values at the working pixel size, cropped, along the slice axis
 * @param frame    where they were cut out
 * @param original the grey values before normalisation
 */
public record PreparedCase(List<GreyImage> sections, CropFrame frame, OriginalGrey original) {

    public PreparedCase {
        sections = List.copyOf(sections);
    }

    /**
     * Sections of labels at the frame's size become z planes of the whole case; what was cropped away is background.
     *
     * @param cropped class indices, each of {@code frame().width() * frame().height()}
     */
    public List<LabelImage> restored(List<LabelImage> cropped) {
        return frame.axis().joinLabels(frame.pasted(cropped));
    }

    /** The same for values of each pixel; what was cropped away gets {@code outside}. */
    public List<GreyImage> restored(List<GreyImage> cropped, float outside) {
        return frame.axis().join(frame.pastedGreys(cropped, outside));
    }
}
