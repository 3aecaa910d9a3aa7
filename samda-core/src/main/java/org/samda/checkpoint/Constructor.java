// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.LinkedHashMap;
import java.util.List;

/** The three functions of Python that a pickle of weights calls, as far as weights need them. */
enum Constructor implements Value {
    /** {@code collections.OrderedDict}, empty or of a list of pairs. */
    ORDERED_DICT {
        @Override
        Value call(List<Value> arguments) {
            Dictionary dictionary = new Dictionary(new LinkedHashMap<>());
            if (!arguments.isEmpty()) {
                pairs(arguments.get(0)).forEach(pair -> {
                    List<Value> members = members(pair);
                    requireArguments(members, 2, 2);
                    dictionary.put(members.get(0), members.get(1));
                });
            }
            return dictionary;
        }
    },

    /** {@code torch._utils._rebuild_tensor_v2}: a view of a storage. */
    TENSOR {
        @Override
        Value call(List<Value> arguments) {
            requireArguments(arguments, 6, 7);
            if (!(arguments.get(0) instanceof Storage storage)) {
                throw new IllegalArgumentException("it has a tensor without a storage");
            }
            return new StoredTensor(
                    storage,
                    arguments.get(1).asWhole(),
                    arguments.get(2).asWholes(),
                    arguments.get(3).asWholes());
        }
    },

    /** {@code torch._utils._rebuild_parameter}: a tensor that is trained. */
    PARAMETER {
        @Override
        Value call(List<Value> arguments) {
            requireArguments(arguments, 3, 3);
            if (!(arguments.get(0) instanceof StoredTensor tensor)) {
                throw new IllegalArgumentException("it has a parameter that is no tensor");
            }
            return tensor;
        }
    };

    /** @throws IllegalArgumentException if the arguments are not those that {@code torch.save} writes */
    abstract Value call(List<Value> arguments);

    /** Number of pairs that the arguments hold, by which the work may grow beyond the pickle's own length. */
    static int size(List<Value> arguments) {
        return !arguments.isEmpty() && arguments.get(0) instanceof Sequence pairs
                ? pairs.members().size()
                : 0;
    }

    private static List<Value> pairs(Value argument) {
        if (!(argument instanceof Sequence sequence)) {
            throw new IllegalArgumentException("it has a dictionary that is not made of a list");
        }
        return sequence.members();
    }

    private static List<Value> members(Value pair) {
        return pair instanceof Sequence sequence ? sequence.members() : pair.asTuple();
    }

    private static void requireArguments(List<Value> arguments, int least, int most) {
        if (arguments.size() < least || arguments.size() > most) {
            throw new IllegalArgumentException("it calls a function with %d arguments, expected %d to %d"
                    .formatted(arguments.size(), least, most));
        }
    }
}
