// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.Tensor;
import org.samda.SamdaException;
import org.samda.torch.Parameters;

/**
 * A general-purpose image encoder of the SAM family (paper Sec. 2.1): an embedding vector for every 16 x 16 pixels.
 *
 * <p>Parameters have the names of the published checkpoints without their prefix {@code image_encoder.}. Unlike the
 * published code, encoders take images of any size. Nothing differs between training and evaluation.
 */
public abstract sealed class GenericEncoder extends Module permits SamEncoder, TinyVit {
    /** Pixels per side of what one embedding vector stands for. */
    public static final int STRIDE = 16;

    /** An encoder of this shape, with random weights drawn from libtorch's generator. */
    public static GenericEncoder of(EncoderShape shape) {
        return shape instanceof TinyVitConfig tiny ? new TinyVit(tiny) : new SamEncoder((SamEncoderConfig) shape);
    }

    /** The same with low-rank adaptation, which changes nothing until it is trained. */
    static GenericEncoder of(EncoderShape shape, Optional<LoraConfig> lora) {
        if (lora.isEmpty()) {
            return of(shape);
        }
        if (shape instanceof SamEncoderConfig sam) {
            return new SamEncoder(sam, lora);
        }
        throw new SamdaException(
                "LoRA adapts the blocks of a SAM vision transformer, and this encoder is a TinyViT. Train all of it (--set encoder.tuning=full), or choose another --encoder.");
    }

    /** Whether a parameter of this name belongs to low-rank adaptation. */
    public static boolean isLora(String name) {
        return name.contains(AdaptedLinear.SUFFIX + ".");
    }

    /** Puts what low-rank adaptation has learnt into the weights with official names; it then adds nothing any more. */
    public void mergeLora() {}

    /** {@link Parameters#hash} of the weights with official names. */
    public final String hash() {
        return Parameters.hash(this, name -> !isLora(name));
    }

    /** Its shape. */
    public abstract EncoderShape config();

    /**
     * The image embedding.
     *
     * @param images float32 [N, 3, H, W], normalised as the encoder's weights expect; H and W are multiples of 16
     * @return float [N, outChannels, H / 16, W / 16]
     */
    public final Tensor forward(Tensor images) {
        requireWholePatches(images);
        return embed(images);
    }

    /**
     * Puts published weights into the encoder; it is untouched if they do not fit. They become its own: the caller lets go
     * of them.
     *
     * @param weights one tensor for every parameter and buffer, without prefix; {@link #unused} may be there or not
     * @param what    where the weights are from, for error messages, such as {@code Checkpoint 'sam_vit_b.pth'}
     */
    public final void load(Map<String, Tensor> weights, String what) {
        Map<String, Tensor> used = new LinkedHashMap<>(weights);
        used.keySet().removeAll(unused());
        Parameters.named(this).forEach((name, tensor) -> {
            if (isLora(name)) {
                used.put(name, tensor);
            }
        });
        Parameters.adopt(this, used, what);
    }

    /** Names of weights that the published checkpoints have and that do not contribute to the embedding. */
    public Set<String> unused() {
        return Set.of();
    }

    abstract Tensor embed(Tensor images);

    private static void requireWholePatches(Tensor images) {
        long height = images.size(2);
        long width = images.size(3);
        if (images.size(1) != 3 || height % STRIDE != 0 || width % STRIDE != 0) {
            throw new SamdaException(
                    ("The generic encoder takes images of 3 channels whose sides are multiples of %d px, got %d channels"
                                    + " of %d x %d px (W x H). Pad the image.")
                            .formatted(STRIDE, images.size(1), width, height));
        }
    }
}
