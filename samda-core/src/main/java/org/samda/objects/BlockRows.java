// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/** The rows of a volume that is read block by block; of the sections that blocks span only the runs are kept. */
final class BlockRows implements LabelRows {
    /** Labels up to this are exact in a float. */
    private static final int LARGEST_LABEL = 1 << 24;

    private final VolumeReader reader;
    private final String name;
    private final VolumeSize size;
    private final VolumeSize block;

    /**
     * @param reader stays open
     * @param name   of the volume, for messages
     * @param block  how much is read at once; changes nothing else
     */
    BlockRows(VolumeReader reader, String name, VolumeSize block) {
        this.reader = reader;
        this.name = name;
        this.size = reader.info().size();
        this.block = block;
    }

    @Override
    public VolumeSize size() {
        return size;
    }

    @Override
    public void forEach(Consumer<LabelRow> visitor) {
        LabelRow row = new LabelRow();
        for (long z = 0; z < size.z(); z += block.z()) {
            List<List<Runs>> slab = read(z);
            long depth = Math.min(block.z(), size.z() - z);
            for (int section = 0; section < depth; section++) {
                for (int y = 0; y < size.y(); y++) {
                    row.begin(z + section, y);
                    fill(row, slab.get((int) (y / block.y())), section);
                    visitor.accept(row);
                }
            }
        }
    }

    /** The blocks of a slab: one list along x for each along y. */
    private List<List<Runs>> read(long z) {
        List<List<Runs>> slab = new ArrayList<>();
        for (long y = 0; y < size.y(); y += block.y()) {
            List<Runs> blocks = new ArrayList<>();
            for (long x = 0; x < size.x(); x += block.x()) {
                Interruptions.check();
                blocks.add(runs(new VoxelBox(
                        x,
                        y,
                        z,
                        extent(x, block.x(), size.x()),
                        extent(y, block.y(), size.y()),
                        extent(z, block.z(), size.z()))));
            }
            slab.add(blocks);
        }
        return slab;
    }

    private static int extent(long from, long block, long size) {
        return (int) Math.min(block, size - from);
    }

    /** Puts the runs of blocks beside each other together. */
    private void fill(LabelRow row, List<Runs> blocks, int section) {
        int height = blocks.get(0).rows() / extent(row.z() - section, block.z(), size.z());
        int inBlock = section * height + (int) (row.y() % block.y());
        for (Runs runs : blocks) {
            for (int run = runs.first(inBlock); run < runs.last(inBlock); run++) {
                row.add(runs.start(run), runs.end(run), runs.label(run));
            }
        }
    }

    private Runs runs(VoxelBox box) {
        GreyBlock values = reader.read(box);
        Runs runs = new Runs();
        for (int row = 0; row < box.height() * box.depth(); row++) {
            addRow(values.values(), row, box, runs);
        }
        return runs;
    }

    private void addRow(float[] values, int row, VoxelBox box, Runs runs) {
        int first = row * box.width();
        int x = 0;
        while (x < box.width()) {
            float value = values[first + x];
            int start = x;
            do {
                x++;
            } while (x < box.width() && values[first + x] == value);
            if (value != 0) {
                requireLabel(value, box, start, row);
                runs.add((int) box.x() + start, (int) box.x() + x, (int) value);
            }
        }
        runs.endRow();
    }

    private void requireLabel(float value, VoxelBox box, int x, int row) {
        if (!(value >= 0 && value <= LARGEST_LABEL) || value != (int) value) {
            throw new SamdaException(
                    "'%s' has the value %s at voxel (%d, %d, %d), expected labels: whole numbers from 0 to %d. Name a volume of labels, not an image or probabilities."
                            .formatted(
                                    name,
                                    value,
                                    box.x() + x,
                                    box.y() + row % box.height(),
                                    box.z() + row / box.height(),
                                    LARGEST_LABEL));
        }
    }
}
