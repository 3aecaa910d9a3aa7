// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.samda.image.GreyImage;

/**
 * One channel of a network's input.
 *
 * @param image   its values
 * @param outside the value around an image that is smaller than a tile: that of its mean
 */
record InputChannel(GreyImage image, float outside) {

    /** Z-scored values, whose mean is 0. */
    static InputChannel zScored(GreyImage image) {
        return new InputChannel(image, 0);
    }
}
