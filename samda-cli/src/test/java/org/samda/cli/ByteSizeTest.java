// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class ByteSizeTest {
    private final ByteSize.Converter converter = new ByteSize.Converter();

    @ParameterizedTest
    @CsvSource({
        "1, 1",
        "512, 512",
        "1k, 1024",
        "8G, 8589934592",
        "512 MiB, 536870912",
        "1.5KB, 1536",
        "2t, 2199023255552"
    })
    void readsWhatPeopleType(String text, long bytes) {
        assertEquals(new ByteSize(bytes), converter.convert(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1G", "8X", "G", "1e3", "8 G B", "999999999999T", "0.1"})
    void refusesWhatIsNoSize(String text) {
        assertThrows(TypeConversionException.class, () -> converter.convert(text));
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "1023, 1023", "1024, 1.0K", "8589934592, 8.0G", "1610612736, 1.5G"})
    void isWrittenAsItIsTyped(long bytes, String text) {
        assertEquals(text, new ByteSize(bytes).toString());
    }

    @Test
    void halfOfTheMachineIsHalfOfAllOfIt() {
        long all = ByteSize.shareOfMachine(1).bytes();
        assertEquals(all / 2, ByteSize.shareOfMachine(0.5).bytes());
        assertTrue(all > 1 << 28, "this machine has " + all + " bytes");
    }
}
