// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import com.twelvemonkeys.imageio.plugins.tiff.BigTIFFImageReaderSpi;
import com.twelvemonkeys.imageio.plugins.tiff.TIFFImageReaderSpi;
import java.awt.image.IndexColorModel;
import java.awt.image.Raster;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import javax.imageio.ImageReader;
import javax.imageio.stream.FileImageInputStream;
import javax.imageio.stream.ImageInputStream;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.VolumeInfo;

/**
 * Reads a TIFF or BigTIFF file, each page a section: the stored samples as they are.
 *
 * <p>Whole numbers of 1, 2 and 4 bits are spread over 0..255; where the file says that white is zero, whole numbers are
 * turned over so that larger is brighter. Floats are never changed.
 */
final class TiffReader implements VolumeReader {
    private final TiffStack stack;
    private final TiffInput input;
    private final ImageInputStream stream;
    private final ImageReader decoder;

    TiffReader(Path file) throws IOException {
        input = new TiffInput(file);
        try {
            stack = TiffStack.read(input, file);
            stream = new FileImageInputStream(file.toFile());
        } catch (IOException | RuntimeException e) {
            input.close();
            throw e;
        }
        decoder = input.isBig()
                ? new BigTIFFImageReaderSpi().createReaderInstance(null)
                : new TIFFImageReaderSpi().createReaderInstance(null);
        decoder.setInput(stream);
    }

    @Override
    public VolumeInfo info() {
        return stack.info();
    }

    @Override
    public GreyImage read(long z) {
        Objects.checkIndex(z, info().size().z());
        float[] values = stack.isOneRun() ? run(z) : page((int) z);
        TiffPage page = stack.page();
        if (page.samples().isFloat()) {
            requireFinite(values, z);
        } else {
            spread(values, page.samples());
        }
        return new GreyImage(page.width(), page.height(), values);
    }

    @Override
    public void close() {
        decoder.dispose();
        try {
            stream.close();
        } catch (IOException e) {
            throw FileProblem.reading(stack.file(), e);
        } finally {
            input.close();
        }
    }

    private float[] run(long z) {
        try {
            int pixels = stack.page().width() * stack.page().height();
            return StoredNumbers.values(stack.runBytes(input, z), info().type(), pixels);
        } catch (IOException e) {
            throw FileProblem.reading(stack.file(), e);
        }
    }

    private float[] page(int z) {
        Raster raster = decode(z);
        TiffPage page = stack.page();
        if (raster.getWidth() != page.width() || raster.getHeight() != page.height()) {
            throw FileProblem.damaged(stack.file(), "section " + (z + 1) + " has fields that contradict each other");
        }
        Optional<int[]> palette = page.samples().isPalette() ? Optional.of(palette(z)) : Optional.empty();
        return new GreySamples(stack.name(z), raster, palette).grey();
    }

    /** The decoder answers damaged data with unchecked exceptions of all kinds, not only with the declared one. */
    private Raster decode(int z) {
        try {
            return decoder.readRaster(z, null);
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged(stack.file(), "section " + (z + 1) + " cannot be decoded", e);
        }
    }

    private int[] palette(int z) {
        try {
            return GreySamples.colours(
                    (IndexColorModel) decoder.getRawImageType(z).getColorModel());
        } catch (IOException | RuntimeException e) {
            throw FileProblem.damaged(stack.file(), "the palette of section " + (z + 1) + " cannot be decoded", e);
        }
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

    private void requireFinite(float[] values, long z) {
        int width = stack.page().width();
        for (int i = 0; i < values.length; i++) {
            if (!Float.isFinite(values[i])) {
                throw new SamdaException(
                        "%s has the value %s at pixel (%d, %d), expected finite numbers. Replace it, in Fiji with Process > Math > NaN Background or Process > Noise > Remove NaNs."
                                .formatted(stack.name(z), values[i], i % width, i / width));
            }
        }
    }
}
