// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.samda.SamdaException;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.image.SliceAxis;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.SamdaModelConfig;
import org.samda.torch.Engine;

/**
 * What nnU-Net's {@code plans.json} and {@code dataset.json} say of a 2-D network, in this project's terms: both the
 * layout up to 2.2 and the newer one.
 *
 * @param plan    patch, pixel size, preprocessing
 * @param expert  the network
 * @param classes what it segments
 */
public record NnUNetDescription(Plan plan, ExpertUNetConfig expert, Classes classes) {
    private static final double NM_PER_MM = 1e6;

    static NnUNetDescription read(Path folder) {
        try {
            return described(folder);
        } catch (IllegalArgumentException e) {
            throw new SamdaException(
                    "The network that '%s' describes is none that can be used: %s. Use the files of a trained 2d configuration."
                            .formatted(folder.resolve("plans.json"), e.getMessage()),
                    e);
        }
    }

    private static NnUNetDescription described(Path folder) {
        NnUNetPlans plans = NnUNetPlans.read(folder.resolve("plans.json"));
        NnUNetPlans dataset = NnUNetPlans.read(folder.resolve("dataset.json"));
        NnUNetPlans network = plans.at("configurations").at("2d");
        requireOneChannel(dataset);
        Classes classes = dataset.classes();
        List<Integer> patch = network.wholeNumbers("patch_size", 2);
        boolean sections = isOfSections(plans);
        List<Double> spacing = network.numbers("spacing", 2);
        Plan plan = new Plan(
                patch.get(1),
                patch.get(0),
                network.wholeNumber("batch_size"),
                sections
                        ? Optional.empty()
                        : Optional.of(new PixelSize(spacing.get(1) * NM_PER_MM, spacing.get(0) * NM_PER_MM)),
                1,
                preprocessing(plans, network, sections));
        return new NnUNetDescription(plan, expert(network, classes.count()), classes);
    }

    /** The description of one fold as a model of its own. */
    ModelDescription model(Path checkpoint) {
        return new ModelDescription(
                ModelFile.FORMAT_VERSION,
                new ModelDescription.CreatedWith("nnU-Net", Engine.version(), System.getProperty("java.version")),
                SamdaModelConfig.plain(expert),
                plan,
                classes,
                Optional.empty(),
                LargestComponent.NONE,
                Map.of("checkpoint", checkpoint.toString()),
                Map.of());
    }

    private static void requireOneChannel(NnUNetPlans dataset) {
        String key = dataset.has("channel_names") ? "channel_names" : "modality";
        int channels = dataset.at(key).node().size();
        if (channels != 1) {
            throw dataset.problem(key, "one channel", channels + " channels");
        }
    }

    /** Two-dimensional images have one section and no spacing of their own. */
    private static boolean isOfSections(NnUNetPlans plans) {
        return plans.numbers("original_median_shape_after_transp", 3).get(0) == 1;
    }

    private static Preprocessing preprocessing(NnUNetPlans plans, NnUNetPlans network, boolean sections) {
        int first = plans.wholeNumbers("transpose_forward", 3).get(0);
        if (first > 2) {
            throw plans.problem("transpose_forward", "axes 0, 1 and 2", Integer.toString(first));
        }
        return new Preprocessing(
                sections ? Preprocessing.Unit.SECTION : Preprocessing.Unit.VOLUME,
                SliceAxis.numbered(first),
                NnUNetNormalization.read(plans, network),
                Preprocessing.Interpolation.SPLINE);
    }

    private static ExpertUNetConfig expert(NnUNetPlans network, int classes) {
        return network.has("architecture") ? newer(network.at("architecture"), classes) : older(network, classes);
    }

    private static ExpertUNetConfig newer(NnUNetPlans architecture, int classes) {
        requirePlain(architecture, "network_class_name");
        NnUNetPlans shape = architecture.at("arch_kwargs");
        int stages = shape.wholeNumber("n_stages");
        requireBlocks(shape, "n_conv_per_stage", stages);
        requireBlocks(shape, "n_conv_per_stage_decoder", stages - 1);
        return new ExpertUNetConfig(
                1,
                classes,
                shape.wholeNumbers("features_per_stage", stages),
                strides(shape.pairs("strides")),
                kernels(shape.pairs("kernel_sizes")),
                Optional.empty(),
                0);
    }

    private static ExpertUNetConfig older(NnUNetPlans network, int classes) {
        requirePlain(network, "UNet_class_name");
        List<List<Integer>> strides = network.pairs("pool_op_kernel_sizes");
        requireBlocks(network, "n_conv_per_stage_encoder", strides.size());
        requireBlocks(network, "n_conv_per_stage_decoder", strides.size() - 1);
        int base = network.wholeNumber("UNet_base_num_features");
        int most = network.wholeNumber("unet_max_num_features");
        List<Integer> features = IntStream.range(0, strides.size())
                .mapToObj(stage -> (int) Math.min(most, (long) base << stage))
                .toList();
        return new ExpertUNetConfig(
                1,
                classes,
                features,
                strides(strides),
                kernels(network.pairs("conv_kernel_sizes")),
                Optional.empty(),
                0);
    }

    private static List<ExpertUNetConfig.Stride> strides(List<List<Integer>> pairs) {
        return pairs.stream()
                .map(pair -> new ExpertUNetConfig.Stride(pair.get(0), pair.get(1)))
                .toList();
    }

    private static List<ExpertUNetConfig.Kernel> kernels(List<List<Integer>> pairs) {
        return pairs.stream()
                .map(pair -> new ExpertUNetConfig.Kernel(pair.get(0), pair.get(1)))
                .toList();
    }

    private static void requirePlain(NnUNetPlans network, String key) {
        if (!network.text(key).endsWith("PlainConvUNet")) {
            throw network.problem(key, "PlainConvUNet", network.text(key));
        }
    }

    private static void requireBlocks(NnUNetPlans network, String key, int stages) {
        List<Integer> blocks = network.wholeNumbers(key, stages);
        if (!blocks.equals(Collections.nCopies(stages, 2))) {
            throw network.problem(key, "two convolutions in every stage", blocks.toString());
        }
    }
}
