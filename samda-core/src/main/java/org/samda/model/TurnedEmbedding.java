// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.grid_sampler;

import org.bytedeco.pytorch.Tensor;
import org.samda.encoder.EncoderImage;
import org.samda.torch.Tensors;

/**
 * The embedding of a patch that is turned or scaled, from that of the patch as it lies (PAPER section 3, embedding bank): the
 * grid is looked up bilinearly where each of its vectors would come from; beyond the rim the nearest vector stands.
 *
 * <p>An approximation: the encoder would have seen what lies around the patch, and objects in other sizes and directions.
 *
 * @param input how the patch becomes the encoder's input
 * @param xx    (x, y), an offset in px from the middle of the turned patch, comes from the offset (xx x + xy y, yx x + yy y)
 *              from the middle of the patch
 * @param xy    see xx
 * @param yx    see xx
 * @param yy    see xx
 */
public record TurnedEmbedding(EncoderInput input, double xx, double xy, double yx, double yy) {
    private static final long BILINEAR = 0;
    private static final long NEAREST_BEYOND_THE_RIM = 1;

    /**
     * @param embedding float32 [1, C, h, w] of the patch as it lies
     * @return float32 [1, C, h, w] of the turned patch
     */
    public Tensor of(Tensor embedding) {
        EncoderImage.Region shown = input.shown();
        Tensor places = Tensors.of(places(), 1, shown.height(), shown.width(), 2)
                .to(embedding.device(), embedding.scalar_type());
        return grid_sampler(embedding, places, BILINEAR, NEAREST_BEYOND_THE_RIM, false);
    }

    /** Where each vector comes from, float32 [h, w, (x, y)]; from edge to edge the grid is -1 to 1. */
    float[] places() {
        EncoderImage.Region shown = input.shown();
        EncoderImage.Region place = input.place();
        Axis across = new Axis(input.width(), place.width(), place.left() - shown.left() * GenericEncoder.STRIDE);
        Axis down = new Axis(input.height(), place.height(), place.top() - shown.top() * GenericEncoder.STRIDE);
        float[] places = new float[2 * shown.height() * shown.width()];
        for (int i = 0; i < shown.height(); i++) {
            for (int j = 0; j < shown.width(); j++) {
                double x = across.offset(j);
                double y = down.offset(i);
                int at = 2 * (i * shown.width() + j);
                places[at] = (float) (2 * across.cells(xx * x + xy * y) / shown.width() - 1);
                places[at + 1] = (float) (2 * down.cells(yx * x + yy * y) / shown.height() - 1);
            }
        }
        return places;
    }

    /**
     * Between px of the patch and cells of the grid.
     *
     * @param side   of the patch in px
     * @param placed side of what shows it in the encoder's image, in px
     * @param before px of the encoder's image from the grid's edge to the patch's
     */
    private record Axis(int side, int placed, int before) {

        /** From the middle of the patch to the middle of a cell, in px of the patch. */
        double offset(int cell) {
            return ((cell + 0.5) * GenericEncoder.STRIDE - before) * side / placed - side / 2.0;
        }

        /** From the edge of the grid to an offset from the middle of the patch, in cells. */
        double cells(double offset) {
            return ((offset + side / 2.0) * placed / side + before) / GenericEncoder.STRIDE;
        }
    }
}
