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
import org.samda.image.PixelType;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.AtomicFiles;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomDomain;
import org.samda.phantom.PhantomSection;
import org.samda.phantom.PhantomSections;

/**
 * Generated images with exact labels, written as a data set.
 *
 * @param domain kind of microscope
 * @param size   of each volume
 * @param count  number of independent volumes, at least 1
 * @param seed   of the first; the others follow
 */
public record PhantomData(PhantomDomain domain, VolumeSize size, int count, long seed) {
    /**
     * How they are written.
     *
     * @param overwrite whether an output that exists is replaced
     * @param instances whether mitochondria are told apart, with their true volumes; for one volume in a file only
     * @param threads   to compute with, at least 1; changes nothing else
     */
    public record Writing(boolean overwrite, boolean instances, int threads) {}

    /** Writes them with one thread and without telling mitochondria apart. */
    public void write(Path out, boolean overwrite, Progress progress) {
        write(out, new Writing(overwrite, false, 1), progress);
    }

    /**
     * Writes them: into a folder as {@code images/}, {@code labels/} and a {@code dataset.yaml}, or, where the name is that
     * of a volume (.tif, .nii.gz …), one volume with its labels beside it ({@code NAME-labels.tif}) and, if wanted, its
     * mitochondria ({@code NAME-instances.tif} and {@code NAME-instances.csv}).
     *
     * @throws SamdaException if the output exists and may not be replaced, or cannot be written
     */
    public void write(Path out, Writing how, Progress progress) {
        boolean volume = Volumes.isVolumeFile(out);
        requireFitting(out, volume, how);
        PhantomVolume files = new PhantomVolume(out, how.instances, how.threads);
        requireFree(volume ? files.all() : List.of(out), how.overwrite);
        progress.start("phantom", count * size.z());
        try {
            if (volume) {
                files.write(new Phantom(domain, size, seed), progress);
            } else {
                removeEarlier(out);
                writeFolder(out, how.threads, progress);
                writeYaml("phantom-" + domain.name(), out, "");
            }
        } finally {
            progress.end();
        }
    }

    private void requireFitting(Path out, boolean volume, Writing how) {
        if (volume && count > 1) {
            throw new SamdaException(
                    "Only one volume fits into '%s', expected a folder for %d. Name a folder.".formatted(out, count));
        }
        if (!volume && how.instances) {
            throw new SamdaException(
                    "Instances are written beside a volume in a file, and '%s' is a folder. Name a file, such as %s.tif."
                            .formatted(out, out));
        }
    }

    private static void requireFree(List<Path> outputs, boolean overwrite) {
        for (Path file : outputs) {
            if (Files.exists(file) && !overwrite) {
                throw new SamdaException(
                        "Output '%s' exists. Choose another --out, or add --overwrite.".formatted(file));
            }
        }
    }

    /** Writes a folder whose last volumes are test images and the others training images. */
    void writeAs(String name, Path out, int tests, Progress progress) {
        progress.start(name, count * size.z());
        writeFolder(out, 1, progress);
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

    private void writeFolder(Path out, int threads, Progress progress) {
        long done = 0;
        for (int volume = 0; volume < count; volume++) {
            Phantom phantom = new Phantom(domain, size, seed + volume);
            try (PhantomSections sections = new PhantomSections(phantom, threads)) {
                while (sections.hasNext()) {
                    PhantomSection section = sections.next();
                    String file = stem(volume, section.z()) + ".png";
                    writePng(out.resolve("images").resolve(file), section.image());
                    writePng(out.resolve("labels").resolve(file), PhantomVolume.white(section));
                    progress.at(++done, file);
                }
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
}
