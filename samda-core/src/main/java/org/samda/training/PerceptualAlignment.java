// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.Map;
import java.util.function.DoubleSupplier;
import org.bytedeco.pytorch.Tensor;
import org.samda.loss.FeatureReconstruction;
import org.samda.loss.StyleReconstruction;
import org.samda.torch.Tensors;

/** The paper's loss (Eq. 2): feature plus weighted style reconstruction. */
final class PerceptualAlignment implements AlignmentLoss {
    private final DoubleSupplier balance;
    private double styleWeight = Double.NaN;

    /** @param styleWeight weight of L_style; asked for once, when the first pair comes */
    PerceptualAlignment(DoubleSupplier styleWeight) {
        balance = styleWeight;
    }

    @Override
    public Terms between(Tensor source, Tensor target) {
        if (Double.isNaN(styleWeight)) {
            styleWeight = balance.getAsDouble();
        }
        Tensor feature = FeatureReconstruction.of(source, target).mean();
        Tensor style = StyleReconstruction.of(source, target).mean();
        return new Terms(
                feature.add(style, Tensors.scalar(styleWeight)), Map.of("lossFeature", feature, "lossStyle", style));
    }
}
