// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.torch.Engine;
import org.samda.torch.Precision;
import org.samda.torch.Tensors;

class DomainDiscriminatorTest {
    private static final Engine ENGINE = new Engine(1, "cpu", Precision.FP32);

    @Test
    void oneThatKnowsNothingErrsByLn2() {
        try (DomainDiscriminator discriminator = new DomainDiscriminator(3, ENGINE);
                PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            assertEquals(Math.log(2), discriminator.error(source(), target()).item_double(), 1e-6);
            // Sure of the source everywhere: ln(1 + e^-4) where it is right, ln(1 + e^4) where it is wrong.
            discriminator.parameters().get("out.bias").fill_(Tensors.scalar(4));
            double expected = (Math.log1p(Math.exp(-4)) + Math.log1p(Math.exp(4))) / 2;
            assertEquals(expected, discriminator.error(source(), target()).item_double(), 1e-6);
        }
    }

    @Test
    void exchangedDomainsAreItsConfusion() {
        try (DomainDiscriminator discriminator = new DomainDiscriminator(3, ENGINE);
                PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            discriminator.parameters().get("out.weight").fill_(Tensors.scalar(0.1));
            double confusion = discriminator.confusion(source(), target()).item_double();
            assertEquals(discriminator.error(target(), source()).item_double(), confusion);
            assertTrue(
                    Math.abs(confusion - discriminator.error(source(), target()).item_double()) > 0.01);
        }
    }

    @Test
    void alwaysBeginsWithTheSameWeightsWhateverTheGeneratorSays() {
        Engine.seed(1);
        try (DomainDiscriminator first = new DomainDiscriminator(3, ENGINE);
                PointerScope scope = new PointerScope()) {
            Engine.seed(2);
            try (DomainDiscriminator second = new DomainDiscriminator(3, ENGINE)) {
                for (Map.Entry<String, Tensor> entry : first.parameters().entrySet()) {
                    assertArrayEquals(
                            Tensors.floats(entry.getValue()),
                            Tensors.floats(second.parameters().get(entry.getKey())));
                }
            }
        }
    }

    @Test
    void closingLetsGoOfItsWeights() {
        new DomainDiscriminator(3, ENGINE).close();
        long before = Pointer.totalCount();
        for (int i = 0; i < 10; i++) {
            new DomainDiscriminator(3, ENGINE).close();
        }
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private static Tensor source() {
        return Filler.input("source", 1, 3, 4, 5);
    }

    private static Tensor target() {
        return Filler.symmetric("target", 1, 1, 1, 3, 4, 5);
    }
}
