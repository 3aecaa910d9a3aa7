// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.data.DatasetInspection.Counts;
import org.samda.data.DatasetInspection.Greys;
import org.samda.data.DatasetInspection.LabelValue;
import org.samda.data.DatasetInspection.Range;
import org.samda.image.AxisDirections;
import org.samda.image.Extremes;
import org.samda.image.GreyImage;
import org.samda.image.Orientation;
import org.samda.image.PixelType;
import org.samda.image.VolumeSize;

/** Goes through a data set image by image and gathers a {@link DatasetInspection}. */
final class Inspector {
    private final Dataset dataset;
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> sizes = new LinkedHashMap<>();
    private final Map<PixelType, Integer> types = new EnumMap<>(PixelType.class);
    private final Map<String, Integer> orientations = new TreeMap<>();
    private final Set<VolumeSize> seen = new HashSet<>();
    private final LabelCounts labelCounts = new LabelCounts();
    private final List<Thumbnail> training = new ArrayList<>();
    private final List<Thumbnail> test = new ArrayList<>();
    private final Set<String> testStems = new HashSet<>();
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private double sum;
    private long pixels;
    private long labelledPixels;

    Inspector(Dataset dataset) {
        this.dataset = dataset;
        dataset.test().forEach(image -> testStems.add(image.stem()));
    }

    DatasetInspection inspect() {
        dataset.images().forEach(this::look);
        noteMissingPairs();
        problems.addAll(new NearDuplicates(training, test).problems());
        Counts counts = new Counts(
                dataset.images().size(),
                dataset.labelled().size(),
                dataset.training().size(),
                dataset.test().size());
        Range range = pixels == 0 ? new Range(0, 0, 0) : new Range(min, max, sum / pixels);
        return new DatasetInspection(
                dataset.name(),
                counts,
                new Greys(sizes, types, range, dataset.voxelSize(), orientations),
                labels(),
                problems,
                KnownDatasets.load().recognise(features()));
    }

    private Features features() {
        Set<Integer> values = labelCounts.counts().keySet().stream()
                .filter(value -> value != 0 && value == value.intValue())
                .map(Float::intValue)
                .collect(Collectors.toSet());
        List<String> stems = dataset.images().stream()
                .map(image -> image.stem().toLowerCase(Locale.ROOT))
                .toList();
        String folders = String.valueOf(
                dataset.images().get(0).image().file().toAbsolutePath().getParent());
        String names = dataset.name() + " " + folders;
        return new Features(
                seen,
                dataset.images().size(),
                dataset.voxelSize(),
                values,
                new Features.Names(names.toLowerCase(Locale.ROOT), stems));
    }

    private void look(DatasetImage image) {
        try {
            types.merge(image.image().type(), 1, Integer::sum);
            List<GreyImage> sections = image.readImage();
            sizes.merge(size(sections), 1, Integer::sum);
            seen.add(new VolumeSize(sections.get(0).width(), sections.get(0).height(), sections.size()));
            gather(image, sections);
            if (image.labels().isPresent()) {
                gatherLabels(image, sections);
            }
            noteOrientation(image);
        } catch (SamdaException e) {
            problems.add(e.getMessage());
        }
    }

    private static String size(List<GreyImage> sections) {
        GreyImage first = sections.get(0);
        String size = first.width() + " x " + first.height();
        return sections.size() == 1 ? size : size + " x " + sections.size();
    }

    /** Turning a scan says whether its labels lie otherwise; that is known without reading it again. */
    private void noteOrientation(DatasetImage image) {
        if (image.isScan()) {
            Optional<AxisDirections> directions = image.image().storedDirections();
            orientations.merge(directions.map(AxisDirections::toString).orElse("unknown"), 1, Integer::sum);
            image.oriented(Orientation.CANONICAL);
        }
    }

    private void gather(DatasetImage image, List<GreyImage> sections) {
        for (GreyImage section : sections) {
            for (float pixel : section.pixels()) {
                sum += pixel;
            }
            pixels += section.pixels().length;
        }
        Extremes found = Extremes.of(sections);
        min = Math.min(min, found.smallest());
        max = Math.max(max, found.largest());
        if (found.smallest() == found.largest()) {
            problems.add("Image %s is constant: every pixel is %s.".formatted(image.image(), found.smallest()));
        }
        if (!dataset.test().isEmpty()) {
            (testStems.contains(image.stem()) ? test : training).add(Thumbnail.of(image, sections));
        }
    }

    private void gatherLabels(DatasetImage image, List<GreyImage> sections) {
        DatasetImage.Source source = image.labels().orElseThrow();
        List<GreyImage> labels = source.read();
        for (GreyImage section : labels) {
            labelledPixels += section.pixels().length;
            labelCounts.add(section.pixels());
        }
        if (labels.stream().allMatch(section -> isEmpty(section.pixels()))) {
            problems.add("Labels %s are empty: every pixel is background.".formatted(source));
        }
        image.requireSameSize(
                sections.get(0), labels.get(0).width(), labels.get(0).height());
        labels.forEach(section -> source.indices(section, dataset.classes()));
    }

    private static boolean isEmpty(float[] labels) {
        for (float label : labels) {
            if (label != 0) {
                return false;
            }
        }
        return true;
    }

    private void noteMissingPairs() {
        List<String> raw = dataset.images().stream()
                .filter(image -> image.labels().isEmpty())
                .map(DatasetImage::stem)
                .toList();
        if (!raw.isEmpty() && !dataset.labelled().isEmpty()) {
            problems.add("Images without labels: %s. They are used as raw images.".formatted(DatasetFiles.some(raw)));
        }
    }

    private List<LabelValue> labels() {
        return labelCounts.counts().entrySet().stream()
                .map(e -> new LabelValue(e.getKey(), className(e.getKey()), (double) e.getValue() / labelledPixels))
                .toList();
    }

    private Optional<String> className(float value) {
        int index = dataset.classes().indexOf(value);
        int counted = index < 0 && othersAreBackground() ? 0 : index;
        return counted < 0 ? Optional.empty() : Optional.of(dataset.classes().name(counted));
    }

    private boolean othersAreBackground() {
        return dataset.labelled().stream()
                .flatMap(image -> image.labels().stream())
                .allMatch(source -> source.reading().otherLabels() == OtherLabels.BACKGROUND);
    }
}
