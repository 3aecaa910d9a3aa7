// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.data.Batch;
import org.samda.model.SamdaModel;
import org.samda.torch.Tensors;

class PatchProbeTest {
    private static final int HEIGHT = 16;
    private static final int WIDTH = 32;

    @Test
    void featuresAreThoseOfDifferentPositionsOfEachPatch() {
        SamdaModel model = TinyModel.fused();
        Batch batch = noise(3);
        PatchProbe.Seen seen = new PatchProbe(model, TinyNetwork.ENGINE).look(batch);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor generic = model.generic(Tensors.of(batch.cleanImages(), 3, 1, HEIGHT, WIDTH));
            assertSampled(generic, seen.generic().orElseThrow());
            var stages = model.expert().encode(Tensors.of(batch.images(), 3, 1, HEIGHT, WIDTH));
            assertSampled(stages.get(stages.size() - 1), seen.bottleneck());
        }
    }

    @Test
    void probabilitiesAreThoseOfTheSegmentation() {
        SamdaModel model = TinyModel.fused();
        Batch batch = noise(2);
        PatchProbe.Seen seen = new PatchProbe(model, TinyNetwork.ENGINE).look(batch);
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Tensor scores = model.forward(
                            Tensors.of(batch.images(), 2, 1, HEIGHT, WIDTH),
                            Tensors.of(batch.cleanImages(), 2, 1, HEIGHT, WIDTH),
                            1)
                    .get(0);
            float[] foreground = Tensors.floats(scores.softmax(1).select(0, 1).select(0, 1));
            assertArrayEquals(
                    foreground, seen.probabilities().get(1).classes().get(1).pixels(), 1e-6f);
        }
    }

    @Test
    void aPlainUNetHasNoGenericFeatures() {
        PatchProbe.Seen seen = new PatchProbe(TinyModel.plain(), TinyNetwork.ENGINE).look(noise(2));
        assertTrue(seen.generic().isEmpty());
        assertEquals(2, seen.bottleneck().size());
        assertEquals(2, seen.probabilities().size());
    }

    @Test
    void leavesNoNativeObjectsBehind() {
        for (SamdaModel model : new SamdaModel[] {TinyModel.fused(), TinyModel.plain()}) {
            PatchProbe probe = new PatchProbe(model, TinyNetwork.ENGINE);
            probe.look(noise(2));
            long before = Pointer.totalCount();
            for (int i = 0; i < 5; i++) {
                probe.look(noise(2));
            }
            assertTrue(Pointer.totalCount() <= before, "leaked " + (Pointer.totalCount() - before) + " objects");
        }
    }

    /** Of the last patch. */
    private static void assertSampled(Tensor features, List<PatchProbe.Features> sampled) {
        int last = sampled.size() - 1;
        assertEquals(features.size(0), sampled.size());
        double[][] positions = sampled.get(last).positions();
        float[] expected = Tensors.floats(features.select(0, last).permute(1, 2, 0));
        int channels = Math.toIntExact(features.size(1));
        Set<Integer> places = new HashSet<>();
        for (double[] position : positions) {
            assertEquals(channels, position.length);
            int place = place(position, expected);
            assertTrue(place >= 0, "a position that is not in the map");
            places.add(place);
        }
        assertEquals(Math.min(8, expected.length / channels), places.size(), "different positions");
    }

    private static int place(double[] position, float[] rows) {
        for (int row = 0; row < rows.length / position.length; row++) {
            boolean same = true;
            for (int c = 0; c < position.length; c++) {
                same &= Math.abs(position[c] - rows[row * position.length + c]) < 1e-5;
            }
            if (same) {
                return row;
            }
        }
        return -1;
    }

    private static Batch noise(int patches) {
        return new Batch(HEIGHT, WIDTH, random(patches, 1), random(patches, 2), new byte[0]);
    }

    private static float[] random(int patches, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        float[] values = new float[patches * HEIGHT * WIDTH];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }
}
