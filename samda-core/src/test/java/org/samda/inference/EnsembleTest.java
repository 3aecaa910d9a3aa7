// SPDX-License-Identifier: Apache-2.0
package org.samda.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.samda.SamdaException;
import org.samda.image.LargestComponent;

class EnsembleTest {
    @TempDir
    private Path folder;

    @Test
    void isReadFromWhatElseACrossValidationTells() throws IOException {
        write(
                "{\"ensemble\": {\"folds\": 3, \"postProcessing\": {\"ofForeground\": true, \"ofLabels\": [2]}}, \"x\": 1}");
        assertEquals(new Ensemble(3, new LargestComponent(true, List.of(2))), Ensemble.read(folder));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {                                                                                | is not JSON
            {"folds": 2}                                                                     | no key 'ensemble'
            {"ensemble": {"folds": 2}}                                                       | postProcessing
            {"ensemble": {"folds": 1, "postProcessing": {"ofForeground": true, "ofLabels": []}}} | at least 2
            """)
    void whatCannotBeReadIsToldWithTheFile(String json, String expected) throws IOException {
        write(json);
        SamdaException problem = assertThrows(SamdaException.class, () -> Ensemble.read(folder));
        assertTrue(problem.getMessage().contains(expected), problem.getMessage());
        assertTrue(problem.getMessage().contains(folder.resolve(Ensemble.FILE).toString()), problem.getMessage());
    }

    @Test
    void aCrossValidationIsKnownByItsFoldsBeforeItHasFinished() throws IOException {
        assertFalse(Ensemble.isOne(folder));
        Files.createDirectories(folder.resolve("fold_0"));
        assertFalse(Ensemble.isOne(folder), "a folder of nnU-Net may be called so too");
        Files.writeString(folder.resolve("fold_0/config.yaml"), "");
        assertTrue(Ensemble.isOne(folder));
        SamdaException problem = assertThrows(SamdaException.class, () -> LoadedModels.locate(folder));
        assertEquals(
                "Cross-validation '%s' has no crossvalidation.json: it has not finished. Start the same 'samda train … --folds … --out %s' again, it goes on where it stopped; or name single folds, such as %s."
                        .formatted(folder, folder, folder.resolve("fold_0")),
                problem.getMessage());
    }

    @Test
    void aFoldThatIsGoneIsNamed() throws IOException {
        write("{\"ensemble\": {\"folds\": 2, \"postProcessing\": {\"ofForeground\": false, \"ofLabels\": []}}}");
        Files.createDirectories(folder.resolve("fold_0"));
        Files.writeString(folder.resolve("fold_0/model.samda"), "");
        SamdaException problem = assertThrows(SamdaException.class, () -> LoadedModels.locate(folder));
        assertTrue(problem.getMessage().contains(folder.resolve("fold_1").toString()), problem.getMessage());
    }

    private void write(String json) throws IOException {
        Files.writeString(folder.resolve(Ensemble.FILE), json);
    }
}
