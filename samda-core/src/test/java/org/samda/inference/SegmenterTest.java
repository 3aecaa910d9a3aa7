// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.image.VoxelSize;
import org.samda.torch.Engine;
import org.samda.torch.Precision;

class SegmenterTest {
    private static final Plan PLAN = plan(32, 16, 10.0);

    @Test
    void findsABrightRectangleInANonSquareImageWhereItIs() {
        GreyImage image = rectangle(70, 40, 8, 4);
        LabelImage labels = segmenter(TinyNetwork.threshold(), PLAN)
                .segment(List.of(image), Optional.of(new VoxelSize(10, 10, 50)))
                .get(0);
        assertRectangle(image, labels, 0);
    }

    @Test
    void findsItAtTheSamePlaceWhenTheModelWorksAtHalfTheResolution() {
        Plan coarse = plan(32, 16, 20.0);
        GreyImage image = rectangle(70, 40, 8, 4);
        int[] workingSize = new int[2];
        TileNetwork.Network spy = images -> {
            workingSize[0] = (int) images.size(3);
            workingSize[1] = (int) images.size(2);
            return TinyNetwork.threshold().logits(images);
        };
        LabelImage labels = segmenter(spy, coarse)
                .segment(List.of(image), Optional.of(new VoxelSize(10, 10, 50)))
                .get(0);
        assertArrayEquals(new int[] {32, 16}, workingSize);
        assertRectangle(image, labels, 2);
    }

    @Test
    void probabilitiesAreTheSoftmaxOfTheScoresAndSumToOne() {
        // Two values, one half each: z-scored to -1 and 1; scores 0 and +-1; softmax 1 / (1 + e^-+1).
        GreyImage image = new GreyImage(2, 1, new float[] {100, 200});
        Plan plan = plan(8, 8, 1.0);
        GreyImage wide = repeated(image, 8);
        ClassProbabilities probabilities = segmenter(TinyNetwork.threshold(), plan)
                .probabilities(List.of(wide), Optional.of(new VoxelSize(1, 1, 1)))
                .probabilities()
                .get(0);
        float[] foreground = probabilities.foreground().pixels();
        assertEquals(1 / (1 + Math.exp(1)), foreground[0], 1e-6);
        assertEquals(1 / (1 + Math.exp(-1)), foreground[15], 1e-6);
        for (int i = 0; i < foreground.length; i++) {
            float sum = probabilities.classes().get(0).pixels()[i]
                    + probabilities.classes().get(1).pixels()[i];
            assertEquals(1, sum, 1e-6);
        }
    }

    @Test
    void aConstantImageIsAllowed() {
        GreyImage flat = new GreyImage(20, 10, new float[200]);
        LabelImage labels = segmenter(TinyNetwork.unet(2), PLAN)
                .segment(List.of(flat), Optional.empty())
                .get(0);
        assertEquals(20, labels.width());
        assertEquals(10, labels.height());
    }

