// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.bytedeco.pytorch.global.torch.constant_pad_nd;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Parameters;

/** Puts a plain U-Net's weights into one whose decoder takes more channels at its start (PAPER row 5). */
final class WarmStart {
    /** The one weight that depends on the number of fused channels, [in, out, k, k]. */
    private static final String WIDENED = "decoder.transpconvs.0.weight";

    private WarmStart() {}

    static void load(ExpertUNet expert, Map<String, Tensor> plainUNet, String what) {
        int fused = expert.config().fusedChannels();
        Map<String, Tensor> weights = new LinkedHashMap<>(plainUNet);
        weights.computeIfPresent(WIDENED, (name, plain) -> constant_pad_nd(plain, 0, 0, 0, 0, 0, 0, 0, fused));
        Parameters.load(expert, weights, what);
    }
}
