// SPDX-License-Identifier: Apache-2.0
package org.samda.planning;

import java.util.List;

/**
 * The voxels all images are resampled to, and how large the images then are. Every {@link Extent} here has the slice axis
 * first (z) and the two axes of the slices in their order (y, x).
 *
 * @param sliceAxis       axis of the stored images across which they are cut into slices, 0, 1 or 2
 * @param originalSpacing median spacing of the images as they are
 * @param originalSize    their median size in voxels, a whole number
 * @param spacing         the target's
 * @param size            median size in voxels after resampling, a multiple of 1/2
 */
public record TargetGeometry(int sliceAxis, Extent originalSpacing, Extent originalSize, Extent spacing, Extent size) {
    /** An axis this much coarser and shorter than the others is treated on its own. */
    private static final double ANISOTROPY = 3;

    public TargetGeometry {
        if (sliceAxis < 0 || sliceAxis > 2) {
            throw new IllegalArgumentException("geometry: sliceAxis must be 0, 1 or 2, got " + sliceAxis);
        }
    }

    /**
     * @param coarsening how much coarser than nnU-Net's target the pixels of a slice are to be, at least 1; which axis is
     *                   the slice axis does not depend on it
     */
    static TargetGeometry of(Fingerprint fingerprint, double coarsening) {
        List<Extent> spacings =
                fingerprint.cases().stream().map(Fingerprint.Case::spacing).toList();
        List<Extent> sizes =
                fingerprint.cases().stream().map(c -> Extent.of(c.size())).toList();
        Extent target = targetSpacing(spacings, sizes);
        int slice = target.largestAxis();
        Extent first = target.withFirst(slice);
        Extent spacing = new Extent(first.z(), first.y() * coarsening, first.x() * coarsening);
        List<Extent> resampled = fingerprint.cases().stream()
                .map(c -> resampled(
                        Extent.of(c.size()).withFirst(slice), c.spacing().withFirst(slice), spacing))
                .toList();
        Extent size = median(sizes).withFirst(slice);
        return new TargetGeometry(
                slice,
                median(spacings).withFirst(slice),
                Extent.perAxis(axis -> Math.rint(size.along(axis))),
                spacing,
                median(resampled));
    }

    /** Where each axis of a transposed image comes from: the slice axis, then the others in their order. */
    public List<Integer> transposeForward() {
        return switch (sliceAxis) {
            case 0 -> List.of(0, 1, 2);
            case 1 -> List.of(1, 0, 2);
            default -> List.of(2, 0, 1);
        };
    }

    /** What undoes {@link #transposeForward}. */
    public List<Integer> transposeBackward() {
        return List.of(0, 1, 2).stream()
                .map(axis -> transposeForward().indexOf(axis))
                .toList();
    }

    /** The median, but of a much coarser axis with few sections the 10th percentile: interpolated sections are blurred. */
    private static Extent targetSpacing(List<Extent> spacings, List<Extent> sizes) {
        Extent middle = Extent.perAxis(axis -> along(axis, spacings).at(50));
        int coarsest = middle.largestAxis();
        Extent spacing = middle.withFirst(coarsest);
        Extent size = Extent.perAxis(axis -> along(axis, sizes).at(50)).withFirst(coarsest);
        double others = Math.max(spacing.y(), spacing.x());
        boolean alone = spacing.z() > ANISOTROPY * others && size.z() * ANISOTROPY < Math.min(size.y(), size.x());
        if (!alone) {
            return middle;
        }
        double fine = along(coarsest, spacings).at(10);
        double bounded = fine < others ? others + 1e-5 : fine;
        return Extent.perAxis(axis -> axis == coarsest ? bounded : middle.along(axis));
    }

    /** The size of an image at another spacing, at least one voxel. */
    private static Extent resampled(Extent size, Extent spacing, Extent target) {
        return Extent.perAxis(
                axis -> Math.max(1, Math.rint(spacing.along(axis) / target.along(axis) * size.along(axis))));
    }

    private static Extent median(List<Extent> extents) {
        return Extent.perAxis(axis -> along(axis, extents).median());
    }

    private static Percentiles along(int axis, List<Extent> extents) {
        return Percentiles.of(extents, extent -> extent.along(axis));
    }
}
