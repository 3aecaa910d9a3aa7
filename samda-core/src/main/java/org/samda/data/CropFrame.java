// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.List;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.NonZeroRegion;
import org.samda.image.SliceAxis;

/**
 * The part of a case that is not empty, where the network works; sections lie along the slice axis.
 *
 * @param axis   along which the case was cut into sections
 * @param whole  size of the uncropped case
 * @param corner first column, row and section inside
 * @param inner  size of the part
 */
public record CropFrame(SliceAxis axis, Extent whole, Place corner, Extent inner) {

    /**
     * @param width    px, columns
     * @param height   px, rows
     * @param sections number of them
     */
    public record Extent(int width, int height, int sections) {

        static Extent of(List<GreyImage> sections) {
            return new Extent(sections.get(0).width(), sections.get(0).height(), sections.size());
        }
    }

    /**
     * @param x       column
     * @param y       row
     * @param section counted from 0
     */
    public record Place(int x, int y, int section) {}

    /** The box around what is not empty in a case that was cut along this axis. */
    static CropFrame of(SliceAxis axis, List<GreyImage> cut, NonZeroRegion region) {
        NonZeroRegion.Box box = region.box();
        return new CropFrame(
                axis,
                Extent.of(cut),
                new Place(box.tile().x(), box.tile().y(), box.firstSection()),
                new Extent(box.tile().width(), box.tile().height(), box.sections()));
    }

    /** Whether nothing is cropped away. */
    public boolean isWhole() {
        return whole.equals(inner);
    }

    /** The inner part of labels of the whole size; the same list where nothing is cropped away. */
    List<LabelImage> croppedLabels(List<LabelImage> sections) {
        if (isWhole()) {
            return sections;
        }
        List<LabelImage> cropped = new ArrayList<>();
        for (LabelImage section : sections.subList(corner.section(), corner.section() + inner.sections())) {
            int[] labels = new int[inner.width() * inner.height()];
            for (int y = 0; y < inner.height(); y++) {
                System.arraycopy(section.labels(), wholeIndex(y), labels, y * inner.width(), inner.width());
            }
            cropped.add(new LabelImage(inner.width(), inner.height(), labels));
        }
        return cropped;
    }

    /** Undoes {@link #croppedLabels}; what was cropped away is background. */
    List<LabelImage> pasted(List<LabelImage> cropped) {
        if (isWhole()) {
            return cropped;
        }
        List<LabelImage> pasted = new ArrayList<>();
        for (int section = 0; section < whole.sections(); section++) {
            int[] labels = new int[whole.width() * whole.height()];
            int from = section - corner.section();
            for (int y = 0; from >= 0 && from < inner.sections() && y < inner.height(); y++) {
                int[] part = cropped.get(from).labels();
                System.arraycopy(part, y * inner.width(), labels, wholeIndex(y), inner.width());
            }
            pasted.add(new LabelImage(whole.width(), whole.height(), labels));
        }
        return pasted;
    }

    /** The same for values of each pixel, such as probabilities, with a value for what was cropped away. */
    List<GreyImage> pastedGreys(List<GreyImage> cropped, float outside) {
        if (isWhole()) {
            return cropped;
        }
        List<GreyImage> pasted = new ArrayList<>();
        for (int section = 0; section < whole.sections(); section++) {
            int from = section - corner.section();
            pasted.add(
                    from >= 0 && from < inner.sections()
                            ? cropped.get(from).framed(whole.width(), whole.height(), corner.x(), corner.y(), outside)
                            : GreyImage.filled(whole.width(), whole.height(), outside));
        }
        return pasted;
    }

    /** Where row y of the inner part begins in a section of the whole. */
    private int wholeIndex(int y) {
        return (corner.y() + y) * whole.width() + corner.x();
    }
}
