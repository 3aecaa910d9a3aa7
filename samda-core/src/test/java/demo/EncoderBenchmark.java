// SPDX-License-Identifier: Apache-2.0
package demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.samda.model.GenericEncoder;
import org.samda.model.PublishedShapes;
import org.samda.model.SamEncoderConfig;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.Parameters;
import org.samda.torch.Precision;

/**
 * Times a generic encoder with random weights in both precisions, one after the other, in one process:
 * {@code EncoderBenchmark sam-b|mobile-sam|sam-med2d [SIDE_PX [THREADS [ROUNDS [fp32|bf16]]]]}.
 *
 * <p>Beside the time on the clock, which other processes lengthen, it prints that of all processors together.
 */
final class EncoderBenchmark {
    private static final long LIMIT_SIDE = 4096;

    private final GenericEncoder encoder;
    private final Tensor images;
    private final Map<Precision, Tensor> embeddings = new EnumMap<>(Precision.class);

    private final Map<Precision, Double> processorTimes = new EnumMap<>(Precision.class);

    private EncoderBenchmark(GenericEncoder encoder, long side) {
        this.encoder = encoder;
        images = torch.randn(1, 3, side, side);
    }

    public static void main(String[] args) throws IOException {
        long side = args.length > 1 ? Long.parseLong(args[1]) : 1024;
        int threads = args.length > 2 ? Integer.parseInt(args[2]) : 2;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 2;
        Engine engine = Engine.start(OptionalInt.of(threads), "cpu", "fp32");
        Engine.seed(1);
        GenericEncoder encoder = encoder(args[0]);
        Parameters.setTrainable(encoder, false);
        EncoderBenchmark benchmark = new EncoderBenchmark(encoder, side);
        System.out.printf("%s at %d px, %d threads%n", args[0], side, engine.threads());
        for (Precision precision : Precision.values()) {
            printLimit(new Engine(threads, "cpu", precision));
        }
        for (int round = 0; round < rounds; round++) {
            for (Precision precision : Precision.values()) {
                if (args.length < 5 || args[4].equals(precision.name().toLowerCase(Locale.ROOT))) {
                    benchmark.run(new Engine(threads, "cpu", precision));
                }
            }
        }
        benchmark.printDifference();
        System.out.println(peakMemory());
    }

    private static GenericEncoder encoder(String name) {
        return GenericEncoder.of(
                switch (name) {
                    case "sam-b" -> PublishedShapes.SAM_B;
                    case "sam-l" -> PublishedShapes.SAM_L;
                    case "sam-med2d" -> PublishedShapes.SAM_MED2D;
                    case "mobile-sam" -> PublishedShapes.MOBILE_SAM;
                    default -> throw new IllegalArgumentException("unknown encoder " + name);
                });
    }

    private void run(Engine engine) throws IOException {
        long start = System.nanoTime();
        double processors = processorSeconds();
        Tensor embedding = embedding(engine);
        double seconds = (System.nanoTime() - start) * 1e-9;
        double work = processorSeconds() - processors;
        System.out.printf(
                "%s: %.2f s (%.3f TFLOP/s), %.2f s of processors (%.3f TFLOP/s)%n",
                engine.precision(), seconds, teraOperations() / seconds, work, teraOperations() / work);
        processorTimes.merge(engine.precision(), work, Math::min);
        embeddings.put(engine.precision(), embedding);
    }

    private Tensor embedding(Engine engine) {
        Tensor result = torch.empty(0);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            result.set_data(encoder.forward(images).to(torch.ScalarType.Float));
        }
        return result;
    }

    /** The largest matrix product, the best of five: what the machine can do. */
    private static void printLimit(Engine engine) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < 5; i++) {
            try (PointerScope scope = new PointerScope();
                    NoGradGuard noGrad = new NoGradGuard();
                    Autocast autocast = Autocast.of(engine)) {
                torch.ScalarType type =
                        engine.precision() == Precision.BF16 ? torch.ScalarType.BFloat16 : torch.ScalarType.Float;
                Tensor a = torch.randn(LIMIT_SIDE, LIMIT_SIDE).to(type);
                Tensor b = torch.randn(LIMIT_SIDE, LIMIT_SIDE).to(type);
                long start = System.nanoTime();
                a.matmul(b);
                best = Math.min(best, (System.nanoTime() - start) * 1e-9);
            }
        }
        System.out.printf(
                "limit %s: %.3f TFLOP/s (product of %d x %d matrices)%n",
                engine.precision(), 2e-12 * LIMIT_SIDE * LIMIT_SIDE * LIMIT_SIDE / best, LIMIT_SIDE, LIMIT_SIDE);
    }

    private void printDifference() {
        if (embeddings.size() == 2) {
            Tensor exact = embeddings.get(Precision.FP32);
            Tensor difference = embeddings.get(Precision.BF16).sub(exact);
            System.out.printf(
                    "fp32 takes %.2f times as long%n",
                    processorTimes.get(Precision.FP32) / processorTimes.get(Precision.BF16));
            System.out.printf(
                    "relative difference (L2): %.2e%n",
                    difference.norm().item_float() / exact.norm().item_float());
        }
    }

    /** Multiplications and additions of a SAM encoder's blocks, 10^12; not counted (NaN) for others. */
    private double teraOperations() {
        if (!(encoder.config() instanceof SamEncoderConfig sam)) {
            return Double.NaN;
        }
        double tokens = (double) images.size(2) * images.size(3) / GenericEncoder.STRIDE / GenericEncoder.STRIDE;
        double globals = sam.globalBlocks().size();
        double window = (double) sam.windowSize() * sam.windowSize();
        double matrices = 2 * tokens * (4 + 2 * sam.mlpRatio()) * sam.embedDim() * sam.embedDim() * sam.depth();
        double pairs = tokens * (globals * tokens + (sam.depth() - globals) * window);
        return (matrices + 4 * pairs * sam.embedDim()) * 1e-12;
    }

    /** Time that all threads of this process have computed so far, from the 14th and 15th field of Linux's list. */
    private static double processorSeconds() throws IOException {
        String stat = Files.readString(Path.of("/proc/self/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static String peakMemory() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("peak memory unknown");
    }
}
