// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import org.samda.image.GreyImage;
import org.samda.image.Tile;

/**
 * A frame around an image that is smaller than a tile.
 *
 * @param width  of the framed image, px
 * @param height of the framed image, px
 * @param inner  where the image lies in it
 */
record Padding(int width, int height, Tile inner) {

    /** The frame that brings an image to at least this size; centred, an odd pixel goes to the right and the bottom. */
    static Padding toAtLeast(GreyImage image, int width, int height) {
        int framedWidth = Math.max(width, image.width());
        int framedHeight = Math.max(height, image.height());
        int left = (framedWidth - image.width()) / 2;
        int top = (framedHeight - image.height()) / 2;
        return new Padding(framedWidth, framedHeight, new Tile(left, top, image.width(), image.height()));
    }

    /** The channel's image with its frame; the image itself where the frame is empty. */
    GreyImage pad(InputChannel channel) {
        GreyImage image = channel.image();
        if (isEmpty()) {
            return image;
        }
        return image.framed(width, height, inner.x(), inner.y(), channel.outside());
    }

    /** The part of a framed image inside the frame; the framed image itself where the frame is empty. */
    GreyImage crop(GreyImage framed) {
        if (isEmpty()) {
            return framed;
        }
        return framed.part(inner);
    }

    private boolean isEmpty() {
        return inner.width() == width && inner.height() == height;
    }
}
