// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import java.nio.file.Path;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.AnnotationIntrospector;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.JacksonModule;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationContext;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.cfg.MapperBuilder;
import tools.jackson.databind.deser.std.FromStringDeserializer;
import tools.jackson.databind.deser.std.StdDeserializer;
import tools.jackson.databind.introspect.JacksonAnnotationIntrospector;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.ser.std.StdSerializer;
import tools.jackson.databind.ser.std.ToStringSerializer;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLWriteFeature;

/**
 * The two mappers, set up alike: order of declaration, kebab-case enums, plain paths, bounded nesting. Of records the
 * components are written and nothing else, such as what {@code isEmpty()} says.
 */
final class Mappers {
    private static final StreamReadConstraints LIMITS =
            StreamReadConstraints.builder().maxNestingDepth(50).build();

    static final JsonMapper JSON = common(JsonMapper.builder(
                    JsonFactory.builder().streamReadConstraints(LIMITS).build()))
            .enable(SerializationFeature.INDENT_OUTPUT)
            .build();

    /** Reads results: {@code null} is NaN where a record has a {@code double}. */
    static final JsonMapper FIGURES = JSON.rebuild()
            .addModule(new SimpleModule("figures").addDeserializer(double.class, new FigureReader()))
            .build();

    static final YAMLMapper YAML = common(YAMLMapper.builder(
                    YAMLFactory.builder().streamReadConstraints(LIMITS).build()))
            .disable(YAMLWriteFeature.WRITE_DOC_START_MARKER, YAMLWriteFeature.SPLIT_LINES)
            .enable(YAMLWriteFeature.MINIMIZE_QUOTES, YAMLWriteFeature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
            .build();

    private Mappers() {}

    private static <B extends MapperBuilder<?, B>> B common(B builder) {
        return builder.addModule(types())
                // A record's isEmpty() is no component: it could not be read back.
                .changeDefaultVisibility(visibility -> visibility.withIsGetterVisibility(Visibility.NONE))
                .annotationIntrospector(AnnotationIntrospector.pair(
                        new EnumNames(),
                        AnnotationIntrospector.pair(new SealedRecords(), new JacksonAnnotationIntrospector())))
                .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
                .disable(EnumFeature.READ_ENUMS_USING_TO_STRING, EnumFeature.WRITE_ENUMS_USING_TO_STRING);
    }

    private static JacksonModule types() {
        return new SimpleModule()
                .addSerializer(Path.class, ToStringSerializer.instance)
                .addDeserializer(Path.class, new PathReader())
                .addSerializer(double.class, new NumberWriter())
                .addSerializer(Double.class, new NumberWriter());
    }

    /** Takes a path as it is typed; Jackson's own reader would open URIs. */
    private static final class PathReader extends FromStringDeserializer<Path> {
        PathReader() {
            super(Path.class);
        }

        @Override
        protected Path _deserialize(String text, DeserializationContext context) {
            return Path.of(text);
        }
    }

    /** Undoes what {@link NumberWriter} does. */
    private static final class FigureReader extends StdDeserializer<Double> {
        FigureReader() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser from, DeserializationContext context) {
            return from.getDoubleValue();
        }

        @Override
        public Object getNullValue(DeserializationContext context) {
            return Double.NaN;
        }
    }

    /** Writes what is no number (a mean over nothing) as {@code null}: JSON has no NaN. */
    private static final class NumberWriter extends StdSerializer<Double> {
        NumberWriter() {
            super(Double.class);
        }

        @Override
        public void serialize(Double value, JsonGenerator to, SerializationContext context) {
            if (Double.isFinite(value)) {
                to.writeNumber(value);
            } else {
                to.writeNull();
            }
        }
    }
}
