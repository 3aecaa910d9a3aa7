// SPDX-License-Identifier: Apache-2.0
package demo;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.samda.data.AugmentationConfig;
import org.samda.data.Classes;
import org.samda.data.PatchSampler;
import org.samda.data.SamplerConfig;
import org.samda.data.TrainingImage;
import org.samda.experiment.Presets;
import org.samda.experiment.RunConfig;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;

/** Patches that one thread makes in a second, with the augmentation of a preset and without. See bench/augmentation. */
public final class AugmentationBenchmark {
    private static final int ROUNDS = 5;
    private static final double SECONDS = 3;

    private AugmentationBenchmark() {}

    /** @param args the preset, and the side of a patch in px */
    public static void main(String... args) {
        int side = Integer.parseInt(args[1]);
        AugmentationConfig augmented = Presets.settings(
                        RunConfig.Preset.valueOf(args[0].toUpperCase(Locale.ROOT)), RunConfig.Mode.ROBUST, List.of())
                .augmentation();
        PatchSampler sampler = sampler(side, augmented);
        PatchSampler plain = sampler(side, AugmentationConfig.NONE);
        for (int round = 0; round < ROUNDS; round++) {
            System.out.printf(
                    Locale.ROOT,
                    "%s, %d x %d px: %.1f patches a second on one thread, %.1f without augmentation%n",
                    args[0],
                    side,
                    side,
                    perSecond(sampler),
                    perSecond(plain));
        }
    }

    private static PatchSampler sampler(int side, AugmentationConfig augmentation) {
        SplittableRandom random = new SplittableRandom(1);
        float[] pixels = new float[4 * side * side];
        int[] labels = new int[pixels.length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = random.nextInt(256);
            labels[i] = (i / 40 + i / (80 * side)) % 2;
        }
        TrainingImage image = TrainingImage.of(
                "made up",
                new GreyImage(2 * side, 2 * side, pixels),
                Optional.of(new LabelImage(2 * side, 2 * side, labels)),
                Classes.foreground());
        return PatchSampler.ofImages(List.of(image), new SamplerConfig(side, side, 1, 0.33, false), augmentation, 0);
    }

    private static double perSecond(PatchSampler sampler) {
        long begin = System.nanoTime();
        long patches = 0;
        while (System.nanoTime() - begin < SECONDS * 1e9) {
            sampler.batch(patches++);
        }
        return patches / ((System.nanoTime() - begin) / 1e9);
    }
}
