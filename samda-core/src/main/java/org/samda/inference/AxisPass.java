// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import org.samda.Interruptions;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VoxelBox;

/**
 * Segments a volume along one axis, slab by slab; the next slab is read and the one before is written meanwhile. Slabs that
 * are finished already are left out.
 *
 * <p>Memory: four slabs, and what the segmentation of a section takes.
 */
final class AxisPass {
    private final SlabSource source;
    private final SlabStore store;

    /** Reads slabs, in another thread than the one that segments them. */
    @FunctionalInterface
    interface SlabSource {
        SlabSections read(long slab);
    }

    /** The sections of a slab that has been read. */
    @FunctionalInterface
    interface SlabSections {
        /**
         * Segments one of them.
         *
         * @param z counted from the slab's first
         * @return the values of each array of the store, of the slab's width and height
         */
        List<GreyImage> segment(int z);
    }

    /**
     * @param source reads the store's slabs
     * @param store  where results go
     */
    AxisPass(SlabSource source, SlabStore store) {
        this.source = source;
        this.store = store;
    }

    /** How many sections, or windows of sections, a pass has. */
    static long steps(Slabs slabs) {
        return slabs.cut().z() * slabs.parts();
    }

    /**
     * Segments neighbouring slabs.
     *
     * @param begin index of the first slab
     * @param end   index after the last one
     * @param done  hears the number of finished sections or windows, those of earlier runs among them
     * @return how many were finished before
     */
    long run(long begin, long end, LongConsumer done) {
        Slabs slabs = store.slabs();
        long before = 0;
        long finished = 0;
        try (OneAhead reading = new OneAhead("reading");
                OneAhead writing = new OneAhead("writing")) {
            for (long slab = begin; slab < end; slab++) {
                if (store.has(slab)) {
                    before += slabs.box(slab).depth();
                    finished += slabs.box(slab).depth();
                    continue;
                }
                long each = slab;
                long first = finished;
                SlabSections sections = reading.result(() -> source.read(each));
                if (slab + 1 < end && !store.has(slab + 1)) {
                    reading.start(() -> source.read(each + 1));
                }
                List<GreyBlock> results = segmented(slabs.box(slab), sections, z -> done.accept(first + z));
                finished += slabs.box(slab).depth();
                writing.start(() -> {
                    store.write(each, results);
                    return each;
                });
            }
            writing.await();
        }
        return before;
    }

    private List<GreyBlock> segmented(VoxelBox box, SlabSections sections, LongConsumer done) {
        int area = box.width() * box.height();
        List<float[]> values = new ArrayList<>();
        for (int i = 0; i < store.arrays(); i++) {
            values.add(new float[area * box.depth()]);
        }
        for (int z = 0; z < box.depth(); z++) {
            Interruptions.check();
            List<GreyImage> results = sections.segment(z);
            for (int i = 0; i < values.size(); i++) {
                System.arraycopy(results.get(i).pixels(), 0, values.get(i), z * area, area);
            }
            done.accept(z + 1);
        }
        return values.stream()
                .map(each -> new GreyBlock(box.width(), box.height(), box.depth(), each))
                .toList();
    }
}
