// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

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
        PartResampling resampling = resampling(frame);
        if (!frame.equals(whole)) {
            sample = SectionSample.of(reader, z, frame, resampling);
        }
        return new Measured(frame, resampling, preparation.scale(sample.greys()));
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
            return probabilities(c -> framed(found.classes().get(c), inCore, core, c));
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
        return probabilities(c -> back.grey(seen.classes().get(c).part(inSeen), window.core()));
    }

    private static GreyImage framed(GreyImage image, Tile place, Tile core, int index) {
        boolean isAll = place.width() == core.width() && place.height() == core.height();
        return isAll ? image : image.framed(core.width(), core.height(), place.x(), place.y(), ofBackground(index));
    }

    private static GreyImage background(Tile core, int index) {
        return GreyImage.filled(core.width(), core.height(), ofBackground(index));
    }

    /** The probability of a class where the section is empty. */
    private static float ofBackground(int index) {
        return index == 0 ? 1 : 0;
    }
}