    @Test
    void twoThreadsAtOnceGetWhatEachWouldGetAlone() throws Exception {
        Segmenter segmenter = segmenter(TinyNetwork.unet(2), PLAN);
        List<GreyImage> images = List.of(TiledPredictionTest.noise(60, 40), TiledPredictionTest.noise(47, 33));
        List<float[]> alone = new ArrayList<>();
        for (GreyImage image : images) {
            alone.add(foreground(segmenter, image));
        }
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Callable<float[]>> work = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            GreyImage image = images.get(i % 2);
            work.add(() -> foreground(segmenter, image));
        }
        List<Future<float[]>> together = threads.invokeAll(work);
        threads.shutdown();
        for (int i = 0; i < together.size(); i++) {
            assertArrayEquals(alone.get(i % 2), together.get(i).get());
        }
    }

    @Test
    void inBfloat16TheProbabilitiesAreNearlyTheSame() {
        TileNetwork.Network unet = TinyNetwork.unet(2);
        Engine coarse = new Engine(TinyNetwork.ENGINE.threads(), "cpu", Precision.BF16);
        Segmenter bf16 = segmenter(new TileNetwork(unet, coarse, Averaging.NONE), PLAN);
        GreyImage image = TiledPredictionTest.noise(40, 20);
        float[] expected = foreground(segmenter(unet, PLAN), image);
        float[] found = foreground(bf16, image);
        assertArrayEquals(expected, found, 0.05f);
        assertFalse(Arrays.equals(expected, found), "bfloat16 was not used");
    }

    @Test
    void anImageThatWouldBecomeHugeIsAnErrorThatNamesTheVoxelSize() {
        GreyImage image = new GreyImage(100, 100, new float[10_000]);
        Segmenter segmenter = segmenter(TinyNetwork.threshold(), PLAN);
        SamdaException error = assertThrows(
                SamdaException.class, () -> segmenter.segment(List.of(image), Optional.of(new VoxelSize(1e6, 1e6, 1))));
        assertTrue(error.getMessage().contains("Check the voxel size"), error.getMessage());
    }

    @Test
    void aModelThatGivesNoNumbersIsAnError() {
        TileNetwork.Network broken = images ->
                torch.zeros(images.size(0), 2, images.size(2), images.size(3)).div(torch.zeros(1));
        Segmenter segmenter = segmenter(broken, PLAN);
        GreyImage image = TiledPredictionTest.noise(32, 16);
        SamdaException error =
                assertThrows(SamdaException.class, () -> segmenter.segment(List.of(image), Optional.empty()));
        assertTrue(error.getMessage().contains("not finite"), error.getMessage());
    }

    @Test
    void ofEquallyProbableClassesTheLowestWins() {
        GreyImage half = new GreyImage(1, 1, new float[] {0.4f});
        GreyImage less = new GreyImage(1, 1, new float[] {0.2f});
        assertEquals(
                1, new ClassProbabilities(List.of(less, half, half)).labels().at(0, 0));
    }

    private static Plan plan(int width, int height, double nm) {
        return new Plan(width, height, 1, Optional.of(new PixelSize(nm, nm)), 1, Preprocessing.SECTIONS);
    }

    private static Segmenter segmenter(TileNetwork.Network network, Plan plan) {
        return segmenter(TinyNetwork.of(network), plan);
    }

    private static Segmenter segmenter(TileNetwork network, Plan plan) {
        return new Segmenter(
                new TiledPrediction(network, plan.patchWidth(), plan.patchHeight(), 2),
                new NetworkInputs(plan, false, false, Optional.empty()),
                LargestComponent.NONE,
                () -> "a test");
    }

    private static float[] foreground(Segmenter segmenter, GreyImage image) {
        return segmenter
                .probabilities(List.of(image), Optional.empty())
                .probabilities()
                .get(0)
                .foreground()
                .pixels();
    }

    /** Grey 50 with a rectangle of grey 200 from (left, top), half the image wide and high. */
    private static GreyImage rectangle(int width, int height, int left, int top) {
        float[] pixels = new float[width * height];
        for (int i = 0; i < pixels.length; i++) {
            int x = i % width - left;
            int y = i / width - top;
            pixels[i] = x >= 0 && x < width / 2 && y >= 0 && y < height / 2 ? 200 : 50;
        }
        return new GreyImage(width, height, pixels);
    }

    /** Every pixel whose neighbours up to a distance are like it has its class. */
    private static void assertRectangle(GreyImage image, LabelImage labels, int distance) {
        int compared = 0;
        for (int y = distance; y < image.height() - distance; y++) {
            for (int x = distance; x < image.width() - distance; x++) {
                float here = image.at(x, y);
                if (here == image.at(x - distance, y)
                        && here == image.at(x + distance, y)
                        && here == image.at(x, y - distance)
                        && here == image.at(x, y + distance)) {
                    assertEquals(here > 100 ? 1 : 0, labels.at(x, y), "at " + x + ", " + y);
                    compared++;
                }
            }
        }
        assertTrue(compared > 1500, "compared only " + compared);
    }

    /** Each pixel as a block of this many px in a row, 8 rows. */
    private static GreyImage repeated(GreyImage image, int times) {
        float[] pixels = new float[image.width() * times * 8];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = image.pixels()[i % (image.width() * times) / times];
        }
        return new GreyImage(image.width() * times, 8, pixels);
    }
}
