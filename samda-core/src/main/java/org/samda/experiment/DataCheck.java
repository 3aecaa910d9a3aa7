// SPDX-License-Identifier: Apache-2.0
package org.samda.experiment;

import java.util.List;
import java.util.function.BiConsumer;
import org.samda.Interruptions;
import org.samda.Progress;
import org.samda.data.Classes;
import org.samda.data.DatasetImage;
import org.samda.data.Leakage;
import org.samda.data.TrainingCase;
import org.samda.image.GreyImage;

/** Reads all images of a run once before it starts: whether each can be used, and whether test images are trained on. */
final class DataCheck {
    private final TrainingData data;
    private final Progress progress;
    private final Leakage leakage = new Leakage();

    DataCheck(TrainingData data, Progress progress) {
        this.data = data;
        this.progress = progress;
    }

    /** @return a warning for each test image that is trained on, nearly */
    List<String> run() {
        data.source().ifPresent(s -> check("source", data.sourceTraining(), s.classes(), leakage::trainOn));
        data.target().ifPresent(t -> check("target", data.split().raw(), t.classes(), leakage::trainOn));
        for (TrainingData.TestSet test : data.tests()) {
            check("test images", test.images(), test.dataset().classes(), leakage::scoreOn);
        }
        return leakage.problems();
    }

    private void check(
            String what, List<DatasetImage> images, Classes classes, BiConsumer<DatasetImage, List<GreyImage>> seen) {
        progress.start("checking " + what, images.size());
        try {
            for (int i = 0; i < images.size(); i++) {
                Interruptions.check();
                DatasetImage image = images.get(i);
                seen.accept(image, TrainingCase.check(image, classes));
                progress.at(i + 1, image.stem());
            }
        } finally {
            progress.end();
        }
    }
}
