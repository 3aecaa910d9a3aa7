// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import java.util.List;
import java.util.regex.Pattern;
import org.samda.torch.TensorType;

/**
 * A run of numbers in a file, of which tensors are views.
 *
 * @param type     format of the numbers
 * @param key      name of the record that holds them
 * @param elements how many they are
 */
record Storage(TensorType type, String key, long elements) implements Value {
    private static final Pattern KEY = Pattern.compile("\\w{1,40}");
    private static final int MEMBERS = 5;

    Storage {
        if (!KEY.matcher(key).matches()) {
            throw new IllegalArgumentException("it has a storage whose key is not a plain name");
        }
        if (elements < 0 || elements > Long.MAX_VALUE / type.bytes()) {
            throw new IllegalArgumentException("storage '%s' has an impossible size, %d".formatted(key, elements));
        }
    }

    /** From a pickle's {@code ('storage', type, key, device, elements)}; the device it was on does not matter. */
    static Storage of(Value persistentId) {
        List<Value> members = persistentId.asTuple();
        if (members.size() != MEMBERS || !members.get(0).asText().equals("storage")) {
            throw new IllegalArgumentException("it refers to something outside of the pickle that is no storage");
        }
        if (!(members.get(1) instanceof StorageType storageType)) {
            throw new IllegalArgumentException("it has a storage of an unknown type");
        }
        return new Storage(
                storageType.type(), members.get(2).asText(), members.get(4).asWhole());
    }

    long bytes() {
        return elements * type.bytes();
    }
}
