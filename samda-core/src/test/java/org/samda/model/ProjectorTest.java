// SPDX-License-Identifier: Apache-2.0
package org.samda.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import org.bytedeco.pytorch.Tensor;
import org.junit.jupiter.api.Test;
import org.samda.SamdaException;
import org.samda.golden.Filler;
import org.samda.model.ExpertUNetConfig.Stride;
import org.samda.torch.Parameters;

class ProjectorTest {

    @Test
    void stridesBringTheEncodersGridOntoTheBottlenecks() {
        assertEquals(List.of(1, 1, 1), strides(1, new Stride(16, 16)));
        assertEquals(List.of(1, 1, 2), strides(1, new Stride(32, 32)));
        assertEquals(List.of(1, 2, 2), strides(1, new Stride(64, 64)));
        assertEquals(List.of(2, 2, 2), strides(1, new Stride(128, 128)));
        assertEquals(List.of(2, 2, 2), strides(1, new Stride(256, 256)));
        assertEquals(List.of(1, 1, 1), strides(1, new Stride(8, 8)));
    }

    @Test
    void enlargedPatchesNeedLargerStrides() {
        // A token covers 8 px of the patch: from 8 to 32 px are two halvings.
        assertEquals(List.of(1, 2, 2), strides(2, new Stride(32, 32)));
        // 16 / 3 px: the ratio 6 is rounded down to 4, the rest is left to resizing.
        assertEquals(List.of(1, 2, 2), strides(3, new Stride(32, 32)));
    }

    @Test
    void theAxisThatShrinksLessDecides() {
        assertEquals(List.of(1, 1, 2), strides(1, new Stride(32, 64)));
    }

    @Test
    void channelsEndAtTheBottlenecks() {
        Stride total = new Stride(128, 128);
        assertEquals(
                List.of(256, 512, 512),
                ProjectorConfig.between(256, 512, 1, total).channels());
        assertEquals(
                List.of(256, 256, 256),
                ProjectorConfig.between(256, 256, 1, total).channels());
        assertEquals(
                List.of(64, 64, 64), ProjectorConfig.between(256, 64, 1, total).channels());
        assertEquals(512, ProjectorConfig.between(256, 512, 1, total).outChannels());
    }

    @Test
    void hasOfficialLookingNamesAndShrinksByItsStrides() {
        Projector projector = new Projector(new ProjectorConfig(4, List.of(3, 5, 6), List.of(1, 2, 2)));
        Tensor features = projector.forward(Filler.input("embedding", 2, 4, 9, 12));
        assertArrayEquals(new long[] {2, 6, 3, 3}, features.shape());
        assertEquals(
                List.of("convs.0.conv.weight", "convs.0.conv.bias", "convs.0.norm.weight", "convs.0.norm.bias"),
                Parameters.named(projector).keySet().stream().limit(4).toList());
        assertEquals(12, Parameters.named(projector).size());
    }

    @Test
    void saysThatAPatchIsTooSmall() {
        Projector projector = new Projector(new ProjectorConfig(4, List.of(3, 3, 3), List.of(2, 2, 2)));
        SamdaException e =
                assertThrows(SamdaException.class, () -> projector.forward(Filler.input("embedding", 1, 4, 8, 6)));
        assertEquals(
                "The projector would shrink an embedding of 6 x 8 tokens (W x H) to a single pixel, which cannot be"
                        + " normalised; expected more than 8 tokens along one side. Use a larger patch.",
                e.getMessage());
        assertArrayEquals(
                new long[] {1, 3, 1, 2},
                projector.forward(Filler.input("embedding", 1, 4, 8, 9)).shape());
    }

    @Test
    void configsThatCannotBeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ProjectorConfig(4, List.of(3, 3), List.of(1, 1, 1)));
        assertThrows(IllegalArgumentException.class, () -> new ProjectorConfig(4, List.of(3, 3, 3), List.of(1, 1, 3)));
        assertThrows(IllegalArgumentException.class, () -> new ProjectorConfig(4, List.of(3, 0, 3), List.of(1, 1, 1)));
    }

    private static List<Integer> strides(int enlargement, Stride total) {
        return ProjectorConfig.between(256, 512, enlargement, total).strides();
    }
}
