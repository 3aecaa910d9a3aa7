// SPDX-License-Identifier: Apache-2.0
package org.samda.cli;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import org.junit.jupiter.api.Test;

/** The rules of ARCHITECTURE.md for the command line. */
class ArchitectureTest {
    private static final JavaClasses CLI =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("org.samda.cli");

    @Test
    void printsOnlyThroughPicocli() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(CLI);
    }

    @Test
    void onlyMainEndsTheProcess() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Samda.class.getName())
                .should()
                .callMethod(System.class, "exit", int.class)
                .check(CLI);
    }

    @Test
    void knowsNothingOfLibtorch() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.bytedeco..", "org.samda.model..", "org.samda.loss..")
                .check(CLI);
    }

    @Test
    void onlyOnePlaceReadsEnvironmentVariables() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(SamdaHome.class.getName())
                .should()
                .callMethod(System.class, "getenv", String.class)
                .orShould()
                .callMethod(System.class, "getenv")
                .check(CLI);
    }
}
