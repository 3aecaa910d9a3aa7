// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NnUNetPlannerTest {
    private static final Fingerprint KASTHURI = Fingerprints.slices(85, 1463, 1613);

    @Test
    void stagesBeyondTheLimitAreDroppedAndThePatchStaysAMultiple() {
        // Without the limit: nine stages and multiples of 256 from 1536 x 1792 on. With eight: multiples of 128.
        NetworkPlan plan = plan(KASTHURI, with(Optional.of(8), Optional.empty(), Optional.empty()));
        assertEquals(8, plan.stages().size());
        assertEquals(new PatchSize(1536, 1664), plan.estimates().get(0).patch());
        assertEquals(0, plan.patch().height() % 128 + plan.patch().width() % 128);
    }

    @ParameterizedTest
    @CsvSource({
        // 500 would be padded to 512: 448 is the next multiple of what fits it.
        "500, 448",
        "512, 512",
        "511, 448",
        "440, 384",
        "12, 12",
        "13, 12",
        "1792, 1792"
    })
    void noSideExceedsTheLimit(int limit, int longest) {
        PlanLimits limits = with(Optional.empty(), Optional.of(limit), Optional.empty());
        PatchSize first = plan(KASTHURI, limits).estimates().get(0).patch();
        assertEquals(longest, first.width());
    }

    @Test
    void theBatchKeepsToItsPixels() {
        Fingerprint mri = Fingerprints.slices(4000, 256, 224);
        int free = plan(mri, PlanLimits.NNUNET).batchSize();
        assertEquals(57, free);
        long patch = 256 * 224;
        assertEquals(10, batch(mri, 11 * patch - 1));
        assertEquals(1, batch(mri, 2 * patch - 1));
        assertEquals(1, batch(mri, 5));
        assertEquals(57, batch(mri, 57 * patch));
    }

    @Test
    void atMostATwentiethOfTheDataIsInABatchButTwoPatches() {
        // 0.05 * 90 = 4.5 rounds to the even 4, 0.05 * 110 = 5.5 to 6, 0.05 * 10 = 0.5 to 0.
        assertEquals(
                4, plan(Fingerprints.slices(90, 256, 256), PlanLimits.NNUNET).batchSize());
        assertEquals(
                6, plan(Fingerprints.slices(110, 256, 256), PlanLimits.NNUNET).batchSize());
        assertEquals(
                2, plan(Fingerprints.slices(10, 256, 256), PlanLimits.NNUNET).batchSize());
    }

    @Test
    void coarserPixelsMakeSmallerImages() {
        PlanLimits half = new PlanLimits(Optional.empty(), 32, 512, Optional.empty(), Optional.empty(), 8, 2);
        NetworkPlan plan = plan(Fingerprints.slices(10, 768, 1024), half);
        assertEquals(new Extent(999, 2, 2), plan.geometry().spacing());
        assertEquals(new Extent(1, 384, 512), plan.geometry().size());
        assertEquals(new Extent(999, 1, 1), plan.geometry().originalSpacing());
        assertEquals(new PatchSize(384, 512), plan.patch());
    }

    @Test
    void physicallySquarePatchesLimitHugeImages() {
        // 1 : 4 pixels of an area of 2048^2 are 4096 x 1024.
        Fingerprint huge = Fingerprints.of(Fingerprints.shape(new Extent(30, 1, 4), 5, 20000, 20000));
        assertEquals(
                new PatchSize(4096, 1024),
                plan(huge, PlanLimits.NNUNET).estimates().get(0).patch());
    }

    @Test
    void lessMemoryMakesASmallerPatchOfTheSameSequence() {
        NetworkPlan large = plan(Fingerprints.slices(165, 768, 1024), PlanLimits.NNUNET);
        NetworkPlan small = plan(
                Fingerprints.slices(165, 768, 1024),
                new PlanLimits(Optional.empty(), 32, 512, Optional.empty(), Optional.empty(), 2, 1));
        assertEquals(new PatchSize(512, 768), small.patch());
        assertEquals(new PatchSize(768, 896), small.estimates().get(1).patch());
        assertEquals(small.patch(), repeatedly(large).get(4).patch());
    }

    @ParameterizedTest
    @CsvSource({"1, 1, 12, 12", "7, 10, 12, 12", "1, 500, 2, 512", "10, 12, 10, 12", "8, 8, 8, 8"})
    void tinyImagesStillHaveTwoStages(int height, int width, int patchHeight, int patchWidth) {
        NetworkPlan plan = plan(Fingerprints.slices(3, height, width), PlanLimits.NNUNET);
        assertEquals(new PatchSize(patchHeight, patchWidth), plan.patch());
        assertTrue(plan.stages().size() >= 2);
    }

    @Test
    void aSmallerPatchKeepsTheBatchAndGetsItsOwnStages() {
        NetworkPlan plan = plan(KASTHURI, PlanLimits.NNUNET).withBatchSize(5);
        NetworkPlan smaller = planner(PlanLimits.NNUNET).withSmallerPatch(plan).orElseThrow();
        // As the official planner of 2.2.1 goes on: 1024 x 1280, 1024 x 1024, 896 x 1024, ..., 512 x 512.
        assertEquals(new PatchSize(1024, 1024), smaller.patch());
        assertEquals(5, smaller.batchSize());
        assertEquals(330612736, smaller.estimate().featureMapValues());
        List<NetworkPlan> plans = repeatedly(plan);
        assertEquals(new PatchSize(512, 512), plans.get(9).patch());
        assertEquals(9, smaller.stages().size());
        assertEquals(8, plans.get(2).stages().size());
    }

    @Test
    void theOtherSideIsShortenedWhereTheLongestCannotBe() {
        // 15 x 257 px of 1 x 4. Any shorter y either leaves x to be pooled, which pads it to 288, or nothing to pool.
        Fingerprint flat = Fingerprints.of(Fingerprints.shape(new Extent(999, 1, 4), 1, 15, 257));
        NetworkPlan plan = plan(flat, PlanLimits.NNUNET);
        assertEquals(new PatchSize(16, 257), plan.patch());
        assertEquals(new PatchSize(16, 256), repeatedly(plan).get(1).patch());
    }

    @Test
    void shrinkingEndsAtTheLastPatchWithTwoStages() {
        List<NetworkPlan> plans = repeatedly(plan(Fingerprints.slices(3, 20, 20), PlanLimits.NNUNET));
        assertEquals(new PatchSize(8, 8), plans.get(plans.size() - 1).patch());
    }

    @Test
    void tooLittleMemoryEndsAtTheSmallestPatchToo() {
        PlanLimits nothing = new PlanLimits(Optional.empty(), 32, 512, Optional.empty(), Optional.empty(), 1e-9, 1);
        NetworkPlan plan = plan(Fingerprints.slices(3, 100, 100), nothing);
        assertEquals(new PatchSize(8, 8), plan.patch());
        assertEquals(2, plan.batchSize());
    }

    @Test
    void ctNeedsIntensities() {
        Fingerprint ct = new Fingerprint(KASTHURI.cases(), List.of(new Fingerprint.Channel("CT", Optional.empty())), 2);
        assertThrows(IllegalArgumentException.class, () -> plan(ct, PlanLimits.NNUNET));
    }

    @Test
    void limitsHoldForAnyFingerprint() {
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 2000; i++) {
            PlanLimits limits = limits(random);
            NetworkPlan plan = plan(Fingerprints.random(random), limits);
            assertTrue(plan.stages().size() <= limits.maxStages().orElse(99));
            PatchSize patch = plan.patch();
            int longest = Math.max(patch.height(), patch.width());
            assertTrue(longest <= limits.maxPatchSide().orElse(longest), () -> patch + " exceeds " + limits);
            long pixels = plan.batchSize() * patch.pixels();
            assertTrue(
                    plan.batchSize() == 1 || pixels <= limits.maxBatchPixels().orElse(pixels));
            assertTrue(plan.stages().stream().allMatch(s -> s.features() <= limits.maxFeatures()));
        }
    }

    @Test
    void shrinkingAlwaysEndsAndEachPatchIsPartOfTheOneBefore() {
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < 300; i++) {
            PlanLimits limits = limits(random);
            List<NetworkPlan> plans = repeatedly(plan(Fingerprints.random(random), limits), planner(limits));
            for (int p = 1; p < plans.size(); p++) {
                assertTrue(plans.get(p).patch().isPartOf(plans.get(p - 1).patch()));
                assertTrue(plans.get(p).stages().size() <= limits.maxStages().orElse(99));
            }
            assertTrue(plans.get(plans.size() - 1).patch().pixels()
                    <= plans.get(0).patch().pixels());
        }
    }

    @Test
    void halvingTheBatchEndsAtOnePatch() {
        NetworkPlan plan = plan(KASTHURI, PlanLimits.NNUNET).withBatchSize(7);
        NetworkPlan half = plan.withHalfTheBatch().orElseThrow();
        assertEquals(3, half.batchSize());
        assertEquals(plan.withBatchSize(3), half);
        assertFalse(plan.withBatchSize(1).withHalfTheBatch().isPresent());
    }

    private static int batch(Fingerprint fingerprint, long pixels) {
        return plan(fingerprint, with(Optional.empty(), Optional.empty(), Optional.of(pixels)))
                .batchSize();
    }

    private static List<NetworkPlan> repeatedly(NetworkPlan plan) {
        return repeatedly(plan, planner(PlanLimits.NNUNET));
    }

    private static List<NetworkPlan> repeatedly(NetworkPlan plan, NnUNetPlanner planner) {
        return Stream.iterate(Optional.of(plan), Optional::isPresent, p -> p.flatMap(planner::withSmallerPatch))
                .map(Optional::orElseThrow)
                .toList();
    }

    private static PlanLimits limits(SplittableRandom random) {
        return new PlanLimits(
                maybe(random, random.nextInt(2, 9)),
                random.nextInt(1, 40),
                random.nextInt(40, 600),
                maybe(random, random.nextInt(12, 700)),
                maybe(random, random.nextLong(1, 1L << 20)),
                Math.exp(random.nextDouble(-6, 4)),
                maybe(random, random.nextDouble(1, 5)).orElse(1.0));
    }

    private static <T> Optional<T> maybe(SplittableRandom random, T value) {
        return random.nextBoolean() ? Optional.of(value) : Optional.empty();
    }

    private static PlanLimits with(Optional<Integer> stages, Optional<Integer> side, Optional<Long> pixels) {
        return new PlanLimits(stages, 32, 512, side, pixels, 8, 1);
    }

    private static NetworkPlan plan(Fingerprint fingerprint, PlanLimits limits) {
        return planner(limits).plan(fingerprint);
    }

    private static NnUNetPlanner planner(PlanLimits limits) {
        return new NnUNetPlanner(PlanningRules.V2_3, limits);
    }
}
