// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import java.util.LinkedHashMap;
import java.util.Map;
import org.bytedeco.pytorch.Tensor;
import org.samda.torch.Engine;

/**
 * The adversarial loss (Tzeng et al. 2017): a discriminator learns to tell the domains apart, the features to be taken
 * for the other's. They take turns: an update of the discriminator with features as they are, then the features' loss.
 */
final class AdversarialAlignment implements AlignmentLoss {
    private static final double LEARNING_RATE = 1e-3;

    private final DomainDiscriminator discriminator;
    private final Optimizer optimizer;

    /** @param channels of the features */
    AdversarialAlignment(int channels, Engine engine) {
        discriminator = new DomainDiscriminator(channels, engine);
        optimizer = new AdamW(discriminator.parameters(), 0);
    }

    @Override
    public Terms between(Tensor source, Tensor target) {
        Gradients.clear(discriminator.parameters());
        Tensor error = discriminator.error(source.detach(), target.detach());
        error.backward();
        optimizer.step(LEARNING_RATE);
        Tensor confusion = discriminator.confusion(source, target);
        return new Terms(confusion, Map.of("lossDiscriminator", error));
    }

    @Override
    public Map<String, Tensor> state() {
        Map<String, Tensor> state = new LinkedHashMap<>(discriminator.parameters());
        optimizer.state().forEach((name, tensor) -> state.put("optimizer/" + name, tensor));
        return state;
    }

    @Override
    public void close() {
        optimizer.close();
        discriminator.close();
    }
}
