// SPDX-License-Identifier: Apache-2.0
package org.samda.bank;

import java.nio.file.Path;
import java.util.List;
import org.samda.JavaProcess;
import org.samda.data.TrainingImage;

/** Fills a bank in a process of its own, so that it can be killed for real: image by image, place by place, for ever. */
final class BankProcess {
    private BankProcess() {}

    static Process start(Path folder) throws java.io.IOException {
        return JavaProcess.of(BankProcess.class, "100m", List.of(folder))
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    public static void main(String[] args) {
        EmbeddingBank bank = TestEntries.bank(Path.of(args[0]), 1 << 28, line -> {});
        for (int seed = 0; ; seed++) {
            TrainingImage image = TestEntries.image(seed);
            for (int place = 0; place < TestEntries.PLACES; place++) {
                int here = place;
                int of = seed;
                bank.of(TestEntries.patch(image, place), () -> TestEntries.entry(of, here));
            }
        }
    }
}
