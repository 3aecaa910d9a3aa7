// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.grid_sampler;

import org.bytedeco.pytorch.Tensor;
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
        Tensor places = Tensors.of(places(), 1, input.gridHeight(), input.gridWidth(), 2)
                .to(embedding.device(), embedding.scalar_type());
        return grid_sampler(embedding, places, BILINEAR, NEAREST_BEYOND_THE_RIM, false);
    }

    /** Where each vector comes from, float32 [h, w, (x, y)]; from edge to edge the grid is -1 to 1. */
    float[] places() {
        int height = input.gridHeight();
        int width = input.gridWidth();
        float[] places = new float[2 * height * width];
        for (int i = 0; i < height; i++) {
            for (int j = 0; j < width; j++) {
                double x = offset(j, input.width());
                double y = offset(i, input.height());
                places[2 * (i * width + j)] = (float) (2 * cells(xx * x + xy * y, input.width()) / width - 1);
                places[2 * (i * width + j) + 1] = (float) (2 * cells(yx * x + yy * y, input.height()) / height - 1);
            }
        }
        return places;
    }

    /** From the middle of the patch to the middle of a cell, in px. */
    private double offset(int cell, int side) {
        return (cell + 0.5) * GenericEncoder.STRIDE / input.factor() - side / 2.0;
    }

    /** From the edge of the grid to an offset from the middle of the patch, in cells. */
    private double cells(double offset, int side) {
        return (offset + side / 2.0) * input.factor() / GenericEncoder.STRIDE;
    }
}
