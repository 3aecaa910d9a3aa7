// SPDX-License-Identifier: Apache-2.0
package demo;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.inference.LoadedModels;
import org.samda.model.SamdaModel;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Tensors;

/**
 * How many px a second go through a trained U-Net alone, in tiles of its plan, eight at once as in segmentation where they are
 * small: {@code NetworkBenchmark MODEL [THREADS [auto|fp32|bf16 [SECONDS]]]}.
 */
final class NetworkBenchmark {
    private static final int BATCH_PX = 1 << 20;
    private static final int LARGEST_BATCH = 8;

    private NetworkBenchmark() {}

    public static void main(String[] args) {
        OptionalInt threads = args.length > 1 ? OptionalInt.of(Integer.parseInt(args[1])) : OptionalInt.empty();
        Engine engine = Engine.start(threads, "cpu", args.length > 2 ? args[2] : "auto");
        double seconds = args.length > 3 ? Double.parseDouble(args[3]) : 10;
        try (LoadedModels loaded = LoadedModels.read(List.of(Path.of(args[0])), description -> {
            throw new SamdaException("Only models without a generic encoder are timed here.");
        })) {
            Plan plan = loaded.description().plan();
            SamdaModel model = loaded.models().get(0).model();
            int tile = plan.patchWidth() * plan.patchHeight();
            int batch = Math.max(1, Math.min(LARGEST_BATCH, BATCH_PX / tile));
            try (PointerScope scope = new PointerScope()) {
                Tensor tiles = Tensors.channelsLast(torch.randn(batch, 1, plan.patchHeight(), plan.patchWidth()));
                pass(model, tiles, engine);
                int passes = 0;
                long start = System.nanoTime();
                while ((System.nanoTime() - start) / 1e9 < seconds) {
                    pass(model, tiles, engine);
                    passes++;
                }
                double taken = (System.nanoTime() - start) / 1e9;
                System.out.printf(
                        "tiles of %d x %d px, %d at once, %d threads, %s: %.2f Mpx/s%n",
                        plan.patchWidth(),
                        plan.patchHeight(),
                        batch,
                        engine.threads(),
                        engine.precision(),
                        1e-6 * passes * batch * tile / taken);
            }
        }
    }

    private static void pass(SamdaModel model, Tensor tiles, Engine engine) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            Tensors.floats(model.forward(tiles, tiles, 1).get(0).contiguous());
        }
    }
}
