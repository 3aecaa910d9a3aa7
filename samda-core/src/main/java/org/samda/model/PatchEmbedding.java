// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;

/** Makes one token of every 16 x 16 pixels. */
final class PatchEmbedding extends Module {
    private final Conv2dImpl proj;

    PatchEmbedding(int embedDim) {
        proj = register_module("proj", Layers.patches(3, embedDim, GenericEncoder.STRIDE));
    }

    /**
     * @param images [N, 3, H, W]
     * @return [N, H / 16, W / 16, embedDim]
     */
    Tensor forward(Tensor images) {
        return proj.forward(images).permute(0, 2, 3, 1);
    }
}
