// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.pytorch.global.torch;
import org.samda.data.Classes;
import org.samda.data.Plan;
import org.samda.data.Preprocessing;
import org.samda.image.LargestComponent;
import org.samda.image.PixelSize;
import org.samda.model.EncoderNormalization;
import org.samda.model.ExpertUNetConfig;
import org.samda.model.ProjectorConfig;
import org.samda.model.SamEncoderConfig;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig;
import org.samda.model.SamdaModelConfig.GenericConfig;

/** Whole models small enough for tests, with their descriptions. */
final class TinyModel {
    static final Plan PLAN = new Plan(32, 16, 2, Optional.of(new PixelSize(10, 10)), 1, Preprocessing.SECTIONS);

    private static final ExpertUNetConfig EXPERT = ExpertUNetConfig.halving(2, 3, 4, 8);

    private TinyModel() {}

    static SamdaModel plain() {
        torch.manual_seed(3);
        return new SamdaModel(SamdaModelConfig.plain(EXPERT));
    }

    static SamdaModel fused() {
        torch.manual_seed(3);
        SamEncoderConfig encoder = new SamEncoderConfig(16, 2, 2, 2, 4, List.of(1), 4, 8, Optional.empty());
        ProjectorConfig projector = ProjectorConfig.between(8, 8, 1, EXPERT.totalStride());
        return new SamdaModel(SamdaModelConfig.fused(
                EXPERT, new GenericConfig(encoder, 16, EncoderNormalization.Z_SCORE, projector, Optional.empty())));
    }

    static ModelDescription description(SamdaModel model, Optional<EncoderDescription> encoder) {
        return new ModelDescription(
                ModelFile.FORMAT_VERSION,
                new ModelDescription.CreatedWith("0.1.0", "2.10.0-1.5.13", "17"),
                model.config(),
                PLAN,
                Classes.foreground(),
                encoder,
                LargestComponent.NONE,
                Map.of("seed", "3", "data", "a \"test\""),
                Map.of("dice", 0.75));
    }
}
