// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.samda.golden.GoldenFile;
import org.samda.image.VolumeSize;
import tools.jackson.databind.JsonNode;

/** Plans of the official planners, versions 2.2.1 and 2.8.1, for ten fingerprints each. */
class NnUNetPlannerGoldenTest {

    static List<String> goldens() {
        return Stream.of("planner_v2_2_1/", "planner_v2_8_1/")
                .flatMap(version -> GoldenFile.names(version).stream())
                .toList();
    }

    @BeforeAll
    static void findsAllGoldens() {
        assertEquals(20, goldens().size());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void plansWhatTheOfficialPlannerPlans(String name) {
        JsonNode golden = GoldenFile.of(name).value();
        NetworkPlan plan = plan(name, golden, PlanLimits.NNUNET);
        assertStructure(golden.get("plan"), plan);
        assertGeometry(golden.get("plan"), plan.geometry());
        assertEquals(
                list(
                        golden.get("estimates"),
                        e -> ints(e.get(0)) + " " + e.get(1).asLong()),
                plan.estimates().stream()
                        .map(e -> List.of(e.patch().height(), e.patch().width()) + " " + e.featureMapValues())
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("goldens")
    void limitsThatHoldAnywayChangeNothing(String name) {
        JsonNode golden = GoldenFile.of(name).value();
        PlanLimits wide = new PlanLimits(Optional.of(9), 32, 512, Optional.of(1792), Optional.of(1L << 22), 8, 1);
        assertEquals(plan(name, golden, PlanLimits.NNUNET), plan(name, golden, wide));
    }

    private static void assertStructure(JsonNode expected, NetworkPlan plan) {
        assertEquals(
                ints(expected.get("patch_size")),
                List.of(plan.patch().height(), plan.patch().width()));
        assertEquals(expected.get("batch_size").asInt(), plan.batchSize());
        assertEquals(expected.get("n_stages").asInt(), plan.stages().size());
        assertEquals(pairs(expected.get("strides")), stages(plan, s -> List.of(s.strideY(), s.strideX())));
        assertEquals(pairs(expected.get("kernel_sizes")), stages(plan, s -> List.of(s.kernelY(), s.kernelX())));
        assertEquals(ints(expected.get("features_per_stage")), stages(plan, Stage::features));
        assertEquals(expected.get("batch_dice").asBoolean(), plan.batchDice());
        assertEquals(
                list(expected.get("normalization_schemes"), JsonNode::asString),
                plan.channels().stream().map(c -> officialName(c.scheme())).toList());
        assertEquals(
                list(expected.get("use_mask_for_norm"), JsonNode::asBoolean),
                plan.channels().stream().map(ChannelNormalization::masked).toList());
    }

    private static void assertGeometry(JsonNode expected, TargetGeometry found) {
        Extent spacing = found.originalSpacing();
        Extent size = found.originalSize();
        assertEquals(
                doubles(expected.get("original_median_spacing_after_transp")),
                List.of(spacing.z(), spacing.y(), spacing.x()));
        assertEquals(
                doubles(expected.get("original_median_shape_after_transp")), List.of(size.z(), size.y(), size.x()));
        assertEquals(
                doubles(expected.get("spacing")),
                List.of(found.spacing().y(), found.spacing().x()));
        assertEquals(
                doubles(expected.get("median_image_size_in_voxels")),
                List.of(found.size().y(), found.size().x()));
        assertEquals(ints(expected.get("transpose_forward")), found.transposeForward());
        assertEquals(ints(expected.get("transpose_backward")), found.transposeBackward());
    }

    private static NetworkPlan plan(String name, JsonNode golden, PlanLimits limits) {
        PlanningRules rules = name.startsWith("planner_v2_2_1/") ? PlanningRules.V2_2 : PlanningRules.V2_3;
        return new NnUNetPlanner(rules, limits).plan(fingerprint(golden.get("fingerprint")));
    }

    private static Fingerprint fingerprint(JsonNode golden) {
        List<Double> spacing = doubles(golden.get("spacing"));
        List<List<Integer>> sizes = pairs(golden.get("shapes_after_crop"));
        List<Fingerprint.Case> cases = IntStream.range(0, golden.get("n").asInt())
                .mapToObj(i -> sizes.get(i % sizes.size()))
                .map(size -> new Fingerprint.Case(
                        new Extent(spacing.get(0), spacing.get(1), spacing.get(2)),
                        new VolumeSize(size.get(2), size.get(1), size.get(0)),
                        1))
                .toList();
        List<Fingerprint.Channel> channels =
                list(golden.get("channels"), name -> new Fingerprint.Channel(name.asString(), Optional.empty()));
        return new Fingerprint(cases, channels, golden.get("labels").asInt());
    }

    private static String officialName(NormalizationScheme scheme) {
        return scheme == NormalizationScheme.Z_SCORE ? "ZScoreNormalization" : scheme.name();
    }

    private static <T> List<T> stages(NetworkPlan plan, Function<Stage, T> value) {
        return plan.stages().stream().map(value).collect(Collectors.toList());
    }

    private static List<List<Integer>> pairs(JsonNode array) {
        return list(array, NnUNetPlannerGoldenTest::ints);
    }

    private static List<Integer> ints(JsonNode array) {
        return list(array, JsonNode::asInt);
    }

    private static List<Double> doubles(JsonNode array) {
        return list(array, JsonNode::asDouble);
    }

    private static <T> List<T> list(JsonNode array, Function<JsonNode, T> value) {
        return StreamSupport.stream(array.spliterator(), false).map(value).toList();
    }
}
