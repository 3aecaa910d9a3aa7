// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.samda.SamdaException;
import org.samda.image.VolumeInfo;
import org.samda.image.VolumeSize;

/**
 * The pages of a TIFF file as one volume, all of one size and type.
 *
 * @param file  where it was found
 * @param pages where the directories of its pages are; only one of several sections that follow it uncompressed, as ImageJ
 *              writes stacks beyond 4 GB
 * @param first the first page
 * @param info  size, type and voxel size
 */
record TiffStack(Path file, List<Long> pages, TiffPage first, VolumeInfo info) {

    /** @throws SamdaException if the file is damaged or is not a stack of equal grey images */
    static TiffStack read(TiffInput input, Path file) throws IOException {
        List<Long> pages = input.pages();
        TiffDirectory directory = input.directory(pages.get(0));
        TiffDescription description = new TiffDescription(directory.description());
        TiffPage first = TiffPage.of(directory, file, input.length(), SectionName.of(file, 0, pages.size()));
        for (int i = 1; i < pages.size(); i++) {
            String name = SectionName.of(file, i, pages.size());
            TiffDirectory other = input.directory(pages.get(i));
            requireSame(first, TiffPage.of(other, file, input.length(), name), name);
        }
        requireOneChannel(description, pages.size(), file);
        requireOneMoment(description, pages.size(), file);
        long inRun = pages.size() == 1 ? sectionsInRun(first, description, input, file) : 1;
        long sections = Math.max(inRun, pages.size());
        VolumeSize size = new VolumeSize(first.width(), first.height(), sections);
        VolumeInfo info =
                new VolumeInfo(size, first.samples().type(), TiffVoxelSize.of(directory, description, sections));
        return new TiffStack(file, pages, first, info);
    }

    /** What to call a section in messages. */
    String name(long z) {
        return SectionName.of(file, z, info.size().z());
    }

    /** How the pixels of a section are stored. */
    TiffPage page(long z, TiffInput input) throws IOException {
        return z < pages.size()
                ? TiffPage.of(input.directory(pages.get((int) z)), file, input.length(), name(z))
                : first.movedBy(z * first.rawBytes());
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
