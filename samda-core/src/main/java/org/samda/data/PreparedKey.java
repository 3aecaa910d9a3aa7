// SPDX-License-Identifier: Apache-2.0
package org.samda.data;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.samda.config.Configs;
import org.samda.image.HistogramMatching;
import org.samda.io.FileHashes;
import org.samda.io.Sha256;

/** Names prepared images in a {@link PreparedStore} by all that they depend on: other content, other name. */
public final class PreparedKey {
    /** To be raised when the same files and parameters come to give other images. */
    private static final int PREPARATION = 2;

    private final FileHashes hashes;

    /** @param hashes of the files already read in this run */
    public PreparedKey(FileHashes hashes) {
        this.hashes = hashes;
    }

    private record Content(
            int preparation,
            int fileFormat,
            Section image,
            Optional<Classes> classes,
            Preprocessing preprocessing,
            Preparation.Resize size,
            Optional<float[]> matching) {}

    private record Section(String stem, Place image, Optional<Place> labels) {}

    private record Place(String sha256, Optional<Long> section, String directions, OtherLabels otherLabels) {}

    /**
     * The key of a case, whose sections go into one file; reads the files they come from, once.
     *
     * @param image       the case
     * @param classes     what their labels mean; empty if they are prepared without labels
     * @param preparation what is done to them
     * @return 64 hexadecimal digits
     * @throws org.samda.SamdaException if a file cannot be read
     */
    public String of(DatasetImage image, Optional<Classes> classes, Preparation preparation) {
        Content content = new Content(
                PREPARATION,
                PreparedWriter.VERSION,
                section(image, classes.isPresent()),
                classes,
                preparation.preprocessing(),
                preparation.size(),
                preparation.matching().map(HistogramMatching::reference));
        MessageDigest digest = Sha256.digest();
        digest.update(Configs.toJson(content).getBytes(StandardCharsets.UTF_8));
        return Sha256.finish(digest).hex();
    }

    private Section section(DatasetImage image, boolean labelled) {
        return new Section(
                image.stem(),
                place(image.image()),
                image.labels().filter(labels -> labelled).map(this::place));
    }

    private Place place(DatasetImage.Source source) {
        return new Place(
                hashes.of(source.file()).hex(),
                source.section().stream().boxed().findFirst(),
                source.reading().directions().toString(),
                source.reading().otherLabels());
    }
}
