// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.InetSocketAddress;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ProxyAddressTest {
    private final ProxyAddress proxy = new ProxyAddress();

    @ParameterizedTest
    @CsvSource({
        "proxy.example.org:3128, proxy.example.org, 3128",
        "http://proxy:80/, proxy, 80",
        "10.0.0.1:8080, 10.0.0.1, 8080",
        "[::1]:3128, [::1], 3128"
    })
    void isAHostAndAPort(String text, String host, int port) {
        assertEquals(InetSocketAddress.createUnresolved(host, port), proxy.convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "proxy", "proxy:", ":80", "proxy:65536", "proxy:x", "https://proxy:80", "a:b@c:80"})
    void anythingElseIsToldWithAnExample(String text) {
        assertEquals(
                "expected HOST:PORT such as proxy.example.org:3128, found '" + text + "'",
                assertThrows(TypeConversionException.class, () -> proxy.convert(text))
                        .getMessage());
    }
}
