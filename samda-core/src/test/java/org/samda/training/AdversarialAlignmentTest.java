// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.Set;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.golden.Filler;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

class AdversarialAlignmentTest {
    private static final Engine ENGINE = new Engine(1, "cpu", Precision.FP32);
    private static final int CHANNELS = 4;

    @Test
    void theDiscriminatorLearnsToTellSeparableDomainsApart() {
        try (PointerScope scope = new PointerScope()) {
            double error = errorOfNewDiscriminator(target());
            assertTrue(error < 0.1, "errs by " + error);
        }
    }

    @Test
    void featuresThatFollowItsGradientBecomeHardToTellApart() {
        try (AdversarialAlignment loss = new AdversarialAlignment(CHANNELS, ENGINE);
                PointerScope scope = new PointerScope()) {
            // The features themselves are learnt: a shift of the target's channels.
            Tensor shift = Filler.symmetric("zero", 0, 0, 1, CHANNELS, 1, 1).requires_grad_(true);
            try (Optimizer optimizer = new AdamW(Map.of("shift", shift), 0)) {
                for (int i = 0; i < 1000; i++) {
                    adapt(loss, shift, optimizer);
                }
            }
            double error = errorOfNewDiscriminator(target().add(shift).detach());
            assertTrue(error > 0.4, "a new discriminator errs by " + error);
        }
    }

    @Test
    void nothingIsLearntByAnAnchoredSource() {
        try (AdversarialAlignment loss = new AdversarialAlignment(CHANNELS, ENGINE);
                PointerScope scope = new PointerScope()) {
            Tensor source = source();
            Tensor target = target().requires_grad_(true);
            loss.between(source, target).total().backward();
            assertFalse(source.grad().defined());
            assertTrue(target.grad().abs().max().item_double() > 0);
        }
    }

    @Test
    void itsStateIsWeightsAndOptimiser() {
        try (AdversarialAlignment loss = new AdversarialAlignment(CHANNELS, ENGINE)) {
            Set<String> names = loss.state().keySet();
            assertTrue(names.containsAll(
                    Set.of("hidden.weight", "out.bias", "optimizer/updates", "optimizer/out.weight.mean")));
            assertEquals(4 + 1 + 2 * 4, names.size());
        }
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        use(1);
        long before = Pointer.totalCount();
        use(10);
        assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
    }

    private static void use(int times) {
        for (int i = 0; i < times; i++) {
            try (AdversarialAlignment loss = new AdversarialAlignment(CHANNELS, ENGINE)) {
                used(loss);
            }
        }
    }

    private static double errorOfNewDiscriminator(Tensor target) {
        try (AdversarialAlignment loss = new AdversarialAlignment(CHANNELS, ENGINE)) {
            double error = 1;
            for (int i = 0; i < 400; i++) {
                error = error(loss, target);
            }
            return error;
        }
    }

    private static void adapt(AdversarialAlignment loss, Tensor shift, Optimizer optimizer) {
        try (PointerScope scope = new PointerScope()) {
            shift.mutable_grad().reset();
            loss.between(source(), target().add(shift)).total().backward();
            optimizer.step(0.01);
        }
    }

    private static void used(AdversarialAlignment loss) {
        try (PointerScope scope = new PointerScope()) {
            error(loss, target());
        }
    }

    private static double error(AdversarialAlignment loss, Tensor target) {
        try (PointerScope scope = new PointerScope()) {
            return loss.between(source(), target)
                    .parts()
                    .get("lossDiscriminator")
                    .item_double();
        }
    }

    private static Tensor source() {
        return Filler.symmetric("source", 1, 0, 1, CHANNELS, 12, 12);
    }

    private static Tensor target() {
        return Filler.symmetric("target", 1, 2.5, 1, CHANNELS, 12, 12);
    }
}
