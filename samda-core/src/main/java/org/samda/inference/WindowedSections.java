// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.samda.data.Preparation;
import org.samda.data.SectionScale;
import org.samda.image.GreyBlock;
import org.samda.image.GreyImage;
import org.samda.image.PartResampling;
import org.samda.image.Tile;
import org.samda.image.VoxelBox;
import org.samda.io.VolumeReader;

/**
 * Segments sections that are too large for memory part by part. A section is cropped to what is not empty, and its grey values
 * are brought to the network's scale by figures of all of it, as with sections that are segmented at once: neither an empty nor
 * a bright part becomes another image, and where parts meet nothing is to be seen.
 */
final class WindowedSections {
    private final NetworkInputs inputs;
    private final TiledPrediction prediction;
    private final Preparation preparation;
    private final List<Tile> cores;

    /** @param cores the parts, which together are a section */
    WindowedSections(NetworkInputs inputs, TiledPrediction prediction, Preparation preparation, List<Tile> cores) {
        this.inputs = inputs;
        this.prediction = prediction;
        this.preparation = preparation;
        this.cores = List.copyOf(cores);
    }

    /** The parts of a section, row by row. */
    List<Tile> cores() {
        return cores;
    }

    /**
     * What is measured of a section before any part of it is segmented.
     *
     * @param frame      what is not empty, px of the section
     * @param resampling of the frame
     * @param scale      of its grey values
     */
    record Measured(Tile frame, PartResampling resampling, SectionScale scale) {}

    /** Reads a section once, twice if it has empty margins. */
    Measured measure(VolumeReader reader, long z) {
        Tile whole = new Tile(
                0,
                0,
                Math.toIntExact(reader.info().size().x()),
                Math.toIntExact(reader.info().size().y()));
        SectionSample sample = SectionSample.of(reader, z, whole, resampling(whole));
        Tile frame = sample.frame();
        if (!frame.equals(whole)) {
            sample = SectionSample.of(reader, z, frame, resampling(frame));
        }
        return new Measured(frame, resampling(frame), preparation.scale(sample.greys()));
    }

    private PartResampling resampling(Tile part) {
        return preparation.inParts(part.width(), part.height());
    }

    /** A part that has been read. */
    @FunctionalInterface
    interface Part {
        /** The probabilities of all of the part, which is background for sure where the section is empty. */
        ClassProbabilities segment();
    }

    /**
     * Reads what a part is made of.
     *
     * @param z    index of the section
     * @param core the part, px of the section
     */
    Part read(VolumeReader reader, long z, Tile core, Measured section) {
        Tile frame = section.frame();
        int left = Math.max(core.x(), frame.x());
        int top = Math.max(core.y(), frame.y());
        int width = Math.min(core.x() + core.width(), frame.x() + frame.width()) - left;
        int height = Math.min(core.y() + core.height(), frame.y() + frame.height()) - top;
        if (width <= 0 || height <= 0) {
            return () -> probabilities(c -> background(core, c));
        }
        SectionWindow window = new SectionWindows(section.resampling(), prediction)
                .window(new Tile(left - frame.x(), top - frame.y(), width, height));
        Tile source = window.source();
        GreyBlock block = reader.read(new VoxelBox(
                (long) frame.x() + source.x(), (long) frame.y() + source.y(), z, source.width(), source.height(), 1));
        Tile inCore = new Tile(left - core.x(), top - core.y(), width, height);
        return () -> {
            ClassProbabilities found = segment(block.section(0), window, section);
            return probabilities(c -> pasted(found.classes().get(c), inCore, background(core, c)));
        };
    }

    private ClassProbabilities probabilities(IntFunction<GreyImage> ofClass) {
        return new ClassProbabilities(
                IntStream.range(0, prediction.classes()).mapToObj(ofClass).toList());
    }

    private ClassProbabilities segment(GreyImage source, SectionWindow window, Measured section) {
        GreyImage greys = section.resampling().grey(source, window.working());
        List<InputChannel> channels =
                inputs.channels(section.scale().apply(greys), section.scale().original());
        ClassProbabilities seen = ClassProbabilities.softmax(prediction.logits(channels, window.tiles()));
        PartResampling back = section.resampling().inverse();
        Tile wanted = back.source(window.core());
        Tile inSeen = new Tile(
                wanted.x() - window.working().x(), wanted.y() - window.working().y(), wanted.width(), wanted.height());
        return probabilities(c -> back.grey(cut(seen.classes().get(c), inSeen), window.core()));
    }

    private static GreyImage cut(GreyImage image, Tile part) {
        float[] pixels = new float[part.width() * part.height()];
        for (int y = 0; y < part.height(); y++) {
            int from = (part.y() + y) * image.width() + part.x();
            System.arraycopy(image.pixels(), from, pixels, y * part.width(), part.width());
        }
        return new GreyImage(part.width(), part.height(), pixels);
    }

    private static GreyImage pasted(GreyImage image, Tile place, GreyImage into) {
        if (place.width() == into.width() && place.height() == into.height()) {
            return image;
        }
        for (int y = 0; y < place.height(); y++) {
            int to = (place.y() + y) * into.width() + place.x();
            System.arraycopy(image.pixels(), y * place.width(), into.pixels(), to, place.width());
        }
        return into;
    }

    private static GreyImage background(Tile core, int index) {
        float[] pixels = new float[core.width() * core.height()];
        Arrays.fill(pixels, index == 0 ? 1 : 0);
        return new GreyImage(core.width(), core.height(), pixels);
    }
}
