// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.image.GreyImage;
import org.samda.image.LabelImage;
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.AtomicFiles;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;

/**
 * Generated images with exact labels, written as a data set.
 *
 * @param domain kind of microscope
 * @param size   of each volume
 * @param count  number of independent volumes, at least 1
 * @param seed   of the first; the others follow
 */
public record PhantomData(PhantomDomain domain, VolumeSize size, int count, long seed) {
    private static final int WHITE = 255;

    /**
     * Writes them: into a folder as {@code images/}, {@code labels/} and a {@code dataset.yaml}, or, where the name ends
     * in .tif or .tiff, one volume as a stack with its labels beside it ({@code NAME-labels.tif}).
     *
     * @throws SamdaException if the output exists and may not be replaced, or cannot be written
     */
    public void write(Path out, boolean overwrite, Progress progress) {
        List<Path> outputs = isStack(out) ? List.of(out, labelsBeside(out)) : List.of(out);
        outputs.stream()
                .filter(file -> Files.exists(file) && !overwrite)
                .findFirst()
                .ifPresent(file -> {
                    throw new SamdaException(
                            "Output '%s' exists. Choose another --out, or add --overwrite.".formatted(file));
                });
        progress.start("phantom", count * size.z());
        try {
            if (isStack(out)) {
                writeStack(out, progress);
            } else {
                removeEarlier(out);
                writeFolder(out, progress);
                writeYaml("phantom-" + domain.name(), out, "");
            }
        } finally {
            progress.end();
        }
    }

    /** Writes a folder whose last volumes are test images and the others training images. */
    void writeAs(String name, Path out, int tests, Progress progress) {
        progress.start(name, count * size.z());
        writeFolder(out, progress);
        progress.end();
        String split = tests == 0
                ? ""
                : "split:%n  train: %s%n  test: %s%n".formatted(stems(0, count - tests), stems(count - tests, count));
        writeYaml(name, out, split);
    }

    private List<String> stems(int from, int to) {
        return IntStream.range(from, to)
                .boxed()
                .flatMap(volume -> LongStream.range(0, size.z()).mapToObj(z -> stem(volume, z)))
                .toList();
    }

    private String stem(int volume, long z) {
        return "%s_%03d_%04d".formatted(domain.name(), volume, z);
    }

    private void writeStack(Path out, Progress progress) {
        if (count > 1) {
            throw new SamdaException(
                    "Only one volume fits into '%s', expected a folder for %d. Name a folder.".formatted(out, count));
        }
        Path labelFile = labelsBeside(out);
        Phantom phantom = new Phantom(domain, size, seed);
        VolumeInfo info = new VolumeInfo(size, PixelType.UINT8, Optional.of(phantom.voxelSize()));
        try (VolumeWriter images = Volumes.create(out, info);
                VolumeWriter labels = Volumes.create(labelFile, info)) {
            for (long z = 0; z < size.z(); z++) {
                images.write(phantom.image(z));
                labels.write(white(phantom.labels(z)));
                progress.at(z + 1, "");
            }
            images.commit();
            labels.commit();
        }
    }

    private static Path labelsBeside(Path out) {
        String name = out.getFileName().toString();
        int dot = name.lastIndexOf('.');
        return out.resolveSibling(name.substring(0, dot) + "-labels" + name.substring(dot));
    }

    /** Images of an earlier phantom would count as part of this one; other files stay. */
    private static void removeEarlier(Path out) {
        try {
            Files.deleteIfExists(out.resolve("dataset.yaml"));
            for (Path folder : List.of(out.resolve("images"), out.resolve("labels"))) {
                List<Path> images = Files.isDirectory(folder) ? Volumes.list(folder) : List.of();
                for (Path image : images) {
                    if (image.getFileName().toString().matches("[a-z-]+_\\d{3,}_\\d{4,}\\.png")) {
                        Files.delete(image);
                    }
                }
            }
        } catch (IOException e) {
            throw new SamdaException("Output '%s' cannot be replaced: %s. Choose another --out.".formatted(out, e), e);
        }
    }

    private void writeFolder(Path out, Progress progress) {
        long done = 0;
        for (int volume = 0; volume < count; volume++) {
            Phantom phantom = new Phantom(domain, size, seed + volume);
            for (long z = 0; z < size.z(); z++) {
                String file = stem(volume, z) + ".png";
                writePng(out.resolve("images").resolve(file), phantom.image(z));
                writePng(out.resolve("labels").resolve(file), white(phantom.labels(z)));
                progress.at(++done, file);
            }
        }
    }

    private void writeYaml(String name, Path out, String split) {
        VoxelSize voxel = domain.voxelSize();
        String yaml = """
                name: %s
                modality: generated
                voxelSizeNm: [%s, %s, %s]
                images: images/*.png
                labels: labels/*.png
                classes:
                  mitochondrion: [255]
                """.formatted(name, voxel.xNm(), voxel.yNm(), voxel.zNm());
        AtomicFiles.write(out.resolve("dataset.yaml"), (yaml + split).getBytes(StandardCharsets.UTF_8));
    }

    private static void writePng(Path file, GreyImage image) {
        VolumeSize size = new VolumeSize(image.width(), image.height(), 1);
        try (VolumeWriter writer = Volumes.create(file, new VolumeInfo(size, PixelType.UINT8, Optional.empty()))) {
            writer.write(image);
            writer.commit();
        }
    }

    private static GreyImage white(LabelImage labels) {
        float[] pixels = new float[labels.labels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = labels.labels()[i] == Phantom.MITOCHONDRION ? WHITE : 0;
        }
        return new GreyImage(labels.width(), labels.height(), pixels);
    }

    private static boolean isStack(Path out) {
        String name = out.getFileName().toString().toLowerCase(java.util.Locale.ROOT);
        return name.endsWith(".tif") || name.endsWith(".tiff");
    }
}
