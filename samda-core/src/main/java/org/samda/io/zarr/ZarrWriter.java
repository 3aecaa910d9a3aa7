// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.io.PartialFolder;
import org.samda.io.VolumeWriter;

/**
 * Writes a volume into a folder of chunks, in bounded memory. What it becomes is said by its name: {@code .n5} N5, {@code
 * .v3.zarr} OME-Zarr 0.5 (Zarr v3), any other {@code .zarr} OME-Zarr 0.4 (Zarr v2), which most programs read.
 *
 * <p>OME-Zarr gets coarser levels for viewers when it is committed; N5 is one data set in the container's root.
 */
public final class ZarrWriter implements VolumeWriter {
    private static final String FULL = "0";

    private final VolumeInfo info;
    private final ArrayFormat format;
    private final PartialFolder part;
    private final ZarrArray array;
    private final LayerWriter layer;

    /**
     * Begins the folder beside its place.
     *
     * @throws SamdaException if something else has its name, or it cannot be written to
     */
    public ZarrWriter(Path target, VolumeInfo info) {
        this.info = info;
        format = format(target);
        part = PartialFolder.beside(target, ZarrFolders::hasMetadata);
        try {
            Path folder =
                    format == ArrayFormat.N5 ? part.folder() : part.folder().resolve(FULL);
            array = ZarrArray.create(folder, new ArrayLayout(format, info, ChunkSizes.of(info)));
        } catch (SamdaException e) {
            part.close();
            throw part.named(e);
        }
        layer = new LayerWriter(array, target);
    }

    @Override
    public void write(GreyImage band) {
        try {
            layer.add(band);
        } catch (SamdaException e) {
            throw part.named(e);
        }
    }

    @Override
    public void commit() {
        layer.requireAll();
        try {
            if (format != ArrayFormat.N5) {
                List<Pyramid.Step> levels = new Pyramid(part.folder(), format).write(withVoxelSize());
                OmeMetadata.write(part.folder(), format, levels, info.voxelSize());
            }
        } catch (SamdaException e) {
            throw part.named(e);
        }
        part.commit();
    }

    @Override
    public void close() {
        part.close();
    }

    private ZarrArray withVoxelSize() {
        return new ZarrArray(array.spec(), info.voxelSize());
    }

    private static ArrayFormat format(Path target) {
        String name = String.valueOf(target.getFileName()).toLowerCase(Locale.ROOT);
        if (name.endsWith(".n5")) {
            return ArrayFormat.N5;
        }
        return name.endsWith(".v3.zarr") ? ArrayFormat.ZARR3 : ArrayFormat.ZARR2;
    }
}
