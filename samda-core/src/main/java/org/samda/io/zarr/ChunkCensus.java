// SPDX-License-Identifier: Apache-2.0
package org.samda.io.zarr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.Interruptions;
import org.samda.SamdaException;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.io.MissingChunks;

/** Looks which files of an array are there, without opening them. */
final class ChunkCensus {
    private final ArraySpec spec;
    private final VolumeSize voxelsPerFile;
    private long files;
    private long missing;
    private Optional<Path> first = Optional.empty();

    private ChunkCensus(ArraySpec spec) {
        this.spec = spec;
        voxelsPerFile = spec.storage()
                .shards()
                .map(shards -> spec.dimensions().along(shards.shard()))
                .orElseGet(spec::chunk);
    }

    /**
     * The files of a part of an array that are not there.
     *
     * @throws SamdaException if one is missing and the array's fill value is no finite number
     */
    static MissingChunks of(ArraySpec spec, VolumeRegion part) {
        ChunkCensus census = new ChunkCensus(spec);
        census.count(part);
        float fill = (float) spec.elements().fill();
        if (census.missing > 0 && !Float.isFinite(fill)) {
            throw new SamdaException(
                    "'%s' is missing, and what is missing has the value %s by '%s', expected finite numbers. Copy the volume again, or choose another fill value."
                            .formatted(census.first.orElseThrow(), fill, spec.metadata()));
        }
        return new MissingChunks(census.missing, census.files, census.first, fill);
    }

    private void count(VolumeRegion part) {
        VolumeSize size = part.size();
        for (long z = part.z() / voxelsPerFile.z(); z * voxelsPerFile.z() < part.z() + size.z(); z++) {
            Interruptions.check();
            for (long y = part.y() / voxelsPerFile.y(); y * voxelsPerFile.y() < part.y() + size.y(); y++) {
                for (long x = part.x() / voxelsPerFile.x(); x * voxelsPerFile.x() < part.x() + size.x(); x++) {
                    count(spec.file(new ChunkIndex(x, y, z)));
                }
            }
        }
    }

    private void count(Path file) {
        files++;
        if (!Files.exists(file)) {
            missing++;
            first = first.or(() -> Optional.of(file));
        }
    }
}
