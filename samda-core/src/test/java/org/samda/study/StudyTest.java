// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.samda.SamdaException;
import org.samda.data.Dataset;
import org.samda.data.Datasets;
import org.samda.experiment.FolderLock;

class StudyTest {
    private static final String TWO = """
              - {name: plain, title: U-Net, encoder: none, steps: [1, 3], settings: [], paper: nnUNet}
              - {name: alone, title: shots alone, encoder: none, steps: [3], settings: []}
            """;

    @TempDir
    private Path folder;

    private Path out;
    private final List<String> log = new ArrayList<>();

    @BeforeEach
    void makeData() {
        PhantomStudy.makeData(folder);
        out = folder.resolve("out");
    }

    @Test
    void everyMethodHasAFigureForAllShotsFromOneSourceRunPerEncoder() throws IOException, SQLException {
        StudyOutcome outcome = run("[0, 1]", "[0, 1]", PhantomStudy.METHODS);
        assertEquals(2 * 7, outcome.scores().size());
        assertEquals(2 * 2, count(Pattern.compile("== run .*-steps1 .*")));
        outcome.scores().forEach(score -> {
            assertEquals(StudyScore.UNION, score.target());
            assertTrue(score.dice() >= 0 && score.dice() <= 1, score::toString);
        });
        assertSameShots();
        assertEquals(15, Files.readAllLines(out.resolve("results.csv")).size());
        assertDatabase(outcome);
        assertTrue(Files.readString(out.resolve("tables.md")).contains("| U-Net | "));
        assertTrue(Files.readString(out.resolve("tables.tex")).contains("\\begin{tabular}"));
    }

    /** The target has four images: two are test images, and either seed's shot is one of the others. */
    private void assertSameShots() throws IOException {
        Dataset target = Datasets.open(out.resolve("data/B-target"));
        assertEquals(2, target.test().size());
        Map<String, Set<String>> bySeed = new TreeMap<>();
        try (var files = Files.walk(out.resolve("runs"))) {
            for (Path file : files.filter(f -> f.endsWith("run.json")).toList()) {
                Matcher shots = Pattern.compile("\"shots\" : \\[ \"(.+)\" ]").matcher(Files.readString(file));
                if (shots.find()) {
                    bySeed.computeIfAbsent(
                                    file.getParent().getParent().getFileName().toString(), s -> new HashSet<>())
                            .add(shots.group(1));
                }
            }
        }
        assertEquals(Set.of("seed0", "seed1"), bySeed.keySet());
        bySeed.values().forEach(names -> assertEquals(1, names.size(), bySeed::toString));
        assertEquals(2, bySeed.values().stream().distinct().count(), bySeed::toString);
    }

    private void assertDatabase(StudyOutcome outcome) throws SQLException {
        assertEquals(List.of("14"), query("SELECT count(*) FROM runs"));
        assertEquals(List.of("14"), query("SELECT count(*) FROM scores"));
        assertEquals(List.of("wal"), query("PRAGMA journal_mode"));
        assertEquals(
                List.of("A-B/seed0/tiny-steps12"),
                query("SELECT starts_from FROM runs WHERE name = 'A-B/seed0/tiny-steps123-1shots'"));
        StudyScore first = outcome.scores().get(0);
        List<String> dice = query("SELECT dice FROM scores WHERE method = 'plain' AND shots = 0 AND seed = 0");
        assertEquals(first.dice(), Double.parseDouble(dice.get(0)), 1e-12);
    }

    @Test
    void whatIsDoneIsSkippedAndWhatIsAddedIsMade() throws IOException, SQLException {
        StudyOutcome first = run("[0]", "[0, 1]", TWO);
        FileTime trained = Files.getLastModifiedTime(out.resolve("runs/A-B/seed0/none-steps1/model.samda"));
        assertEquals(3, count(Pattern.compile("== run .*")));
        log.clear();
        assertEquals(first, run("[0]", "[0, 1]", TWO));
        assertEquals(0, count(Pattern.compile("== run .*")));
        StudyOutcome more = run("[0]", "[0, 1, 2]", TWO);
        assertEquals(2, count(Pattern.compile("== run .*2shots.*")));
        assertEquals(2, count(Pattern.compile("== run .*")));
        assertTrue(more.scores().containsAll(first.scores()));
        assertEquals(5, more.scores().size());
        assertEquals(trained, Files.getLastModifiedTime(out.resolve("runs/A-B/seed0/none-steps1/model.samda")));
        assertTheDatabaseIsMadeAgain();
    }

    private void assertTheDatabaseIsMadeAgain() throws IOException, SQLException {
        List<String> before = query("SELECT run || dice FROM scores ORDER BY run, method");
        Files.delete(out.resolve("results.sqlite"));
        run("[0]", "[0, 1, 2]", TWO);
        assertEquals(before, query("SELECT run || dice FROM scores ORDER BY run, method"));
    }

