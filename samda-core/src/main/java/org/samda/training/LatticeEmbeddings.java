// SPDX-License-Identifier: Apache-2.0
package org.samda.training;

import static org.bytedeco.pytorch.global.torch.cat;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch.ScalarType;
import org.samda.bank.Entries;
import org.samda.bank.EntryShape;
import org.samda.data.Batch;
import org.samda.data.LatticePatch;
import org.samda.data.PatchPlacement.Matrix;
import org.samda.model.EncoderInput;
import org.samda.model.SamdaModel;
import org.samda.model.SamdaModelConfig.GenericConfig;
import org.samda.model.TurnedEmbedding;
import org.samda.torch.Autocast;
import org.samda.torch.Engine;
import org.samda.torch.TensorBytes;
import org.samda.torch.Tensors;

/**
 * Embeddings of patches on a lattice: those of whole tiles under a symmetry, rounded to what is stored, from a bank or
 * computed each time. A patch that is turned or scaled besides gets its tile's embedding turned and scaled.
 */
final class LatticeEmbeddings implements Embeddings {
    private final SamdaModel model;
    private final Engine engine;
    private final EntryShape shape;
    private final EncoderInput input;
    private final Entries entries;

    /**
     * @param setup   model and engine, lent; the encoder must not change any more
     * @param shape   of an entry
     * @param input   how a patch becomes the encoder's input
     * @param entries what is kept
     */
    LatticeEmbeddings(TrainingSetup setup, EntryShape shape, EncoderInput input, Entries entries) {
        this.model = setup.model();
        this.engine = setup.engine();
        this.shape = shape;
        this.input = input;
        this.entries = entries;
    }

    @Override
    public Tensor of(Batch batch) {
        if (batch.onLattice().isEmpty()) {
            throw new IllegalStateException("embeddings are kept for patches on a lattice only");
        }
        TensorVector all = new TensorVector();
        batch.onLattice().forEach(patch -> all.push_back(of(patch)));
        return cat(all, 0);
    }

    private Tensor of(LatticePatch patch) {
        ByteBuffer bytes = entries.of(patch, () -> encode(patch));
        Tensor embedding = TensorBytes.of(
                        bytes, shape.precision().type(), 1, shape.channels(), shape.height(), shape.width())
                .to(engine.torchDevice(), ScalarType.Float);
        if (patch.isExact()) {
            return embedding;
        }
        Matrix matrix = patch.residual();
        return new TurnedEmbedding(input, matrix.xx(), matrix.xy(), matrix.yx(), matrix.yy()).of(embedding);
    }

    private ByteBuffer encode(LatticePatch patch) {
        GenericConfig generic = model.config().generic().orElseThrow();
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard();
                Autocast autocast = Autocast.of(engine)) {
            float[] pixels = patch.tilePixels(generic.normalization().takesOriginalGrey());
            Tensor tile = Tensors.of(pixels, 1, 1, input.height(), input.width());
            return TensorBytes.rounded(
                    model.embed(tile.to(engine.torchDevice(), ScalarType.Float)),
                    shape.precision().type());
        }
    }
}
