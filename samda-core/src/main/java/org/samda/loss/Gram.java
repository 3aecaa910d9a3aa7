// SPDX-License-Identifier: Apache-2.0
package org.samda.loss;

import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Autocast;

/** Which channels of a feature map are active together, wherever that is (paper Eq. 4). */
public final class Gram {

    private Gram() {}

    /**
     * {@code G_ij = sum over pixels of phi_i phi_j / (C H W)}.
     *
     * @param features float [N, C, H, W]
     * @return float32 [N, C, C], symmetric; computed in float32 under autocast too
     */
    public static Tensor of(Tensor features) {
        Tensor flat = features.to(ScalarType.Float).flatten(2, 3);
        try (Autocast fullPrecision = Autocast.off(features)) {
            return flat.bmm(flat.transpose(1, 2)).div(new Scalar((double) flat.size(1) * flat.size(2)));
        }
    }
}
