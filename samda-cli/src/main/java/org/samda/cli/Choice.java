// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.samda.config.Configs;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads an enum constant as it is written in config files: {@code mobile-sam} for {@code MOBILE_SAM}.
 *
 * @param constants all constants of the enum
 */
@SuppressWarnings("ArrayRecordComponent")
record Choice<E extends Enum<E>>(E[] constants) implements ITypeConverter<E> {

    /** Lets a command read all its options and parameters of enum types that way. */
    static void register(CommandLine command) {
        for (ArgSpec argument : command.getCommandSpec().args()) {
            Arrays.stream(argument.auxiliaryTypes()).filter(Class::isEnum).forEach(type -> register(command, type));
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void register(CommandLine command, Class<?> type) {
        command.registerConverter(
                (Class) type, new Choice(type.asSubclass(Enum.class).getEnumConstants()));
    }

    @Override
    public E convert(String text) {
        return Arrays.stream(constants)
                .filter(constant -> Configs.nameOf(constant).equalsIgnoreCase(text))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("expected one of %s, found '%s'"
                        .formatted(
                                Arrays.stream(constants).map(Configs::nameOf).collect(Collectors.joining(", ")),
                                text)));
    }
}
