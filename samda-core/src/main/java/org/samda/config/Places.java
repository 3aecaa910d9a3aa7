// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.HashMap;
import java.util.Map;
import org.samda.SamdaException;
import tools.jackson.core.JsonPointer;

/** Remembers where every value of a tree was written, and words mistakes with it. */
final class Places {
    private final Map<JsonPointer, Place> places;
    private final Place start;

    Places(Place start) {
        this(new HashMap<>(), start);
    }

    private Places(Map<JsonPointer, Place> places, Place start) {
        this.places = places;
        this.start = start;
    }

    Places copy() {
        return new Places(new HashMap<>(places), start);
    }

    void put(JsonPointer key, Place place) {
        places.put(key, place);
    }

    boolean knows(JsonPointer key) {
        return places.containsKey(key);
    }

    /** The place of a value; of what encloses it where the value itself was not written. */
    Place of(JsonPointer key) {
        Place place = places.get(key);
        if (place != null) {
            return place;
        }
        return key.head() == null ? start : of(key.head());
    }

    /** Takes over the places of a value, and of all below it, that replaces the one here. */
    void replace(JsonPointer key, Places from) {
        String below = key + "/";
        places.keySet().removeIf(other -> other.toString().startsWith(below));
        places.put(key, from.of(key));
        from.places.forEach((other, place) -> {
            if (other.toString().startsWith(below)) {
                places.put(other, place);
            }
        });
    }

    /** A mistake at a key: {@code Config 'f.yaml', line 4, column 3, key 'a.b': what}. */
    SamdaException mistake(JsonPointer key, String what) {
        return new SamdaException(head(key) + what);
    }

    SamdaException mistake(JsonPointer key, String what, Throwable cause) {
        return new SamdaException(head(key) + what, cause);
    }

    private String head(JsonPointer key) {
        return of(key) + (key.matches() ? "" : ", key '" + dotted(key) + "'") + ": ";
    }

    /** The key as a user writes it: {@code training.stages[1].width}. */
    static String dotted(JsonPointer key) {
        StringBuilder text = new StringBuilder();
        for (JsonPointer at = key; !at.matches(); at = at.tail()) {
            if (at.getMatchingIndex() >= 0) {
                text.append('[').append(at.getMatchingIndex()).append(']');
            } else {
                text.append(text.isEmpty() ? "" : ".").append(at.getMatchingProperty());
            }
        }
        return text.toString();
    }
}