    @Test
    void aStudyThatWasStartedMayNotChange() throws IOException {
        StudyConfig config = PhantomStudy.config(folder, "[0]", "[0]", TWO);
        StudyFolder.open(out, StartedStudy.of(config, PhantomStudy.setup(folder, out)))
                .close();
        assertRefused(
                "[0]", "[0]", TWO.replace("steps: [1, 3]", "steps: [1]"), "method 'plain' steps was [1, 3], now [1]");
        assertRefused(
                "[0]",
                "[0]",
                TWO.lines().skip(1).reduce("", (a, b) -> a + b + "\n"),
                "method 'plain' encoder was removed");
        assertRefused("[1]", "[0]", TWO, "seed 0 was removed");
        assertRefused("[0]", "[1]", TWO, "shots 0 was removed");
    }

    private void assertRefused(String seeds, String shots, String methods, String why) {
        SamdaException e = assertThrows(SamdaException.class, () -> run(seeds, shots, methods));
        assertTrue(e.getMessage().contains(why), e.getMessage());
    }

    @Test
    void theFolderIsForOneProcess() throws IOException {
        Files.createDirectories(out);
        try (FolderLock lock = FolderLock.of(out, "study's folder")) {
            assertRefused("[0]", "[0]", TWO, "is in use by another process");
        }
    }

    @Test
    void aFolderWithOtherFilesIsLeftAlone() throws IOException {
        Files.createDirectories(out);
        Files.writeString(out.resolve("letter.txt"), "mine");
        assertRefused("[0]", "[0]", TWO, "is no study but holds other files (such as letter.txt)");
    }

    @Test
    void aFailedRunStopsTheStudyUnlessItIsToKeepGoing() throws IOException {
        Path blocked = out.resolve("runs/A-B/seed0/none-steps1");
        StudyConfig config = PhantomStudy.config(folder, "[0]", "[0, 1]", TWO);
        StudyFolder.open(out, StartedStudy.of(config, PhantomStudy.setup(folder, out)))
                .close();
        Study study = PhantomStudy.study(config, folder, out, line -> {
            log.add(line);
            if (line.startsWith("== run 1 ")) {
                block(blocked);
            }
        });
        SamdaException e = assertThrows(SamdaException.class, () -> study.run(true));
        assertTrue(e.getMessage().contains("1 of 3 runs are done: run 'A-B/seed0/none-steps1': "), e.getMessage());
        assertEquals(1, count(Pattern.compile("== run .*none-steps3-1shots.*")));
        assertEquals(0, count(Pattern.compile("== run .*none-steps13-1shots.*")));
        Files.delete(blocked.resolve("letter.txt"));
        SamdaException stopped = assertThrows(SamdaException.class, () -> study.run(false));
        assertTrue(stopped.getMessage().contains("or with --keep-going"), stopped.getMessage());
        Files.delete(blocked.resolve("letter.txt"));
        assertEquals(
                3,
                PhantomStudy.study(config, folder, out, log::add)
                        .run(false)
                        .scores()
                        .size());
    }

    private static void block(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("letter.txt"), "mine");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void missingDataAreNamedWithTheirPlacesAndOrigins() throws IOException {
        StudyConfig config = PhantomStudy.config(folder, "[0]", "[0]", TWO);
        Path elsewhere = folder.resolve("elsewhere");
        SamdaException e = assertThrows(
                SamdaException.class,
                () -> PhantomStudy.study(config, elsewhere, out, log::add).run(false));
        assertEquals(
                "Study 'tiny' needs data that are not here: 'A', expected at '%s' (from the phantom); 'B', expected at '%s'. Put them there, or name the folder with all data with --data; docs/DATASETS.md says how to get each."
                        .formatted(elsewhere.resolve("source"), elsewhere.resolve("target")),
                e.getMessage());
        assertTrue(Files.notExists(out));
    }

    @Test
    void moreShotsThanThereAreAreToldBeforeAnythingIsTrained() throws IOException {
        StudyConfig config = PhantomStudy.config(folder, "[0]", "[0, 3]", TWO);
        SamdaException e = assertThrows(
                SamdaException.class,
                () -> PhantomStudy.study(config, folder, out, log::add).run(false));
        assertTrue(e.getMessage().contains("cannot give 3 shots: it has 2 annotated training images"), e.getMessage());
        assertEquals(0, count(Pattern.compile("== run .*")));
    }

    private StudyOutcome run(String seeds, String shots, String methods) throws IOException {
        return PhantomStudy.study(PhantomStudy.config(folder, seeds, shots, methods), folder, out, log::add)
                .run(false);
    }

    private long count(Pattern line) {
        return log.stream().filter(each -> line.matcher(each).matches()).count();
    }

    private List<String> query(String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + out.resolve("results.sqlite"));
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }
}
