// SPDX-License-Identifier: Apache-2.0
package org.samda.study;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.samda.SamdaException;
import org.samda.experiment.FinishedRun;

/**
 * A study's {@code results.sqlite}: a row for each finished run and for each figure, added together.
 *
 * <p>It holds nothing that the run directories do not; deleted, it is made again.
 */
final class ResultsDatabase implements AutoCloseable {
    static final String FILE = "results.sqlite";

    private static final List<String> SCHEMA =
            List.of("PRAGMA journal_mode = WAL", "PRAGMA foreign_keys = ON", """
            CREATE TABLE IF NOT EXISTS runs (
                name TEXT PRIMARY KEY,
                pair TEXT NOT NULL,
                seed INTEGER NOT NULL,
                encoder TEXT NOT NULL,
                steps TEXT NOT NULL,
                shots INTEGER NOT NULL,
                shot_names TEXT NOT NULL,
                starts_from TEXT,
                finished_at TEXT NOT NULL,
                seconds REAL NOT NULL)""", """
            CREATE TABLE IF NOT EXISTS scores (
                pair TEXT NOT NULL,
                method TEXT NOT NULL,
                shots INTEGER NOT NULL,
                seed INTEGER NOT NULL,
                target TEXT NOT NULL,
                dice REAL,
                mean_dice REAL,
                run TEXT NOT NULL REFERENCES runs (name),
                PRIMARY KEY (pair, method, shots, seed, target))""");

    private static final String RUN =
            "INSERT INTO runs VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (name) DO UPDATE"
                    + " SET finished_at = excluded.finished_at, seconds = excluded.seconds, shot_names = excluded.shot_names";
    private static final String SCORE = "INSERT OR REPLACE INTO scores VALUES (?, ?, ?, ?, ?, ?, ?, ?)";

    private final Path file;
    private final Connection connection;

    private ResultsDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens the database in a study's folder, or makes it. */
    static ResultsDatabase open(Path folder) {
        Path file = folder.resolve(FILE);
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            ResultsDatabase database = new ResultsDatabase(file, connection);
            database.prepare();
            return database;
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void prepare() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : SCHEMA) {
                statement.execute(sql);
            }
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /** Adds a finished run and its figures in one transaction, in the place of what may be there of it. */
    void add(PlannedRun run, FinishedRun result, List<StudyScore> scores) {
        try {
            addRun(run, result);
            addScores(run, scores);
            connection.commit();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private void addRun(PlannedRun run, FinishedRun result) throws SQLException {
        insert(
                RUN,
                run.name(),
                run.pair(),
                run.seed(),
                run.config().method().encoder().toString(),
                run.chain().toString(),
                run.shots(),
                String.join(", ", result.shots()),
                run.parent().map(PlannedRun::name),
                result.finishedAt(),
                result.seconds());
    }

    private void addScores(PlannedRun run, List<StudyScore> scores) throws SQLException {
        for (StudyScore score : scores) {
            StudyScore.Place place = score.place();
            insert(
                    SCORE,
                    place.pair(),
                    place.method(),
                    place.shots(),
                    place.seed(),
                    score.target(),
                    score.dice(),
                    score.meanDice(),
                    run.name());
        }
    }

    /** An empty {@code Optional} becomes NULL, and so does NaN (by SQLite). */
    private void insert(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                Object value = values[i] instanceof Optional<?> maybe ? maybe.orElse(null) : values[i];
                statement.setObject(i + 1, value);
            }
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure(file, e);
        }
    }

    private static SamdaException failure(Path file, SQLException e) {
        return new SamdaException(
                "The study's database '%s' cannot be written: %s. Make room, or delete it: it is made again from the runs. Then start the same command again."
                        .formatted(file, e.getMessage()),
                e);
    }
}
