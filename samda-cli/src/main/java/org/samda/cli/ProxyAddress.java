// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import java.net.InetSocketAddress;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code HOST:PORT}, also as people have it in {@code http_proxy}: {@code http://proxy.example.org:3128/}. */
final class ProxyAddress implements ITypeConverter<InetSocketAddress> {
    private static final Pattern ADDRESS = Pattern.compile("(?:http://)?(\\[[0-9A-Fa-f:]+]|[^\\s:/@]+):(\\d{1,5})/?");
    private static final int MAX_PORT = 65535;

    @Override
    public InetSocketAddress convert(String text) {
        Matcher address = ADDRESS.matcher(text);
        if (!address.matches() || Integer.parseInt(address.group(2)) > MAX_PORT) {
            throw new TypeConversionException(
                    "expected HOST:PORT such as proxy.example.org:3128, found '" + text + "'");
        }
        return InetSocketAddress.createUnresolved(address.group(1), Integer.parseInt(address.group(2)));
    }
}
