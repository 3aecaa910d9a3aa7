// SPDX-License-Identifier: Apache-2.0
package org.samda.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.samda.torch.TensorType;

class SegmentTest {
    private static final Storage STORAGE = new Storage(TensorType.F32, "0", 1000);

    @Test
    void leavesOutWhatNoTensorNeeds() {
        assertEquals(
                List.of(new Segment(5, 8), new Segment(990, 1000)),
                Segment.covering(List.of(vector(990, 10), vector(5, 3))));
    }

    @Test
    void tensorsThatOverlapShareASegment() {
        assertEquals(
                List.of(new Segment(0, 12), new Segment(12, 14)),
                Segment.covering(List.of(vector(4, 8), vector(12, 2), vector(0, 10), vector(2, 3))));
    }

    @Test
    void emptyTensorsNeedNothing() {
        assertEquals(List.of(new Segment(7, 7)), Segment.covering(List.of(vector(7, 0))));
        assertEquals(List.of(new Segment(0, 10)), Segment.covering(List.of(vector(7, 0), vector(0, 10))));
    }

    @Test
    void aTensorReachesToItsLastElement() {
        // Rows 0..2 at 100 elements' distance, columns 0..3 at 10: the last is 2 + 200 + 30.
        assertEquals(233, new StoredTensor(STORAGE, 2, List.of(3L, 4L), List.of(100L, 10L)).end());
        assertEquals(6, new StoredTensor(STORAGE, 5, List.of(), List.of()).end());
        assertEquals(6, new StoredTensor(STORAGE, 5, List.of(50L, 2L), List.of(0L, 0L)).end());
    }

    @Test
    void aTensorStaysInsideItsStorage() {
        new StoredTensor(STORAGE, 0, List.of(1000L), List.of(1L));
        new StoredTensor(STORAGE, 1000, List.of(0L), List.of(1L));
        new StoredTensor(STORAGE, 0, List.of(1L << 20), List.of(0L));
        refuses(1, List.of(1000L), List.of(1L));
        refuses(1001, List.of(0L), List.of(1L));
        refuses(-1, List.of(1L), List.of(1L));
        refuses(0, List.of(2L), List.of(1000L));
        refuses(0, List.of((1L << 20) + 1), List.of(0L));
        refuses(0, List.of(1L << 32, 1L << 32), List.of(0L, 0L));
        refuses(0, List.of(3L), List.of(Long.MAX_VALUE));
        refuses(Long.MAX_VALUE, List.of(1L), List.of(1L));
    }

    private static void refuses(long offset, List<Long> shape, List<Long> strides) {
        assertThrows(IllegalArgumentException.class, () -> new StoredTensor(STORAGE, offset, shape, strides));
    }

    private static StoredTensor vector(long offset, long size) {
        return new StoredTensor(STORAGE, offset, List.of(size), List.of(1L));
    }
}
