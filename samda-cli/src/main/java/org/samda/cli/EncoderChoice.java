// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import org.samda.SamdaException;
import org.samda.catalog.EncoderCatalog;
import org.samda.catalog.EncoderDescriptor;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the name of an encoder of the catalogue. */
final class EncoderChoice implements ITypeConverter<EncoderDescriptor> {

    @Override
    public EncoderDescriptor convert(String name) {
        try {
            return EncoderCatalog.load().named(name);
        } catch (SamdaException e) {
            throw new TypeConversionException(e.getMessage());
        }
    }
}
