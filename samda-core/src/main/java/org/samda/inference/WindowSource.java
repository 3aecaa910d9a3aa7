// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.samda.image.GreyImage;
import org.samda.image.Tile;
import org.samda.io.VolumeReader;

/** Reads the parts of sections that are too large; each section is measured before its first part. */
final class WindowSource implements AxisPass.SlabSource {
    private final VolumeReader cut;
    private final Slabs slabs;
    private final WindowedSections windowed;
    private final Function<ClassProbabilities, List<GreyImage>> values;
    private Optional<Current> current = Optional.empty();

    /** The section that parts are read of. */
    private record Current(long z, WindowedSections.Measured measured) {}

    /**
     * @param cut    the volume cut along the slabs' axis
     * @param slabs  parts of sections
     * @param values what is kept of the probabilities of a part
     */
    WindowSource(
            VolumeReader cut,
            Slabs slabs,
            WindowedSections windowed,
            Function<ClassProbabilities, List<GreyImage>> values) {
        this.cut = cut;
        this.slabs = slabs;
        this.windowed = windowed;
        this.values = values;
    }

    @Override
    public AxisPass.SlabSections read(long slab) {
        long z = slabs.box(slab).z();
        Tile core = windowed.cores().get(slabs.part(slab));
        WindowedSections.Part part = windowed.read(cut, z, core, measured(z));
        return onlySection -> values.apply(part.segment());
    }

    private WindowedSections.Measured measured(long z) {
        if (current.isEmpty() || current.get().z() != z) {
            current = Optional.of(new Current(z, windowed.measure(cut, z)));
        }
        return current.get().measured();
    }
}
