// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.io.IOException;
import java.util.OptionalInt;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.global.torch;
import org.samda.SamdaException;

/**
 * libtorch as this process uses it: loaded, with a number of threads, a device and a precision.
 *
 * <p>Whoever touches a tensor first calls {@link #start}. There is one engine per process, because libtorch's settings
 * are global.
 *
 * @param threads   threads of one operation, at least 1; results are identical only for equal numbers of threads
 * @param device    {@code cpu}, {@code cuda} or {@code cuda:i}
 * @param precision number format of the expensive operations
 */
public record Engine(int threads, String device, Precision precision) {

    public Engine {
        if (threads < 1) {
            throw new IllegalArgumentException("threads must be at least 1, got " + threads);
        }
    }

    /** Loads libtorch if that has not happened yet, and changes no setting. */
    public static void load() {
        NativeLibraries.load();
    }

    /**
     * Loads libtorch and settles threads, device and precision for this process.
     *
     * @param threads   empty for one per processor
     * @param device    as the user wrote it; {@code cuda} must exist to be chosen
     * @param precision {@code auto}, {@code fp32} or {@code bf16}; auto takes bf16 where the processor has it in hardware
     */
    public static Engine start(OptionalInt threads, String device, String precision) {
        load();
        Engine engine = new Engine(
                threads.orElse(Runtime.getRuntime().availableProcessors()), known(device), precisionOf(precision));
        torch.set_num_threads(engine.threads);
        return engine;
    }

    /** Seeds libtorch's generator, from which the weights of new networks are drawn. */
    public static void seed(long seed) {
        torch.manual_seed(seed);
    }

    /** A libtorch handle of the device; made in the caller's scope. */
    public Device torchDevice() {
        return new Device(device);
    }

    /** Version of the libtorch build, such as {@code 2.10.0-1.5.13}; does not load it. */
    public static String version() {
        try {
            return Loader.getVersion("org.bytedeco", "pytorch");
        } catch (IOException e) {
            return "unknown";
        }
    }

    private static String known(String device) {
        if (!device.matches("cpu|cuda(:\\d+)?")) {
            throw new SamdaException("Unknown device '%s'; expected cpu, cuda or cuda:0, cuda:1, …".formatted(device));
        }
        if (device.startsWith("cuda") && !torch.cuda_is_available()) {
            throw new SamdaException(("Device '%s' is not available: no NVIDIA card is usable, or this build is without"
                            + " CUDA. Use --device cpu, or build with: mvn -Pcuda package.")
                    .formatted(device));
        }
        return device;
    }

    /** The precision that a name stands for on this machine, see {@link #start}; does not load libtorch. */
    public static Precision precisionOf(String name) {
        return switch (name) {
            case "auto" -> CpuFeatures.hasBf16() ? Precision.BF16 : Precision.FP32;
            case "fp32" -> Precision.FP32;
            case "bf16" -> Precision.BF16;
            default -> throw new SamdaException("Unknown precision '%s'; expected auto, fp32 or bf16".formatted(name));
        };
    }
}
