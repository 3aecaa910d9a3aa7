// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.LongStream;
import org.samda.Interruptions;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VoxelSize;
import org.samda.io.VolumeReader;

/**
 * Segments the sections of a volume along one axis, slab by slab; the next slab is read and the one before is written
 * meanwhile. Slabs that are finished already are left out.
 *
 * <p>Memory: four slabs, and what the segmentation of a section takes.
 */
final class AxisPass {
    private final SectionNetwork network;
    private final VolumeReader cut;
    private final SlabStore store;

    /** What becomes of one section: the values of each array of the store, of the section's size. */
    @FunctionalInterface
    interface SectionNetwork {
        List<GreyImage> segment(GreyImage section, Optional<VoxelSize> voxelSize);
    }

    /**
     * @param network segments a section
     * @param cut     the volume cut along the store's axis
     * @param store   where results go
     */
    AxisPass(SectionNetwork network, VolumeReader cut, SlabStore store) {
        this.network = network;
        this.cut = cut;
        this.store = store;
    }

    /**
     * @param done hears the number of finished sections, those of earlier runs among them
     * @return how many sections were finished before
     */
    long run(LongConsumer done) {
        Slabs slabs = store.slabs();
        long[] missing = LongStream.range(0, slabs.count())
                .filter(slab -> !store.has(slab))
                .toArray();
        long before = slabs.cut().z()
                - LongStream.of(missing).map(slab -> slabs.box(slab).depth()).sum();
        long finished = before;
        try (OneAhead reading = new OneAhead("reading");
                OneAhead writing = new OneAhead("writing")) {
            for (int i = 0; i < missing.length; i++) {
                long slab = missing[i];
                GreyBlock block = reading.result(() -> cut.read(slabs.box(slab)));
                if (i + 1 < missing.length) {
                    long next = missing[i + 1];
                    reading.start(() -> cut.read(slabs.box(next)));
                }
                List<GreyBlock> results = segmented(block, finished, done);
                finished += block.depth();
                writing.start(() -> {
                    store.write(slab, results);
                    return slab;
                });
            }
            writing.await();
        }
        return before;
    }

    private List<GreyBlock> segmented(GreyBlock block, long finished, LongConsumer done) {
        int area = block.width() * block.height();
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < store.arrays(); i++) {
            values.add(new float[block.values().length]);
        }
        for (int z = 0; z < block.depth(); z++) {
            Interruptions.check();
            List<GreyImage> results =
                    network.segment(block.section(z), cut.info().voxelSize());
            for (int i = 0; i < values.size(); i++) {
                System.arraycopy(results.get(i).pixels(), 0, values.get(i), z * area, area);
            }
            done.accept(finished + z + 1);
        }
        return values.stream()
                .map(each -> new GreyBlock(block.width(), block.height(), block.depth(), each))
                .toList();
    }
}
