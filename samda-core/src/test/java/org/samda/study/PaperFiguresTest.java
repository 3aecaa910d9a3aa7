// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class PaperFiguresTest {
    private final PaperFigures paper = PaperFigures.load();

    @Test
    void figuresAreFoundByPairRowAndShots() {
        assertEquals(OptionalDouble.of(0.873), paper.dice("Kasthuri++->EPFL", "MedSAM+UNet", 1));
        assertEquals(OptionalDouble.of(0.897), paper.dice("Kasthuri++->EPFL", "nnUNet", 20));
        assertEquals(OptionalDouble.of(0.360), paper.dice("HarP->LPBA40", "nnUNet", 0));
        assertEquals(OptionalDouble.of(0.835), paper.dice("OASIS->LPBA40", "MedSAM+UNet", 10));
        assertEquals(OptionalDouble.empty(), paper.dice("HarP->LPBA40", "nnUNet", 4));
        assertEquals(OptionalDouble.empty(), paper.dice("Kasthuri++->EPFL", "nnUNet", 3));
        assertEquals(OptionalDouble.empty(), paper.dice("VNC->EPFL", "nnUNet", 0));
    }

    /** The paper's last row; it cut the digits off rather than rounding them. */
    @Test
    void theMeansOverPairsAreThoseThatThePaperPrints() {
        List<Double> printed = List.of(0.643, 0.788, 0.753, 0.809);
        assertEquals(14, paper.table2().pairs().size());
        for (int column = 0; column < 4; column++) {
            int at = column;
            double mean = paper.table2().pairs().values().stream()
                    .mapToDouble(row -> row.get(at))
                    .average()
                    .orElseThrow();
            assertEquals(printed.get(column), mean, 0.001);
        }
    }

    @Test
    void bothTablesAgreeWhereTheyShowTheSame() {
        List<Double> row = paper.table2().pairs().get("Kasthuri++->EPFL");
        for (int i = 0; i < row.size(); i++) {
            PaperFigures.Column column = paper.table2().columns().get(i);
            assertEquals(
                    row.get(i),
                    paper.dice("Kasthuri++->EPFL", column.row(), column.shots()).orElseThrow());
        }
    }
}
