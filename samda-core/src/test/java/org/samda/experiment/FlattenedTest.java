// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FlattenedTest {

    private record Leaf(int number, Optional<Integer> maybe) {}

    private record Tree(String name, Leaf leaf, List<String> list, Optional<Leaf> branch) {}

    @Test
    void aTreeOfRecordsBecomesKeysWithDots() {
        Tree tree = new Tree("oak", new Leaf(3, Optional.of(7)), List.of("a", "b"), Optional.empty());
        assertEquals(
                Map.of(
                        "name", "oak",
                        "leaf.number", "3",
                        "leaf.maybe", "7",
                        "list", "[a, b]",
                        "branch", "nothing"),
                Flattened.of(tree));
    }

    @Test
    void everySettingOfARunIsThere() {
        Map<String, String> all = Flattened.of(TinyRun.config(Path.of("data")));
        assertEquals("32", all.get("settings.plan.patchSize"));
        assertEquals("0.9", all.get("settings.training.sgd.momentum"));
        assertEquals("7", all.get("compute.seed"));
        assertEquals("1", all.get("inputs.shots"));
        assertEquals("nothing", all.get("inputs.from"));
        assertEquals("[1, 2, 3]", all.get("method.steps"));
    }
}
