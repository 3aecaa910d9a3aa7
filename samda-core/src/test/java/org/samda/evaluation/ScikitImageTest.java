// SPDX-License-Identifier: Apache-2.0
package org.samda.evaluation;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.samda.evaluation.VariationOfInformation.Background.COUNTED;
import static org.samda.evaluation.VariationOfInformation.Background.IGNORED;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.Python;

/** Variation of information and adapted Rand error are those of scikit-image. */
class ScikitImageTest {

    @TempDir
    private Path folder;

    /**
     * Printed by {@code /usr/bin/python3 skimage_figures.py FOLDER} with Debian's python3-skimage 0.19.3, from files such as
     * {@link #equalsWhatIsInstalledHere} writes; of the last two it calls the first precision, which is the recall.
     */
    @Test
    void equalsTheValuesWrittenDown() {
        double[] cut = {
            0.8481993831021565,
            1.2730496483298332,
            0.9282553812907113,
            1.193041289142601,
            0.5677824337082,
            0.6067708333333334,
            0.33565713991716617
        };
        double[] joined = {
            1.2730496483298332,
            0.8481993831021564,
            0.5244311658873269,
            0.4624036753602523,
            0.22973911421138282,
            0.7486953192689758,
            0.7931056563500534
        };
        assertFigures(cut, "cut", Ids.shiftedSquares(), Ids.squares());
        assertFigures(joined, "joined", Ids.squares(), Ids.shiftedSquares());
    }

    @Test
    void equalsWhatIsInstalledHere() throws IOException {
        Python python = Python.withSkimage(folder);
        Map<String, int[][]> pairs = Map.of(
                "cut", new int[][] {Ids.shiftedSquares(), Ids.squares()},
                "joined", new int[][] {Ids.squares(), Ids.shiftedSquares()},
                "noise", new int[][] {Ids.random(1, 5000, 30), Ids.random(2, 5000, 20)},
                "equal", new int[][] {Ids.squares(), Ids.squares()});
        for (Map.Entry<String, int[][]> pair : pairs.entrySet()) {
            write(pair.getKey() + ".predicted", pair.getValue()[0]);
            write(pair.getKey() + ".labelled", pair.getValue()[1]);
        }
        python.run(ScikitImageTest.class, "skimage_figures.py", folder);
        for (Map.Entry<String, int[][]> pair : pairs.entrySet()) {
            String figures = Files.readString(folder.resolve(pair.getKey() + ".figures"));
            assertFigures(
                    Stream.of(figures.split(" "))
                            .mapToDouble(Double::parseDouble)
                            .toArray(),
                    pair.getKey(),
                    pair.getValue()[0],
                    pair.getValue()[1]);
        }
    }

    private void write(String name, int[] ids) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(4 * ids.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(ids);
        Files.write(folder.resolve(name), bytes.array());
    }

    /** Precision and recall in either order: versions differ. */
    private static void assertFigures(double[] expected, String name, int[] predicted, int[] labelled) {
        Contingency contingency = new Contingency();
        contingency.add(predicted, labelled);
        VariationOfInformation counted = VariationOfInformation.of(contingency, COUNTED);
        VariationOfInformation ignored = VariationOfInformation.of(contingency, IGNORED);
        AdaptedRand rand = AdaptedRand.of(contingency);
        double[] found = {
            counted.split(),
            counted.merge(),
            ignored.split(),
            ignored.merge(),
            rand.error(),
            rand.precision(),
            rand.recall()
        };
        assertEquals(found.length, expected.length, name);
        double[] inOrder = expected.clone();
        Arrays.sort(inOrder, 5, 7);
        Arrays.sort(found, 5, 7);
        assertArrayEquals(inOrder, found, 1e-12, name);
    }
}
