// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.MapperConfig;
import tools.jackson.databind.introspect.Annotated;
import tools.jackson.databind.introspect.NopAnnotationIntrospector;
import tools.jackson.databind.jsontype.NamedType;

/**
 * A component may be of a sealed interface whose implementations are records: which one is meant is seen from the keys.
 *
 * <p>Such records must have different keys; nothing is written beside them.
 */
final class SealedRecords extends NopAnnotationIntrospector {
    private static final long serialVersionUID = 1L;

    /** The record among those the interface permits that has most of the keys; empty for all other types. */
    static Optional<Class<?>> chosen(Class<?> type, JsonNode node) {
        return permitted(type).stream().max(Comparator.comparingLong(record -> keysIn(node, record)));
    }

    static boolean isSealed(Class<?> type) {
        return !permitted(type).isEmpty();
    }

    @Override
    public JsonTypeInfo.Value findPolymorphicTypeInfo(MapperConfig<?> config, Annotated type) {
        return isSealed(type.getRawType())
                ? JsonTypeInfo.Value.construct(JsonTypeInfo.Id.DEDUCTION, null, null, null, false, true, null)
                : null;
    }

    @Override
    public List<NamedType> findSubtypes(MapperConfig<?> config, Annotated type) {
        List<Class<?>> permitted = permitted(type.getRawType());
        return permitted.isEmpty()
                ? null
                : permitted.stream().map(NamedType::new).toList();
    }

    private static List<Class<?>> permitted(Class<?> type) {
        if (!type.isInterface() || !type.isSealed()) {
            return List.of();
        }
        List<Class<?>> permitted = List.of(type.getPermittedSubclasses());
        return permitted.stream().allMatch(Class::isRecord) ? permitted : List.of();
    }

    private static long keysIn(JsonNode node, Class<?> record) {
        return Arrays.stream(record.getRecordComponents())
                .map(RecordComponent::getName)
                .filter(node::has)
                .count();
    }
}
