// SPDX-License-Identifier: Apache-2.0
package org.samda.io;

import java.util.Optional;
import org.samda.image.VoxelSize;

/**
 * The voxel size a TIFF file states, from OME-XML, else from ImageJ's description, else from the resolution fields.
 *
 * <p>A single section whose thickness is not stated is taken to be as thick as a pixel is wide; of a stack without
 * section distance nothing is known. ImageJ leaves the distance out where it is 1 unit. A resolution in dots per inch
 * or centimetre that makes pixels larger than {@value #LARGEST_PIXEL_NM} nm is a setting for printers (72 dpi is the
 * default of many programs), not a microscope's.
 */
final class TiffVoxelSize {
    static final double LARGEST_PIXEL_NM = 10_000;

    private static final double INCH_NM = 25.4e6;
    private static final double CM_NM = 1e7;

    private TiffVoxelSize() {}

    /**
     * @param page     first page of the file
     * @param sections how many sections the file holds
     */
    static Optional<VoxelSize> of(TiffDirectory page, TiffDescription description, long sections) {
        if (description.text("PhysicalSizeX").isPresent()) {
            return fromOme(description, sections);
        }
        return description.isImageJ() && description.text("unit").isPresent()
                ? fromImageJ(page, description, sections)
                : fromResolution(page, sections);
    }

    private static Optional<VoxelSize> fromOme(TiffDescription description, long sections) {
        double x = omeSize(description, "PhysicalSizeX");
        double z = omeSize(description, "PhysicalSizeZ");
        return size(x, omeSize(description, "PhysicalSizeY"), Double.isNaN(z) && sections == 1 ? x : z);
    }

    /** OME-XML's unit is the micrometre where it is not given. */
    private static double omeSize(TiffDescription description, String name) {
        return description.number(name, Double.NaN)
                * unitNm(description.text(name + "Unit").orElse("um"));
    }

    private static Optional<VoxelSize> fromImageJ(TiffDirectory page, TiffDescription description, long sections) {
        String unit = description.text("unit").orElse("");
        double unitX = unitNm(unit);
        double unitY = unitNm(description.text("yunit").orElse(unit));
        double unitZ = unitNm(description.text("zunit").orElse(unit));
        double x = unitX / page.number(TiffTag.X_RESOLUTION, Double.NaN);
        double y = unitY / page.number(TiffTag.Y_RESOLUTION, Double.NaN);
        if (unitX == INCH_NM && x > LARGEST_PIXEL_NM) {
            return Optional.empty();
        }
        double thickness = sections == 1 ? x : unitZ;
        double spacing = Math.abs(description.number("spacing", Double.NaN)) * unitZ;
        return size(x, y, Double.isNaN(spacing) ? thickness : spacing);
    }

    private static Optional<VoxelSize> fromResolution(TiffDirectory page, long sections) {
        int code = (int) page.number(TiffTag.RESOLUTION_UNIT, 2);
        double unit = code == 3 ? CM_NM : code == 2 ? INCH_NM : Double.NaN;
        double x = unit / page.number(TiffTag.X_RESOLUTION, Double.NaN);
        double y = unit / page.number(TiffTag.Y_RESOLUTION, Double.NaN);
        return sections == 1 && x <= LARGEST_PIXEL_NM ? size(x, y, x) : Optional.empty();
    }

    private static double unitNm(String unit) {
        return LengthUnits.nm(unit).orElse(Double.NaN);
    }

    private static Optional<VoxelSize> size(double x, double y, double z) {
        boolean known = isSize(x) && isSize(y) && isSize(z);
        return known ? Optional.of(new VoxelSize(x, y, z)) : Optional.empty();
    }

    private static boolean isSize(double nm) {
        return nm > 0 && Double.isFinite(nm);
    }
}
