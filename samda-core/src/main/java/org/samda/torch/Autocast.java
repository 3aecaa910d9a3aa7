// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import org.bytedeco.pytorch.GradMode;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * While open, this thread computes convolutions and matrix products in the given precision.
 *
 * <p>The cache of cast weights stays off: every weight is used once a step, and a cache that outlives the optimiser's
 * step would go on with old weights.
 */
public final class Autocast implements AutoCloseable {
    private final DeviceType type;
    private final boolean before;

    private Autocast(DeviceType type, boolean on) {
        this.type = type;
        before = torch.is_autocast_enabled(type);
        torch.set_autocast_cache_enabled(false);
        torch.set_autocast_dtype(type, ScalarType.BFloat16);
        torch.set_autocast_enabled(type, on);
    }

    /** Opens it for the calling thread; close it on the same thread. */
    public static Autocast of(Engine engine) {
        DeviceType type = engine.device().startsWith("cuda") ? DeviceType.CUDA : DeviceType.CPU;
        return new Autocast(type, engine.precision() == Precision.BF16);
    }

    /** Full precision for the calling thread, for sums that bfloat16 would spoil; on the device of this tensor. */
    public static Autocast off(Tensor tensor) {
        return new Autocast(tensor.is_cuda() ? DeviceType.CUDA : DeviceType.CPU, false);
    }

    /** Whether this thread computes in bfloat16 on the CPU now. */
    public static boolean isOn() {
        return torch.is_autocast_enabled(DeviceType.CPU);
    }

    /** Whether it does, and records what gradients need. */
    public static boolean recordsGradients() {
        return GradMode.is_enabled() && isOn();
    }

    @Override
    public void close() {
        torch.set_autocast_enabled(type, before);
    }
}
