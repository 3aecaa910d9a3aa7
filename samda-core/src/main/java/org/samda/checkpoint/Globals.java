// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.samda.checkpoint.Value.Inert;
import org.samda.checkpoint.Value.StorageType;
import org.samda.torch.TensorType;

/** The names of Python that a checkpoint may contain (COMPONENTS section 16); every other is refused. */
final class Globals {
    private static final Map<String, TensorType> STORAGES = Map.of(
            "DoubleStorage", TensorType.F64,
            "FloatStorage", TensorType.F32,
            "HalfStorage", TensorType.F16,
            "BFloat16Storage", TensorType.BF16,
            "LongStorage", TensorType.I64,
            "IntStorage", TensorType.I32,
            "ShortStorage", TensorType.I16,
            "CharStorage", TensorType.I8,
            "ByteStorage", TensorType.U8,
            "BoolStorage", TensorType.BOOL);

    /** Optimisers saved as objects, containers, and the scalars and devices of nnU-Net's training state. */
    private static final List<String> HARMLESS = List.of(
            "torch.optim.adadelta Adadelta",
            "torch.optim.adagrad Adagrad",
            "torch.optim.adam Adam",
            "torch.optim.adamax Adamax",
            "torch.optim.adamw AdamW",
            "torch.optim.asgd ASGD",
            "torch.optim.lbfgs LBFGS",
            "torch.optim.nadam NAdam",
            "torch.optim.radam RAdam",
            "torch.optim.rmsprop RMSprop",
            "torch.optim.rprop Rprop",
            "torch.optim.sgd SGD",
            "torch.optim.sparse_adam SparseAdam",
            "collections defaultdict",
            "__builtin__ dict",
            "__builtin__ set",
            "builtins dict",
            "builtins set",
            "torch device",
            "numpy.core.multiarray scalar",
            "numpy._core.multiarray scalar",
            "numpy dtype",
            "_codecs encode");

    private static final Map<String, Value> ALLOWED = allowed();

    private Globals() {}

    /** What stands for the name, or empty if it is forbidden. */
    static Optional<Value> find(String module, String name) {
        return Optional.ofNullable(ALLOWED.get(module + " " + name));
    }

    private static Map<String, Value> allowed() {
        Map<String, Value> allowed = new HashMap<>();
        allowed.put("collections OrderedDict", Constructor.ORDERED_DICT);
        allowed.put("torch._utils _rebuild_tensor_v2", Constructor.TENSOR);
        allowed.put("torch._utils _rebuild_parameter", Constructor.PARAMETER);
        STORAGES.forEach((name, type) -> allowed.put("torch " + name, new StorageType(type)));
        HARMLESS.forEach(name -> allowed.put(name, Inert.TYPE));
        return Map.copyOf(allowed);
    }
}
