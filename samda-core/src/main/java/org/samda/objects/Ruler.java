// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.Optional;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;

/** Turns what was counted of objects into measures. */
final class Ruler {
    private static final double NM_PER_UM = 1000;

    /** Variance of the places within a voxel, in units of its edge squared. */
    private static final double WITHIN_VOXEL = 1.0 / 12;

    private final VolumeRegion region;
    private final Optional<VoxelSize> voxelSize;
    private final Optional<SurfaceWeights> weights;

    /**
     * @param region    where in the whole volume the objects are
     * @param voxelSize empty if unknown
     */
    Ruler(VolumeRegion region, Optional<VoxelSize> voxelSize) {
        this.region = region;
        this.voxelSize = voxelSize;
        weights = voxelSize.map(isImage() ? SurfaceWeights::ofImage : SurfaceWeights::ofVolume);
    }

    /** Whether there is one section only: objects have an area and a perimeter. */
    boolean isImage() {
        return region.size().z() == 1;
    }

    MeasuredObject measure(long id, ObjectSums object) {
        return new MeasuredObject(
                id,
                object.label(),
                object.voxels(),
                voxelSize.map(voxel -> extent(object, voxel)),
                new MeasuredObject.Place(
                        region.x() + object.mean(0), region.y() + object.mean(1), region.z() + object.mean(2)),
                box(object),
                elongation(object),
                touchesBorder(object));
    }

    /** Volume in um^3, or of an image area in um^2, of so many voxels. */
    double content(double voxels, VoxelSize voxel) {
        double area = voxels * (voxel.xNm() / NM_PER_UM) * (voxel.yNm() / NM_PER_UM);
        return isImage() ? area : area * (voxel.zNm() / NM_PER_UM);
    }

    private MeasuredObject.Extent extent(ObjectSums object, VoxelSize voxel) {
        double boundary = weights.orElseThrow().of(object) / NM_PER_UM;
        return new MeasuredObject.Extent(
                content((double) object.voxels(), voxel), isImage() ? boundary : boundary / NM_PER_UM);
    }

    private VolumeRegion box(ObjectSums object) {
        return new VolumeRegion(
                region.x() + object.from(0),
                region.y() + object.from(1),
                region.z() + object.from(2),
                new VolumeSize(
                        object.to(0) - object.from(0), object.to(1) - object.from(1), object.to(2) - object.from(2)));
    }

    /** Whether it has a voxel at the border of the region; of an image, of its section. */
    boolean touchesBorder(ObjectSums object) {
        VolumeSize size = region.size();
        return touches(object, 0, size.x())
                || touches(object, 1, size.y())
                || (!isImage() && touches(object, 2, size.z()));
    }

    private static boolean touches(ObjectSums object, int axis, long end) {
        return object.from(axis) == 0 || object.to(axis) == end;
    }

    /** Voxels count as the boxes they are, cubes where their size is unknown, so that no object is infinitely thin. */
    private double elongation(ObjectSums object) {
        VoxelSize voxel = voxelSize.orElse(new VoxelSize(1, 1, 1));
        double[] edges = {voxel.xNm(), voxel.yNm(), voxel.zNm()};
        int axes = isImage() ? 2 : 3;
        double[][] moments = new double[axes][axes];
        for (int i = 0; i < axes; i++) {
            for (int j = 0; j < axes; j++) {
                double within = i == j ? WITHIN_VOXEL : 0;
                moments[i][j] = (object.covariance(i, j) + within) * edges[i] * edges[j];
            }
        }
        double[] variances = SymmetricMatrix.eigenvalues(moments);
        return Math.sqrt(variances[axes - 1] / variances[0]);
    }
}
