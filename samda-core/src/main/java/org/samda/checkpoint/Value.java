// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.samda.torch.TensorType;

/**
 * Something a pickle builds.
 *
 * <p>Values nest as deep as the file says. Nothing here may walk them recursively: do not print, compare or hash them.
 */
sealed interface Value permits Value.Plain, Constructor, Storage, StoredTensor {
    int MOST_AXES = 16;

    /** Longer ones are no names; comparing them again and again would take forever. */
    int LONGEST_KEY = 1000;

    /** The text this is. */
    default String asText() {
        throw unlike("a text");
    }

    /** The whole number this is. */
    default long asWhole() {
        throw unlike("a whole number");
    }

    /** The members of the tuple this is. */
    default List<Value> asTuple() {
        throw unlike("a tuple");
    }

    /** The members of the tuple this is, all of them whole numbers; one per axis of a tensor. */
    default List<Long> asWholes() {
        if (asTuple().size() > MOST_AXES) {
            throw new IllegalArgumentException("it has a tensor of more than " + MOST_AXES + " axes");
        }
        return asTuple().stream().map(Value::asWhole).toList();
    }

    private IllegalArgumentException unlike(String expected) {
        return new IllegalArgumentException("its pickle has a %s where %s belongs"
                .formatted(getClass().getSimpleName().toLowerCase(Locale.ROOT), expected));
    }

    /** A value that knows nothing of tensors. */
    sealed interface Plain extends Value {}

    /** Text, such as a tensor's name. */
    record Text(String text) implements Plain {
        @Override
        public String asText() {
            return text;
        }
    }

    /** A whole number of at most 64 bits. */
    record Whole(long number) implements Plain {
        @Override
        public long asWhole() {
            return number;
        }
    }

    /** A tuple. */
    record Tuple(List<Value> members) implements Plain {
        public Tuple {
            members = List.copyOf(members);
        }

        @Override
        public List<Value> asTuple() {
            return members;
        }
    }

    /** A list, to which the pickle may append. */
    record Sequence(List<Value> members) implements Plain {}

    /** A dictionary, to which the pickle may add; entries whose key is not text are left out. */
    record Dictionary(Map<String, Value> entries) implements Plain {
        void put(Value key, Value value) {
            if (key instanceof Text text) {
                if (text.text().length() > LONGEST_KEY) {
                    throw new IllegalArgumentException("it has a name of more than " + LONGEST_KEY + " letters");
                }
                entries.put(text.text(), value);
            }
        }
    }

    /** The type of a storage's numbers. */
    record StorageType(TensorType type) implements Plain {}

    /** What weights do not depend on: noted to be there, and never made. */
    enum Inert implements Plain {
        /** None, a truth value, a fraction, a number of more than 64 bits, or an object of such a {@link #TYPE}. */
        OBJECT,
        /** A type or function on the list of harmless ones. */
        TYPE
    }
}
