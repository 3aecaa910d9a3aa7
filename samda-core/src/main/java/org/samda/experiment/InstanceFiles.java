// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.samda.image.VolumeInfo;
import org.samda.io.AtomicFiles;
import org.samda.io.VolumeWriter;
import org.samda.io.Volumes;
import org.samda.phantom.Instances;
import org.samda.phantom.Phantom;
import org.samda.phantom.PhantomSection;

/** A volume of the ids of a phantom's mitochondria, and a table of how many voxels each has: {@code id,voxels}. */
final class InstanceFiles implements PhantomFile {
    private final Path table;
    private final Instances instances;
    private final VolumeWriter writer;

    InstanceFiles(Path ids, Path table, Phantom phantom) {
        this.table = table;
        instances = new Instances(phantom);
        writer =
                Volumes.create(ids, new VolumeInfo(phantom.size(), instances.type(), Optional.of(phantom.voxelSize())));
    }

    @Override
    public void write(PhantomSection section) {
        writer.write(instances.ids(section));
    }

    @Override
    public void commit() {
        AtomicFiles.write(table, this::writeTable);
        writer.commit();
    }

    private void writeTable(OutputStream out) throws IOException {
        out.write("id,voxels\n".getBytes(StandardCharsets.US_ASCII));
        for (int id = 1; id <= instances.count(); id++) {
            out.write((id + "," + instances.voxels(id) + "\n").getBytes(StandardCharsets.US_ASCII));
        }
    }

    @Override
    public void close() {
        writer.close();
    }
}
