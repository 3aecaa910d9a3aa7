// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.samda.SamdaException;
import org.samda.catalog.WeightsCache;
import org.samda.config.Configs;
import org.samda.experiment.EncoderKind;
import org.samda.image.GreyImage;
import org.samda.inference.ImageEmbedder;
import org.samda.io.NpyWriter;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code samda embed}: what a generic encoder makes of an image. */
@Command(
        name = "embed",
        description = "Writes a generic encoder's embedding of an image, prepared as the encoder's authors do it.",
        footer = {"", "Example: samda embed --encoder mobile-sam slice.png slice.npy"})
final class EmbedCommand implements Callable<Integer> {
    @Mixin
    private final EncoderWeightsFile weights;

    @Spec
    private CommandSpec spec;

    @Mixin
    private ComputeOptions compute;

    @Mixin
    private JsonOption json;

    @Option(names = "--encoder", required = true, paramLabel = "ENCODER", description = EncoderWeightsFile.ENCODERS)
    private String encoder;

    @Option(
            names = "--section",
            defaultValue = "0",
            paramLabel = "Z",
            description = "Section of a stack, counted from 0 (default: ${DEFAULT-VALUE}).")
    private long section;

    @Option(names = "--overwrite", description = "Replace the output if it exists.")
    private boolean overwrite;

    @Parameters(index = "0", paramLabel = "IMAGE", description = "An image file.")
    private Path image;

    @Parameters(index = "1", paramLabel = "OUT.npy", description = "Gets float32 [C, H, W], as NumPy reads it.")
    private Path output;

    EmbedCommand(WeightsCache cache) {
        weights = new EncoderWeightsFile(cache);
    }

    @Override
    public Integer call() {
        if (Files.exists(output) && !overwrite) {
            throw new SamdaException("Output '%s' exists. Choose another path or add --overwrite.".formatted(output));
        }
        EncoderKind kind = EncoderKind.named(encoder);
        EncoderKind.Published published = kind.published()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--encoder: '" + encoder + "' has no published weights; 'samda models list' shows which have"));
        GreyImage pixels = read();
        Path file = weights.of(kind).orElseThrow();
        try (ImageEmbedder embedder = ImageEmbedder.read(
                published.shape(), published.preprocessing(), file, compute.engine(precision(kind)))) {
            ImageEmbedder.Embedding embedding = embedder.embed(pixels);
            NpyWriter.write(output, embedding.values(), embedding.channels(), embedding.height(), embedding.width());
            report(embedding);
        }
        return 0;
    }

    /** In bfloat16 the embedding of a TinyViT is more than 2 % off, and hardly faster. */
    private Precision precision(EncoderKind encoder) {
        boolean inexact = encoder == EncoderKind.MOBILE_SAM;
        return inexact && compute.precision() == Precision.AUTO ? Precision.FP32 : compute.precision();
    }

    private GreyImage read() {
        try (VolumeReader reader = Volumes.open(image)) {
            long sections = reader.info().size().z();
            if (section < 0 || section >= sections) {
                throw new ParameterException(
                        spec.commandLine(), "--section: expected 0 to %d, found %d".formatted(sections - 1, section));
            }
            return reader.read(section);
        }
    }

    private void report(ImageEmbedder.Embedding embedding) {
        List<Long> shape = List.of(embedding.channels(), embedding.height(), embedding.width());
        var out = spec.commandLine().getOut();
        if (json.isGiven()) {
            out.print(Configs.toJson(Map.of("output", output.toString(), "shape", shape)));
        } else {
            out.printf("Wrote %s (float32 %s)%n", output, shape);
        }
        out.flush();
    }
}
