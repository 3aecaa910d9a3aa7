// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.nio.file.Path;
import org.samda.Progress;
import org.samda.image.VolumeSize;
import org.samda.phantom.PhantomDomain;

/** Makes a deep phantom in a process of its own, with a heap too small for it. */
final class PhantomProcess {
    static final VolumeSize SIZE = new VolumeSize(96, 96, 160);

    private PhantomProcess() {}

    public static void main(String[] arguments) {
        new PhantomData(PhantomDomain.FIB_SEM.coarser(3), SIZE, 1, 1)
                .write(Path.of(arguments[0]), new PhantomData.Writing(false, true, 2), Progress.NONE);
    }
}
