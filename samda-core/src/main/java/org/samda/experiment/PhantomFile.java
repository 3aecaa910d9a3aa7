// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import org.samda.image.GreyImage;
import org.samda.io.VolumeWriter;
import org.samda.phantom.PhantomSection;

/** Something of a phantom that is written section by section, in ascending order; see {@link VolumeWriter}. */
interface PhantomFile extends AutoCloseable {

    /** Writes nothing. */
    PhantomFile NONE = new PhantomFile() {
        @Override
        public void write(PhantomSection section) {}

        @Override
        public void commit() {}

        @Override
        public void close() {}
    };

    void write(PhantomSection section);

    void commit();

    @Override
    void close();

    /** What a file shows of a section. */
    @FunctionalInterface
    interface Shown {
        GreyImage of(PhantomSection section);
    }

    /** A volume; closes the writer. */
    static PhantomFile of(VolumeWriter writer, Shown shown) {
        return new PhantomFile() {
            @Override
            public void write(PhantomSection section) {
                writer.write(shown.of(section));
            }

            @Override
            public void commit() {
                writer.commit();
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }
}
