// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Path;
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
    private final PartialFolder part;
    private final ZarrImage image;
    private final LayerWriter writer;

    /**
     * Begins the folder beside its place.
     *
     * @throws SamdaException if something else has its name, or it cannot be written to
     */
    public ZarrWriter(Path target, VolumeInfo info) {
        part = ZarrImage.begin(target, info);
        image = ZarrImage.resume(part.folder(), target, info);
        writer = image.writer(0, image.layers(0));
    }

    @Override
    public void write(GreyImage band) {
        try {
            writer.add(band);
        } catch (SamdaException e) {
            throw part.named(e);
        }
    }

    @Override
    public void commit() {
        writer.requireAll();
        try {
            for (int level = 1; level < image.levels(); level++) {
                image.coarsen(level, 0, image.layers(level));
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
}
