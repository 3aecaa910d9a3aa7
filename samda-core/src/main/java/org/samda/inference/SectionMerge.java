// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.samda.image.GreyImage;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/** Reads what passes along one or several axes have kept, by rows of sections of the volume as stored. */
final class SectionMerge implements AutoCloseable {
    /** By pass, then by array. */
    private final List<List<VolumeReader>> passes;

    private SectionMerge(List<List<VolumeReader>> passes) {
        this.passes = passes;
    }

    /** @param stores of equal arrays */
    static SectionMerge of(List<SlabStore> stores) {
        return new SectionMerge(stores.stream()
                .map(store -> IntStream.range(0, store.arrays())
                        .mapToObj(store::reader)
                        .toList())
                .toList());
    }

    /** All arrays of a single pass. */
    List<GreyImage> values(VoxelBox band) {
        return passes.get(0).stream().map(array -> read(array, band)).toList();
    }

    /** The mean over passes of arrays that are probabilities of the foreground classes; the background has what is left. */
    ClassProbabilities mean(VoxelBox band) {
        List<GreyImage> foreground = IntStream.range(0, passes.get(0).size())
                .mapToObj(array -> mean(array, band))
                .toList();
        GreyImage any = foreground.get(0);
        float[] background = new float[any.pixels().length];
        Arrays.fill(background, 1);
        for (GreyImage each : foreground) {
            for (int i = 0; i < background.length; i++) {
                background[i] -= each.pixels()[i];
            }
        }
        List<GreyImage> all = new ArrayList<>(List.of(new GreyImage(any.width(), any.height(), background)));
        all.addAll(foreground);
        return new ClassProbabilities(all);
    }

    private GreyImage mean(int array, VoxelBox band) {
        GreyImage first = read(passes.get(0).get(array), band);
        float[] sum = first.pixels();
        for (List<VolumeReader> pass : passes.subList(1, passes.size())) {
            float[] more = read(pass.get(array), band).pixels();
            for (int i = 0; i < sum.length; i++) {
                sum[i] += more[i];
            }
        }
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= passes.size();
        }
        return new GreyImage(first.width(), first.height(), sum);
    }

    private static GreyImage read(VolumeReader array, VoxelBox band) {
        return array.read(band).section(0);
    }

    @Override
    public void close() {
        passes.forEach(pass -> pass.forEach(VolumeReader::close));
    }
}
