// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.samda.Progress;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.RegionReader;
import org.samda.io.VolumeReader;
import org.samda.io.Volumes;

/**
 * From a volume of labels of any size to its objects: a table, and, if wanted, a volume of their numbers and a picture.
 *
 * <p>The labels are read block by block, once to count and once more for each further output. Memory grows with the number of
 * objects, not with the volume. How the volume is divided into chunks changes nothing.
 */
public final class Measurement {
    private final MeasurementJob job;
    private final Progress progress;

    private Measurement(MeasurementJob job, Progress progress) {
        this.job = job;
        this.progress = progress;
    }

    /**
     * Does a job.
     *
     * @throws SamdaException if an output exists and may not be replaced, what is read are no labels, or anything cannot be
     *                        read or written; nothing appears under a name before it is complete
     */
    public static ObjectSummary run(MeasurementJob job, Progress progress) {
        requireFree(job);
        try (VolumeReader whole = open(job.labels())) {
            VolumeReader reader = job.region()
                    .<VolumeReader>map(region -> new RegionReader(whole, region))
                    .orElse(whole);
            return new Measurement(job, progress).measure(reader);
        }
    }

    private static VolumeReader open(Path labels) {
        return Volumes.isFolderOfImages(labels) ? Volumes.openStack(labels) : Volumes.open(labels);
    }

    private ObjectSummary measure(VolumeReader reader) {
        VolumeInfo info = info(reader.info());
        VolumeRegion region = job.region().orElse(VolumeRegion.all(info.size()));
        requireSums(info.size());
        reader.missing(VolumeRegion.all(info.size())).warning().ifPresent(progress::warn);
        Ruler ruler = new Ruler(region, info.voxelSize());
        NumberedObjects objects = objects(reader, ruler, info.voxelSize());
        MeasurementJob.Outputs outputs = job.outputs();
        outputs.picture().ifPresent(file -> ObjectPicture.write(objects, file, info));
        outputs.instances().ifPresent(file -> InstanceVolume.write(objects, file, info));
        new ObjectTable(objects, ruler, info.voxelSize()).write(outputs.table());
        return ObjectSummary.of(objects.all(), info.size(), ruler, info.voxelSize());
    }

    private LabelRows rows(VolumeReader reader) {
        VolumeSize block = BlockSize.of(reader.info().size(), reader.chunk());
        LabelRows stored = new WatchedRows(new BlockRows(reader, job.labels().toString(), block), progress, "measure");
        return job.rules().fillHoles() ? FilledRows.of(stored) : stored;
    }

    private VolumeInfo info(VolumeInfo stored) {
        Optional<VoxelSize> voxelSize = job.voxelSize().or(stored::voxelSize);
        return new VolumeInfo(stored.size(), stored.type(), voxelSize, stored.header(), stored.directions());
    }

    private NumberedObjects objects(VolumeReader reader, Ruler ruler, Optional<VoxelSize> voxelSize) {
        ObjectRules rules = rules(ruler, voxelSize);
        FoundObjects objects = FoundObjects.in(rows(reader), rules);
        double neckDepth = job.physical().neckDepth();
        if (neckDepth == 0) {
            return objects;
        }
        if (rules.numbered()) {
            throw new SamdaException(
                    "Objects of '%s' were to be taken as they are numbered and to be split. Ask for one of both."
                            .formatted(job.labels()));
        }
        ObjectDivision division =
                new ObjectDivision(reader, job.labels().toString(), rules, known(voxelSize), neckDepth);
        return new DividedObjects(objects, division, rules.minVoxels());
    }

    /** With the least volume as a number of voxels. */
    private ObjectRules rules(Ruler ruler, Optional<VoxelSize> voxelSize) {
        ObjectRules rules = job.rules();
        if (job.physical().minVolume() == 0) {
            return rules;
        }
        double least = Math.ceil(job.physical().minVolume() / ruler.content(1, known(voxelSize)));
        return new ObjectRules(
                rules.connectivity(), rules.numbered(), rules.fillHoles(), Math.max(rules.minVoxels(), (long) least));
    }

    private VoxelSize known(Optional<VoxelSize> voxelSize) {
        return voxelSize.orElseThrow(() -> new SamdaException(
                "The voxel size of '%s' is unknown, expected one because volumes or radii matter. Add --voxel-size X,Y,Z."
                        .formatted(job.labels())));
    }

    private void requireSums(VolumeSize size) {
        if (Math.max(size.x(), Math.max(size.y(), size.z())) > ObjectSums.LONGEST_EDGE) {
            throw new SamdaException(
                    "Cannot measure '%s' of %s voxels: expected at most %d along each axis. Name a region."
                            .formatted(job.labels(), size, ObjectSums.LONGEST_EDGE));
        }
    }

    /**
     * Refuses a job that would destroy something.
     *
     * @throws SamdaException if an output exists and may not be replaced, is the input, or another output
     */
    public static void requireFree(MeasurementJob job) {
        Path input = Volumes.onDisk(job.labels()).toAbsolutePath().normalize();
        List<Path> outputs = job.outputs().all();
        for (Path output : outputs) {
            if (input.startsWith(output.toAbsolutePath().normalize())) {
                throw new SamdaException(
                        "Output '%s' is the input, or a folder that holds it. Choose another path; the input is never replaced."
                                .formatted(output));
            }
            if (Files.exists(output) && !job.outputs().overwrite()) {
                throw new SamdaException(
                        "Output '%s' exists. Choose another path or add --overwrite.".formatted(output));
            }
        }
        if (outputs.stream()
                        .map(path -> path.toAbsolutePath().normalize())
                        .distinct()
                        .count()
                < outputs.size()) {
            throw new SamdaException("Two outputs would go to the same file: %s. Choose others.".formatted(outputs));
        }
    }
}
