// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;

/** The image file formats that are read and written, and a few others to name in messages. */
enum ImageFormat {
    MRC(".+\\.(mrc|map|rec|st)", ".{416}4d415020.*"),
    PNG(".+\\.png", "89504e470d0a1a0a.*"),
    TIFF(".+\\.tiff?", "49492a00.*|4d4d002a.*|49492b00.*|4d4d002b.*"),
    NIFTI(".+\\.nii(\\.gz)?", "5c010000.*|0000015c.*|1c020000.*|0000021c.*"),
    /** Folders, Zarr and N5: {@link org.samda.io.zarr.ZarrFolders} knows them by sight. */
    CHUNKS(".+\\.(zarr|n5)", ""),
    JPEG("", "ffd8ff.*"),
    GIF("", "47494638.*"),
    BMP("", "424d.*"),
    HDF5(".+\\.(h5|hdf5|hdf)", "894844460d0a1a0a.*"),
    GZIP("", "1f8b.*"),
    ZIP("", "504b0304.*"),
    PDF("", "25504446.*");

    private static final int TELLING_BYTES = 212;

    private final String names;
    private final String firstBytes;

    /**
     * @param names      what file names match, empty for formats that are only known by sight
     * @param firstBytes what the first {@value #TELLING_BYTES} bytes of a file match, as hexadecimal digits
     */
    ImageFormat(String names, String firstBytes) {
        this.names = names;
        this.firstBytes = firstBytes;
    }

    /** The format a file name asks for, of those that can be read and written. */
    static Optional<ImageFormat> ofName(Path file) {
        Path last = file.getFileName();
        String name = last == null ? "" : last.toString().toLowerCase(Locale.ROOT);
        return name.isEmpty()
                ? Optional.empty()
                : Arrays.stream(values())
                        .filter(format -> name.matches(format.names))
                        .findFirst();
    }

    /** The format a file's first bytes belong to; an HDF5 file may begin with a block that says nothing. */
    static Optional<ImageFormat> ofContent(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            String first = HexFormat.of().formatHex(in.readNBytes(TELLING_BYTES));
            return Arrays.stream(values())
                    .filter(format -> first.matches(format.firstBytes))
                    .findFirst()
                    .or(() -> ofName(file).filter(HDF5::equals));
        }
    }
}
