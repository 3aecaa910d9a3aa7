// SPDX-License-Identifier: Apache-2.0
package org.samda.objects;

import java.util.function.Consumer;
import org.samda.Progress;
import org.samda.image.VolumeSize;

/**
 * The rows of a volume, with progress told each time they are gone through.
 *
 * @param rows     of the volume
 * @param progress hears of sections
 * @param work     what it is told the work is
 */
record WatchedRows(LabelRows rows, Progress progress, String work) implements LabelRows {

    @Override
    public VolumeSize size() {
        return rows.size();
    }

    @Override
    public void forEach(Consumer<LabelRow> visitor) {
        long lastRow = size().y() - 1;
        progress.start(work, size().z());
        try {
            rows.forEach(row -> {
                visitor.accept(row);
                if (row.y() == lastRow) {
                    progress.at(row.z() + 1, "");
                }
            });
        } finally {
            progress.end();
        }
    }
}
