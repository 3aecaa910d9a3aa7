// SPDX-License-Identifier: Apache-2.0
package org.samda.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.samda.SamdaException;

class JsonTreeTest {
    private static final JsonTree TREE = JsonTree.parse("""
            {"unasked": [{}], "text": "a", "list": [1, null, -7], "half": 0.5, "yes": true,
             "none": null, "inner": {"key": "value"}}
            """, "some.json");

    @Test
    void valuesAreFoundByTheirKeys() {
        assertEquals("a", TREE.get("text").text());
        assertEquals("value", TREE.get("inner").get("key").text());
        assertEquals(0.5, TREE.get("half").number());
        assertTrue(TREE.get("yes").truth());
        List<JsonTree> list = TREE.get("list").list();
        assertEquals(1, list.get(0).whole());
        assertTrue(list.get(1).isNull());
        assertEquals(-7, list.get(2).number());
    }

    @Test
    void whatIsMissingOrNullIsNotFound() {
        assertTrue(TREE.find("missing").isEmpty());
        assertTrue(TREE.find("none").isEmpty());
        assertTrue(TREE.get("text").find("key").isEmpty());
        assertFalse(TREE.get("text").isList());
        assertTrue(TREE.get("list").isList());
    }

    @ParameterizedTest
    @CsvSource({
        "text, a whole number, 'a'",
        "half, a whole number, 0.5",
        "list, a whole number, a list",
        "inner, a whole number, keys with values"
    })
    void aMistakeNamesItsPlaceAndWhatWasFound(String key, String expected, String found) {
        String quoted = key.equals("text") ? "'" + found + "'" : found;
        String message = mistake(tree -> tree.get(key).whole());
        assertTrue(message.startsWith("JSON 'some.json', line "), message);
        assertTrue(message.endsWith("key '%s': expected %s, found %s.".formatted(key, expected, quoted)), message);
    }

    @Test
    void aMissingKeyIsNamedAtItsOwner() {
        assertTrue(mistake(tree -> tree.get("inner").get("other")).endsWith("key 'inner': key 'other' is missing."));
        assertTrue(mistake(tree -> tree.get("list").list().get(2).text())
                .endsWith("key 'list[2]': expected text, found -7."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[1]", "{", "{\"a\": 1, \"a\": 2}", "{} {}", "nonsense", "{\"a\": NaN}", "{\"a\": 1e999}"})
    void whatIsNotOneObjectIsRefused(String text) {
        assertThrows(SamdaException.class, () -> JsonTree.parse(text, "some.json"));
    }

    @Test
    void deepNestingIsRefused() {
        String deep = "{\"a\": " + "[".repeat(100_000) + "]".repeat(100_000) + "}";
        SamdaException problem = assertThrows(SamdaException.class, () -> JsonTree.parse(deep, "deep.json"));
        assertTrue(problem.getMessage().contains("nested too deeply"), problem.getMessage());
    }

    private static String mistake(Function<JsonTree, Object> question) {
        return assertThrows(SamdaException.class, () -> question.apply(TREE)).getMessage();
    }
}
