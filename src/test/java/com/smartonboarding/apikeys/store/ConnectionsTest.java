package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.store.schema.Schema;
import java.lang.Runtime.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.UnableToExecuteStatementException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectionsTest {
    private static final Map<String, String> SETTINGS = Map.of(
            "journal_mode", "delete",
            "synchronous", "3",
            "secure_delete", "1",
            "foreign_keys", "1",
            "trusted_schema", "0",
            "cell_size_check", "1",
            "mmap_size", "0");

    @TempDir
    private Path folder;

    private Connections connections;

    @BeforeEach
    void databaseOfOurs() throws Exception {
        connections = new Connections(Files.createFile(folder.resolve("a.db")), Duration.ofSeconds(30));
        try (Handle handle = connections.open(true)) {
            handle.execute("BEGIN IMMEDIATE");
            Schema.upgrade(handle);
            handle.execute("COMMIT");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void everySettingIsInForce(boolean writable) {
        try (Handle handle = connections.open(writable)) {
            SETTINGS.forEach((name, value) -> assertThat(handle.createQuery("PRAGMA " + name)
                            .mapTo(String.class)
                            .one())
                    .as("%s, writable %s", name, writable)
                    .isEqualTo(value));
        }
    }

    @Test
    void changeOfAnySizeKeepsReadersOutOnlyDuringItsCommit() {
        try (Handle writer = connections.open(true)) {
            writer.execute("BEGIN IMMEDIATE");
            int pages =
                    writer.createQuery("PRAGMA page_count").mapTo(Integer.class).one();
            // Several times the cache of SQLite, which has 2 MB.
            writer.execute("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)"
                    + " INSERT INTO denial SELECT i, printf('%0500d', i), i, i, 1 FROM n");

            try (Handle reader = new Connections(connections.file(), Duration.ZERO).openBeside(false)) {
                assertThat(reader.createQuery("SELECT count(*) FROM denial")
                                .mapTo(Integer.class)
                                .one())
                        .isZero();
            }
            assertThat(writer.createQuery("PRAGMA page_count")
                            .mapTo(Integer.class)
                            .one())
                    .isGreaterThan(pages + 2000);
            writer.execute("ROLLBACK");
        }
    }

    @Test
    void readerCannotWrite() {
        try (Handle handle = connections.open(false)) {
            assertThatExceptionOfType(UnableToExecuteStatementException.class)
                    .isThrownBy(() -> handle.execute("DELETE FROM token"))
                    .withMessageContaining("readonly");
        }
    }

    @Test
    void missingDatabaseIsNotMadeByOpeningIt() {
        Path missing = folder.resolve("missing.db");
        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(
                        () -> new Connections(missing, Duration.ZERO).open(true).close());

        assertThat(missing).doesNotExist();
    }

    @Test
    void messageOfAFailedStatementRepeatsNoValue() {
        try (Handle handle = connections.open(true)) {
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> handle.createUpdate("INSERT INTO token (id) VALUES (:id)")
                            .bind("id", "a-secret")
                            .execute())
                    .satisfies(failure -> assertThat(failure.toString()).doesNotContain("a-secret"));
        }
    }

    @Test
    void libraryHasNoLessThanTheVersionWhoseLogIsWhole() {
        assertThat(Version.parse(Connections.libraryVersion())).isGreaterThanOrEqualTo(Version.parse("3.51.3"));
    }
}
