// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.zeros;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.torch.Tensors;

/**
 * Follows the pseudo Dice from epoch to epoch: its moving average, {@code 0.9 old + 0.1 new} beginning with the first
 * (nnU-Net; COMPONENTS section 9), and when that was best.
 *
 * <p>All it knows is in tensors, so that a checkpoint has it.
 */
final class BestEpoch implements AutoCloseable {
    private static final double OLD_SHARE = 0.9;
    private static final String EPOCHS = "epochs";
    private static final String AVERAGE = "average";
    private static final String BEST = "best";
    private static final String SINCE_BEST = "epochsSinceBest";

    private final Map<String, Tensor> state = new LinkedHashMap<>();

    BestEpoch() {
        try (PointerScope scope = new PointerScope()) {
            List.of(EPOCHS, AVERAGE, BEST, SINCE_BEST)
                    .forEach(name ->
                            state.put(name, zeros(1).to(ScalarType.Double).retainReference()));
        }
        set(AVERAGE, Double.NaN);
        set(BEST, Double.NaN);
    }

    /**
     * Takes in an epoch.
     *
     * @param dice its pseudo Dice; NaN, where no class has one, leaves the average as it is
     * @return whether the average is higher than ever before
     */
    boolean add(double dice) {
        set(EPOCHS, epochs() + 1);
        if (Double.isFinite(dice)) {
            set(AVERAGE, Double.isNaN(average()) ? dice : OLD_SHARE * average() + (1 - OLD_SHARE) * dice);
        }
        boolean isBest = hasBest() ? average() > get(BEST) : Double.isFinite(average());
        if (isBest) {
            set(BEST, average());
        }
        set(SINCE_BEST, isBest ? 0 : epochsSinceBest() + 1);
        return isBest;
    }

    /** Epochs taken in. */
    int epochs() {
        return (int) get(EPOCHS);
    }

    /** NaN before the first epoch with a pseudo Dice. */
    double average() {
        return get(AVERAGE);
    }

    /** Whether any epoch had a pseudo Dice. */
    boolean hasBest() {
        return !Double.isNaN(get(BEST));
    }

    /** Epochs taken in after the best one, or in all as long as there is none. */
    int epochsSinceBest() {
        return (int) get(SINCE_BEST);
    }

    /** What must be kept to go on; float64 [1] each, lent. */
    Map<String, Tensor> state() {
        return Collections.unmodifiableMap(state);
    }

    @Override
    public void close() {
        state.values().forEach(Tensor::close);
    }

    private double get(String name) {
        return state.get(name).item_double();
    }

    private void set(String name, double value) {
        try (PointerScope scope = new PointerScope()) {
            state.get(name).fill_(Tensors.scalar(value));
        }
    }
}
