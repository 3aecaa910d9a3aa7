// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * The pages of a TIFF file as one volume, all of one size and type.
 *
 * @param file     where it was found
 * @param page     how the pixels of every page are stored
 * @param info     size, type and voxel size
 * @param isOneRun whether only the first section has a directory and the others follow it uncompressed, as ImageJ
 *                 writes stacks beyond 4 GB
 */
record TiffStack(Path file, TiffPage page, VolumeInfo info, boolean isOneRun) {

    /** @throws SamdaException if the file is damaged or is not a stack of equal grey images */
    static TiffStack read(TiffInput input, Path file) throws IOException {
        List<TiffDirectory> directories = input.directories();
        TiffDescription description = new TiffDescription(directories.get(0).description());
        TiffPage first =
                TiffPage.of(directories.get(0), file, input.length(), SectionName.of(file, 0, directories.size()));
        for (int i = 1; i < directories.size(); i++) {
            String name = SectionName.of(file, i, directories.size());
            requireSame(first, TiffPage.of(directories.get(i), file, input.length(), name), name);
        }
        requireOneChannel(description, directories.size(), file);
        requireOneMoment(description, directories.size(), file);
        long inRun = directories.size() == 1 ? sectionsInRun(first, description, input, file) : 1;
        long sections = Math.max(inRun, directories.size());
        VolumeSize size = new VolumeSize(first.width(), first.height(), sections);
        VolumeInfo info = new VolumeInfo(
                size, first.samples().type(), TiffVoxelSize.of(directories.get(0), description, sections));
        return new TiffStack(file, first, info, inRun > 1);
    }

    /** What to call a section in messages. */
    String name(long z) {
        return SectionName.of(file, z, info.size().z());
    }

    /** The bytes of a section of a stack that is one run. */
    ByteBuffer runBytes(TiffInput input, long z) throws IOException {
        return input.bytes(page.rawStart().orElseThrow() + z * page.rawBytes(), page.rawBytes());
    }

    private static void requireSame(TiffPage first, TiffPage other, String name) {
        if (first.width() != other.width() || first.height() != other.height()) {
            throw new SamdaException(
                    "%s has %d x %d px, expected %d x %d px as the first section. Save sections of different sizes as separate files."
                            .formatted(name, other.width(), other.height(), first.width(), first.height()));
        }
        if (!first.samples().equals(other.samples())) {
            throw new SamdaException(
                    "%s is stored in another way (bits or colours) than the first section. Open the file in Fiji and save it again as TIFF."
                            .formatted(name));
        }
    }

    private static void requireOneChannel(TiffDescription description, int pages, Path file) {
        double channels = Math.max(description.number("channels", 1), pages > 1 ? description.number("SizeC", 1) : 1);
        if (channels > 1) {
            throw new SamdaException(
                    "'%s' holds %.0f channels, expected one. In Fiji split them (Image > Color > Split Channels) or, if they are sections, say so (Image > Properties)."
                            .formatted(file, channels));
        }
    }

    private static void requireOneMoment(TiffDescription description, int pages, Path file) {
        double frames = Math.max(description.number("frames", 1), pages > 1 ? description.number("SizeT", 1) : 1);
        if (frames > 1) {
            throw new SamdaException(
                    "'%s' holds %.0f frames, moments in time, expected one. If they are sections, say so in Fiji (Image > Properties, or Image > Hyperstacks > Re-order Hyperstack) and save it again; else save one of them (Image > Duplicate)."
                            .formatted(file, frames));
        }
    }

    /** Sections behind one directory. A description left over from a larger stack does not count as a stack. */
    private static long sectionsInRun(TiffPage page, TiffDescription description, TiffInput input, Path file) {
        long claimed = (long) description.number("images", 1);
        if (!description.isImageJ() || claimed < 2 || page.rawStart().isEmpty()) {
            return 1;
        }
        long present = (input.length() - page.rawStart().get()) / page.rawBytes();
        if (present >= 2 && present < claimed) {
            throw FileProblem.damaged(file, "it should hold %d sections but ends after %d".formatted(claimed, present));
        }
        return present < claimed ? 1 : claimed;
    }
}
