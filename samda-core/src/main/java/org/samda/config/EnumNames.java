// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.AnnotatedClass;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;

/** Writes enum constants as users type them: {@code NEAREST_NEIGHBOUR} is {@code nearest-neighbour}. */
final class EnumNames extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** All names of an enum, in the order of its constants. */
    static List<String> of(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .map(constant -> of((Enum<?>) constant))
                .toList();
    }

    @Override
    public String[] findEnumValues(
            MapperConfig<?> config, AnnotatedClass type, Enum<?>[] constants, String[] namesSoFar) {
        return Arrays.stream(constants).map(EnumNames::of).toArray(String[]::new);
    }
}
