// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.samda.SamdaException;
import org.samda.data.DatasetImage.Source;
import org.samda.image.VolumeInfo;
import org.samda.image.VoxelSize;
import org.samda.io.NaturalOrder;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/** Pairs image files with label files by their stems and takes volume files apart into sections. */
final class DatasetFiles {
    private static final List<String> DOUBLE_EXTENSIONS =
            List.of(".nii.gz", ".ome.tif", ".ome.tiff", ".ome.zarr", ".v3.zarr", ".ome.btf");
    private static final NaturalOrder ORDER = new NaturalOrder();
    private static final int NAMED = 4;

    private final Path dataset;
    private final Map<String, Path> images;
    private final Map<String, Path> labels;
    private final Optional<VoxelSize> stated;
    private final List<DatasetImage> pairs = new ArrayList<>();
    private final Map<String, List<String>> sections = new LinkedHashMap<>();
    private final List<Optional<VoxelSize>> voxelSizes = new ArrayList<>();

    private DatasetFiles(Path dataset, Map<String, Path> images, Map<String, Path> labels, Optional<VoxelSize> stated) {
        this.stated = stated;
        this.dataset = dataset;
        this.images = images;
        this.labels = labels;
    }

    /**
     * Pairs by stem.
     *
     * @param dataset what the user named, for messages
     * @param images  image files
     * @param labels  label files, none if all images are raw
     * @param stated  the voxel size that the data set states; where it states none the files' own count
     */
    static DatasetFiles pair(
            Path dataset, Map<String, Path> images, Map<String, Path> labels, Optional<VoxelSize> stated) {
        if (images.isEmpty()) {
            throw new SamdaException("Data set '" + dataset
                    + "' has no images; expected image files in its images/ folder or those that its YAML names.");
        }
        DatasetFiles files = new DatasetFiles(dataset, images, labels, stated);
        files.requireEveryLabelHasAnImage();
        images.keySet().forEach(files::addImages);
        return files;
    }

    /** Files by stem, in natural order; two files with one stem are an error. */
    static Map<String, Path> byStem(Path dataset, List<Path> files, UnaryOperator<String> rename) {
        Map<String, Path> byStem = new LinkedHashMap<>();
        List<Path> sorted = new ArrayList<>(files);
        sorted.sort((a, b) -> ORDER.compare(a.toString(), b.toString()));
        for (Path file : sorted) {
            String stem = rename.apply(stem(file));
            Path other = byStem.putIfAbsent(stem, file);
            if (other != null) {
                throw sameStem(dataset, stem, other, file);
            }
        }
        return byStem;
    }

    /** The file's name without extension; {@code a} for {@code a.nii.gz}. */
    static String stem(Path file) {
        String name = String.valueOf(file.getFileName());
        String lower = name.toLowerCase(Locale.ROOT);
        for (String extension : DOUBLE_EXTENSIONS) {
            if (lower.endsWith(extension) && lower.length() > extension.length()) {
                return name.substring(0, name.length() - extension.length());
            }
        }
        int dot = name.lastIndexOf('.');
        return dot > 0 ? name.substring(0, dot) : name;
    }

    /** A few of many names, for a message. */
    static String some(Collection<String> names) {
        String first = names.stream().limit(NAMED).collect(Collectors.joining(", "));
        return names.size() > NAMED ? first + ", … (" + names.size() + ")" : first;
    }

    /** Says what becomes of label values in no class. */
    DatasetFiles with(OtherLabels otherLabels) {
        pairs.replaceAll(image -> image.with(otherLabels));
        return this;
    }

    List<DatasetImage> images() {
        return pairs;
    }

    /** The images of a stem in a split list: one image, or all sections of one volume file; empty if there are none. */
    List<String> named(String stem) {
        List<String> whole = sections.get(stem);
        if (whole != null) {
            return whole;
        }
        boolean single = pairs.stream().anyMatch(image -> image.stem().equals(stem));
        return single ? List.of(stem) : List.of();
    }

    /** The voxel size on which all image files agree. */
    Optional<VoxelSize> voxelSize() {
        Optional<VoxelSize> first = voxelSizes.get(0);
        return voxelSizes.stream().allMatch(first::equals) ? first : Optional.empty();
    }

    private void requireEveryLabelHasAnImage() {
        List<String> lonely = labels.keySet().stream()
                .filter(stem -> !images.containsKey(stem))
                .toList();
        if (!lonely.isEmpty() && lonely.size() == labels.size()) {
            throw new SamdaException(
                    "Data set '%s': no label file has the name of an image. Images: %s; labels: %s. Give each label file its image's name (the extension may differ)."
                            .formatted(dataset, some(images.keySet()), some(labels.keySet())));
        }
        if (!lonely.isEmpty()) {
            throw new SamdaException(
                    "Data set '%s': labels without an image: %s. Images are %s. Add the images, or remove or rename these labels."
                            .formatted(dataset, some(lonely), some(images.keySet())));
        }
    }

    private void addImages(String stem) {
        Path file = images.get(stem);
        Optional<Path> labelFile = Optional.ofNullable(labels.get(stem));
        VolumeInfo info = info(file);
        voxelSizes.add(info.voxelSize());
        labelFile.ifPresent(found -> requireSameDepth(file, info, found));
        if (info.isScan() || info.size().z() == 1) {
            pairs.add(new DatasetImage(stem, source(file, info), labelFile.map(f -> source(f, info)), voxelSize(info)));
            sections.put(stem, List.of(stem));
        } else {
            sections.put(stem, addSections(stem, info));
        }
    }

    private List<String> addSections(String stem, VolumeInfo info) {
        List<String> stems = new ArrayList<>();
        for (long z = 0; z < info.size().z(); z++) {
            long section = z;
            String name = "%s_z%04d".formatted(stem, z);
            pairs.add(new DatasetImage(
                    name,
                    Source.section(images.get(stem), z),
                    Optional.ofNullable(labels.get(stem)).map(file -> Source.section(file, section)),
                    voxelSize(info)));
            stems.add(name);
        }
        return stems;
    }

    private Optional<VoxelSize> voxelSize(VolumeInfo info) {
        return stated.or(info::voxelSize);
    }

    private static Source source(Path file, VolumeInfo info) {
        return info.isScan() ? Source.whole(file) : Source.section(file, 0);
    }

    private void requireSameDepth(Path file, VolumeInfo info, Path labelFile) {
        long found = info(labelFile).size().z();
        if (found != info.size().z()) {
            throw new SamdaException(
                    "Data set '%s': labels '%s' have %d sections but their image '%s' has %d. Both must be the same stack."
                            .formatted(
                                    dataset, labelFile, found, file, info.size().z()));
        }
    }

    private static VolumeInfo info(Path file) {
        try (VolumeReader reader = Volumes.open(file)) {
            return reader.info();
        }
    }

    private static SamdaException sameStem(Path dataset, String stem, Path first, Path second) {
        return new SamdaException(
                "Data set '%s': '%s' and '%s' have the same name '%s' apart from the extension or folder. Rename or remove one of them."
                        .formatted(dataset, first, second, stem));
    }
}
