// SPDX-License-Identifier: Apache-2.0
package org.samda;

import static com.tngtech.archunit.core.importer.ImportOption.Predefined.DO_NOT_INCLUDE_TESTS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static java.util.Map.entry;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The dependency rules of ARCHITECTURE.md. */
class ArchitectureTest {
    private static final JavaClasses SAMDA =
            new ClassFileImporter().withImportOption(DO_NOT_INCLUDE_TESTS).importPackages("org.samda");

    /** Every package and the packages it may use. */
    private static final Map<String, Set<String>> USES = Map.ofEntries(
            entry("image", Set.of()),
            entry("config", Set.of()),
            entry("torch", Set.of()),
            entry("evaluation", Set.of("image")),
            entry("domainshift", Set.of("image")),
            entry("io", Set.of("image", "config")),
            entry("phantom", Set.of("image")),
            entry("objects", Set.of("image", "io")),
            entry("checkpoint", Set.of("io", "torch")),
            entry("catalog", Set.of("io", "config", "encoder")),
            entry("data", Set.of("image", "io", "config", "planning")),
            entry("planning", Set.of("image")),
            entry("encoder", Set.of("image")),
            entry("bank", Set.of("image", "io", "data", "torch")),
            entry("loss", Set.of("torch")),
            entry("model", Set.of("encoder", "torch")),
            entry(
                    "inference",
                    Set.of("image", "io", "config", "planning", "data", "checkpoint", "encoder", "torch", "model")),
            entry("training", Set.of("image", "io", "data", "evaluation", "torch", "loss", "model", "bank")),
            entry(
                    "experiment",
                    Set.of(
                            "image",
                            "io",
                            "config",
                            "catalog",
                            "phantom",
                            "planning",
                            "data",
                            "evaluation",
                            "domainshift",
                            "encoder",
                            "torch",
                            "model",
                            "inference",
                            "bank",
                            "training")),
            entry(
                    "benchmark",
                    Set.of(
                            "image",
                            "config",
                            "data",
                            "encoder",
                            "torch",
                            "model",
                            "inference",
                            "training",
                            "experiment")),
            entry(
                    "study",
                    Set.of(
                            "image",
                            "io",
                            "config",
                            "data",
                            "evaluation",
                            "torch",
                            "inference",
                            "training",
                            "experiment")));

    static Set<String> packages() {
        return USES.keySet();
    }

    @ParameterizedTest
    @MethodSource("packages")
    void usesOnlyWhatItMay(String name) {
        String[] forbidden = USES.keySet().stream()
                .filter(other -> !other.equals(name) && !USES.get(name).contains(other))
                .map(ArchitectureTest::in)
                .toArray(String[]::new);
        noClasses()
                .that()
                .resideInAPackage(in(name))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(forbidden)
                .allowEmptyShould(true)
                .check(SAMDA);
    }

    @Test
    void everyPackageIsInTheTable() {
        SAMDA.forEach(type -> assertTrue(
                type.getPackageName().equals("org.samda")
                        || USES.keySet().stream()
                                .anyMatch(p -> (type.getPackageName() + ".").startsWith("org.samda." + p + ".")),
                () -> type.getName() + " is in no package of the table"));
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching("org.samda.(*)..").should().beFreeOfCycles().check(SAMDA);
    }

    @Test
    void libtorchStaysInSixPackages() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        in("torch"), in("checkpoint"), in("loss"), in("model"), in("training"), in("inference"))
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.bytedeco..")
                .check(SAMDA);
    }

    @Test
    void modelsAndLossesOpenNoScopes() {
        noClasses()
                .that()
                .resideInAnyPackage(in("model"), in("loss"))
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("org.bytedeco.javacpp.PointerScope")
                .allowEmptyShould(true)
                .check(SAMDA);
    }

    @Test
    void configsAreRecords() {
        classes()
                .that()
                .haveSimpleNameEndingWith("Config")
                .should()
                .beRecords()
                .allowEmptyShould(true)
                .check(SAMDA);
    }

    @Test
    void theCoreNeitherTalksToTheTerminalNorEndsTheProcess() {
        NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(SAMDA);
        noClasses().should().callMethod(System.class, "exit", int.class).check(SAMDA);
        noClasses().should().callMethod(System.class, "gc").check(SAMDA);
        noClasses().should().callMethod(System.class, "getenv", String.class).check(SAMDA);
        noClasses().should().callMethod(System.class, "getenv").check(SAMDA);
    }

    private static String in(String name) {
        return "org.samda." + name + "..";
    }
}
