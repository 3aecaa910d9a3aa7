// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import java.awt.Rectangle;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import org.samda.SamdaException;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelBox;

/**
 * Reads a TIFF or BigTIFF file, each page a section: the stored samples as they are.
 *
 * <p>Whole numbers of 1, 2 and 4 bits are spread over 0..255; where the file says that white is zero, whole numbers are
 * turned over so that larger is brighter. Floats are never changed.
 */
final class TiffReader implements VolumeReader {
    private final TiffStack stack;
    private final TiffInput input;
    private final ImageReader decoder;

    TiffReader(Path file) throws IOException {
        input = new TiffInput(file);
        try {
            stack = TiffStack.read(input, file);
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
        decoder = new BigTIFFImageReaderSpi().createReaderInstance(null);
    }

    @Override
    public VolumeInfo info() {
        return stack.info();
    }

    @Override
    public VolumeSize chunk() {
        TiffPage page = stack.first();
        return new VolumeSize(Math.min(page.partWidth(), page.width()), Math.min(page.partHeight(), page.height()), 1);
    }

    @Override
    public GreyImage read(long z) {
        return VoxelBoxes.section(this, z, stack.file());
    }

    @Override
    public GreyBlock read(VoxelBox box) {
        float[] values = VoxelBoxes.values(this, box);
        int area = box.width() * box.height();
        Rectangle part = new Rectangle((int) box.x(), (int) box.y(), box.width(), box.height());
        for (int z = 0; z < box.depth(); z++) {
            Pixels pixels = decode(box.z() + z, part);
            new GreySamples(stack.name(box.z() + z), pixels.raster, pixels.palette).put(values, z * area);
        }
        if (stack.first().samples().isFloat()) {
            requireFinite(values, box);
        } else {
            spread(values, stack.first().samples());
        }
        return new GreyBlock(box.width(), box.height(), box.depth(), values);
    }

    @Override
    public void close() {
        decoder.dispose();
        input.close();
    }

    /** The decoder answers damaged data with unchecked exceptions of all kinds, not only with the declared one. */
    private Pixels decode(long z, Rectangle part) {
        try {
            TiffPage page = stack.page(z, input);
            TiffCut cut = new TiffCut(page, part);
            try (ImageInputStream stream = new TiffCutStream(cut.head(input.order()), input)) {
                decoder.setInput(stream);
                return new Pixels(raster(cut, part), palette(page));
            }
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged(stack.file(), "section " + (z + 1) + " cannot be decoded", e);
        }
    }

    /** Tiles are decoded as a whole: of them, the decoder cannot read a region. */
    private Raster raster(TiffCut cut, Rectangle part) throws IOException {
        Rectangle region = cut.region();
        if (stack.first().directory().isTiled()) {
            return decoder.readRaster(0, null)
                    .createChild(region.x, region.y, region.width, region.height, part.x, part.y, null);
        }
        ImageReadParam parameters = decoder.getDefaultReadParam();
        parameters.setSourceRegion(region);
        return decoder.readRaster(0, parameters).createTranslatedChild(part.x, part.y);
    }

    private Optional<int[]> palette(TiffPage page) throws IOException {
        return page.samples().isPalette()
                ? Optional.of(GreySamples.colours(
                        (IndexColorModel) decoder.getRawImageType(0).getColorModel()))
                : Optional.empty();
    }

    private static void spread(float[] values, TiffPage.Samples samples) {
        float maximum = samples.type().maximum();
        boolean few = samples.bits() < 8 && !samples.isPalette();
        float scale = few ? maximum / ((1 << samples.bits()) - 1) : 1;
        for (int i = 0; i < values.length; i++) {
            float value = values[i] * scale;
            values[i] = samples.isWhiteZero() ? maximum - value : value;
        }
    }

    private void requireFinite(float[] values, VoxelBox box) {
        int area = box.width() * box.height();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new SamdaException(
                        "%s has the value %s at pixel (%d, %d), expected finite numbers. Replace it, in Fiji with Process > Math > NaN Background or Process > Noise > Remove NaNs."
                                .formatted(
                                        stack.name(box.z() + i / area),
                                        values[i],
                                        box.x() + i % box.width(),
                                        box.y() + i % area / box.width()));
            }
        }
    }

    /** What the decoder makes of a part of a page, at its place in the page. */
    private record Pixels(Raster raster, Optional<int[]> palette) {}
}
