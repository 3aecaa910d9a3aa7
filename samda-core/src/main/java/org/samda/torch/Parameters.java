// SPDX-License-Identifier: Apache-2.0
package org.samda.torch;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Conv2dImpl;
import org.bytedeco.pytorch.Device;
import org.bytedeco.pytorch.MemoryFormatOptional;
import org.bytedeco.pytorch.Module;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.SharedModuleVector;
import org.bytedeco.pytorch.StringTensorDict;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.samda.SamdaException;

/** What a module has learnt: its parameters, and the buffers that are saved with them, under their official names. */
public final class Parameters {
    /** Names of each kind that an error lists. */
    private static final int NAMED = 5;

    private Parameters() {}

    /**
     * The module's tensors by name, parameters first, in the order they were registered.
     *
     * <p>They are the module's own: writing to one changes the module. The handles belong to the caller's scope.
     */
    public static Map<String, Tensor> named(Module module) {
        Map<String, Tensor> all = ofGradients(module);
        collect(module.named_buffers(), all);
        return all;
    }

    /** Those that can have gradients: the parameters without the buffers; see {@link #named}. */
    public static Map<String, Tensor> ofGradients(Module module) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        collect(module.named_parameters(), parameters);
        return parameters;
    }

    /**
     * Moves the module's parameters and buffers to the engine's device, and in bfloat16 the weights of its convolutions into
     * channels-last memory. There the convolutions' results are then too, whatever the layout of their input.
     *
     * <p>One by one: libtorch's own way calls back into Java modules that may be gone by then.
     */
    public static void move(Module module, Engine engine) {
        try (PointerScope scope = new PointerScope()) {
            Device device = engine.torchDevice();
            named(module).values().forEach(tensor -> tensor.set_data(tensor.to(device, tensor.scalar_type())));
            if (engine.precision() == Precision.BF16) {
                channelsLast(module);
            }
        }
    }

    /** In float32 libtorch gains nothing from this layout, and adds up more coarsely. */
    private static void channelsLast(Module module) {
        SharedModuleVector parts = module.modules();
        for (long i = 0; i < parts.size(); i++) {
            Conv2dImpl convolution = parts.get(i).asConv2d();
            if (convolution != null) {
                Tensor weight = convolution.weight();
                // Not contiguous(): of a single channel it thinks that it has both layouts, and leaves it at the other.
                weight.set_data(weight.detach().clone(new MemoryFormatOptional(MemoryFormat.ChannelsLast)));
            }
        }
    }

    /** Makes the module's parameters trainable, or freezes them. */
    public static void setTrainable(Module module, boolean trainable) {
        try (PointerScope scope = new PointerScope()) {
            StringTensorDict parameters = module.named_parameters();
            for (long i = 0; i < parameters.size(); i++) {
                parameters.get(i).value().set_requires_grad(trainable);
            }
        }
    }

    /**
     * Copies weights into the module, converting number format and device; the module is untouched if they do not fit.
     *
     * @param weights one tensor for every parameter and buffer, of the same shape, and no others
     * @param what    where the weights are from, for error messages, such as {@code Checkpoint 'sam_vit_b.pth'}
     */
    public static void load(Module module, Map<String, Tensor> weights, String what) {
        fill(module, weights, what, (own, given) -> own.copy_(given));
    }

    /**
     * Like {@link #load}, but tensors of the module's own number format on its device become the module's own instead of
     * being copied; of those that share memory only the first. The caller lets go of them.
     */
    public static void adopt(Module module, Map<String, Tensor> weights, String what) {
        Set<Long> adopted = new HashSet<>();
        fill(module, weights, what, (own, given) -> {
            boolean fits = given.scalar_type().intern() == own.scalar_type().intern()
                    && given.device().equals(own.device())
                    && given.is_contiguous()
                    && own.is_contiguous()
                    && adopted.add(given.data_ptr().address());
            if (fits) {
                own.set_data(given);
            } else {
                own.copy_(given);
            }
        });
    }

    private static void fill(
            Module module, Map<String, Tensor> weights, String what, BiConsumer<Tensor, Tensor> transfer) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            Map<String, Tensor> own = named(module);
            requireFit(own, weights, what);
            own.forEach((name, tensor) -> transfer.accept(tensor, weights.get(name)));
        }
    }

    /** Frees the module's weights at once; the small handles that remain are left to the garbage collector. */
    public static void free(Module module) {
        try (PointerScope scope = new PointerScope();
                NoGradGuard noGrad = new NoGradGuard()) {
            named(module).values().forEach(tensor -> tensor.set_data(torch.empty(0)));
        }
    }

    /** SHA-256 over names, shapes and little-endian values, in hexadecimal; equal for equal weights on any device. */
    public static String hash(Module module) {
        return hash(module, name -> true);
    }

    /** The same over those with certain names. */
    public static String hash(Module module, Predicate<String> names) {
        MessageDigest digest = sha256();
        try (PointerScope scope = new PointerScope()) {
            named(module).forEach((name, tensor) -> {
                if (names.test(name)) {
                    digest.update((name + Arrays.toString(tensor.shape())).getBytes(StandardCharsets.UTF_8));
                    update(digest, tensor);
                }
            });
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void collect(StringTensorDict tensors, Map<String, Tensor> into) {
        for (long i = 0; i < tensors.size(); i++) {
            // A handle of its own: what the dictionary returns points into the dictionary.
            into.put(tensors.get(i).key().getString(), new Tensor(tensors.get(i).value()));
        }
    }

    private static void update(MessageDigest digest, Tensor tensor) {
        try (PointerScope scope = new PointerScope()) {
            Tensor plain = tensor.detach().cpu().contiguous();
            digest.update(
                    new BytePointer(plain.data_ptr()).capacity(plain.nbytes()).asByteBuffer());
        }
    }

    private static void requireFit(Map<String, Tensor> own, Map<String, Tensor> weights, String what) {
        List<String> missing = filter(own, name -> !weights.containsKey(name));
        List<String> unexpected = filter(weights, name -> !own.containsKey(name));
        List<String> misshapen =
                filter(own, name -> weights.containsKey(name) && !sameShape(own, weights, name)).stream()
                        .map(name -> name + ", expected " + shape(own, name) + ", found " + shape(weights, name))
                        .toList();
        if (!missing.isEmpty() || !unexpected.isEmpty() || !misshapen.isEmpty()) {
            throw new SamdaException(
                    "%s does not fit the model: %s, %s, %s. Is it for another model or size? Choose the one it was saved from."
                            .formatted(
                                    what,
                                    summary("missing", missing),
                                    summary("unexpected", unexpected),
                                    summary("of another shape", misshapen)));
        }
    }

    private static List<String> filter(Map<String, Tensor> tensors, Predicate<String> wanted) {
        return tensors.keySet().stream().filter(wanted).toList();
    }

    private static boolean sameShape(Map<String, Tensor> own, Map<String, Tensor> weights, String name) {
        return shape(own, name).equals(shape(weights, name));
    }

    private static String shape(Map<String, Tensor> tensors, String name) {
        return Arrays.toString(tensors.get(name).shape());
    }

    private static String summary(String kind, List<String> names) {
        List<String> first = names.subList(0, Math.min(NAMED, names.size()));
        return names.isEmpty()
                ? "none " + kind
                : names.size() + " " + kind + " (first: " + String.join("; ", first) + ")";
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
