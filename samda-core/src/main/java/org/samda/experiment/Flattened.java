// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A tree of records as one list of keys, such as {@code settings.plan.stages}, and their values as text. */
public final class Flattened {

    private Flattened() {}

    /** Keys in the order of the records; a text for every value, {@code nothing} for an empty {@code Optional}. */
    public static Map<String, String> of(Record config) {
        Map<String, String> values = new LinkedHashMap<>();
        add("", config, values);
        return values;
    }

    private static void add(String prefix, Record config, Map<String, String> values) {
        for (RecordComponent component : config.getClass().getRecordComponents()) {
            String key = prefix + component.getName();
            Object value = valueOf(config, component);
            if (value instanceof Record nested) {
                add(key + ".", nested, values);
            } else if (value instanceof Optional<?> maybe) {
                values.put(key, maybe.map(Object::toString).orElse("nothing"));
            } else {
                values.put(key, value.toString());
            }
        }
    }

    private static Object valueOf(Record config, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(config);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("component " + component, e);
        }
    }
}
