// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.StringJoiner;
import org.samda.image.VolumeRegion;
import org.samda.image.VolumeSize;
import org.samda.image.VoxelSize;
import org.samda.io.AtomicFiles;

/** A table of objects as a CSV file, a line for each. Figures in physical units are empty where the voxel size is unknown. */
final class ObjectTable {
    private static final String HEADER = "id,class,%s,centroid_x,centroid_y,centroid_z"
            + ",centroid_x_nm,centroid_y_nm,centroid_z_nm,x0,x1,y0,y1,z0,z1,elongation,touches_border\n";
    private static final String OF_VOLUME = "voxels,volume_um3,surface_um2";
    private static final String OF_IMAGE = "pixels,area_um2,perimeter_um";
    private static final MathContext DIGITS = new MathContext(7);

    private final NumberedObjects objects;
    private final Ruler ruler;
    private final Optional<VoxelSize> voxelSize;

    ObjectTable(NumberedObjects objects, Ruler ruler, Optional<VoxelSize> voxelSize) {
        this.objects = objects;
        this.ruler = ruler;
        this.voxelSize = voxelSize;
    }

    void write(Path file) {
        AtomicFiles.write(file, this::writeTo);
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(ascii(HEADER.formatted(ruler.isImage() ? OF_IMAGE : OF_VOLUME)));
        for (int i = 0; i < objects.all().size(); i++) {
            out.write(ascii(line(ruler.measure(objects.id(i), objects.all().get(i)))));
        }
    }

    private String line(MeasuredObject object) {
        StringJoiner line = new StringJoiner(",", "", "\n");
        line.add(Long.toString(object.id()))
                .add(Integer.toString(object.label()))
                .add(Long.toString(object.voxels()));
        line.add(figure(object.extent().map(MeasuredObject.Extent::content)));
        line.add(figure(object.extent().map(MeasuredObject.Extent::boundary)));
        MeasuredObject.Place centre = object.centroid();
        line.add(figure(centre.x())).add(figure(centre.y())).add(figure(centre.z()));
        line.add(figure(voxelSize.map(voxel -> centre.x() * voxel.xNm())));
        line.add(figure(voxelSize.map(voxel -> centre.y() * voxel.yNm())));
        line.add(figure(voxelSize.map(voxel -> centre.z() * voxel.zNm())));
        addBox(line, object.box());
        return line.add(figure(object.elongation()))
                .add(object.touchesBorder() ? "1" : "0")
                .toString();
    }

    private static void addBox(StringJoiner line, VolumeRegion box) {
        VolumeSize size = box.size();
        addRange(line, box.x(), size.x());
        addRange(line, box.y(), size.y());
        addRange(line, box.z(), size.z());
    }

    private static void addRange(StringJoiner line, long from, long length) {
        line.add(Long.toString(from)).add(Long.toString(from + length));
    }

    private static String figure(Optional<Double> figure) {
        return figure.map(ObjectTable::figure).orElse("");
    }

    private static String figure(double figure) {
        BigDecimal rounded = new BigDecimal(figure).round(DIGITS);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
