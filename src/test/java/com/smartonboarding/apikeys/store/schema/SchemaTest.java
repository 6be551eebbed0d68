package com.smartonboarding.apikeys.store.schema;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.store.Connections;
import com.smartonboarding.apikeys.store.Database;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SchemaTest {
    private static final String NEXT = """
            ALTER TABLE token ADD COLUMN note TEXT;

            UPDATE token SET note = 'from version one';
            """;

    @TempDir
    private Path folder;

    private Path file;
    private Connections connections;

    @BeforeEach
    void databaseOfTheNewestVersion() throws Exception {
        file = Files.createFile(folder.resolve("a.db"));
        connections = new Connections(file, Duration.ofSeconds(1));
        inTransaction(Schema::upgrade);
    }

    @Test
    void fingerprintIsThatOfWhatTheScriptsMake() {
        try (Handle handle = connections.open(false)) {
            assertThat(Schema.check(handle, file)).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void tokensAreStrictlyTyped() {
        try (Handle handle = connections.open(false)) {
            assertThat(handle.createQuery("SELECT name FROM pragma_table_list WHERE type = 'table' AND NOT strict"
                                    + " AND name NOT LIKE 'sqlite_%'")
                            .mapTo(String.class)
                            .list())
                    .isEmpty();
        }
    }

    @Test
    void auditTrailIsAppendOnlyForStatementsThatGoByTheSchema() {
        try (Handle handle = connections.open(true)) {
            handle.execute(
                    "INSERT INTO audit VALUES (1, 0, 0, 'a', 0, NULL, NULL, 0, 'a', 0, 'a', NULL, NULL, 'a', x'')");
            for (String sql : new String[] {"UPDATE audit SET action = 'b'", "DELETE FROM audit"}) {
                assertThatExceptionOfType(RuntimeException.class)
                        .isThrownBy(() -> handle.execute(sql))
                        .withMessageContaining("append-only");
            }
        }
    }

    @Test
    void upgradeGoesFromVersionToVersion() {
        inTransaction(handle -> Schema.upgrade(handle, Schema.VERSION + 1, version -> NEXT));

        try (Handle handle = connections.open(false)) {
            assertThat(Schema.version(handle)).isEqualTo(Schema.VERSION + 1);
            assertThat(columns(handle)).contains("note");
        }
    }

    @Test
    void upgradeThatFailsHalfWayLeavesTheOldVersionWhole() {
        IntFunction<String> failing = version -> NEXT + "\nDELETE FROM no_such_table;\n";
        byte[] before = bytes();

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> inTransaction(handle -> Schema.upgrade(handle, Schema.VERSION + 1, failing)))
                .withMessageContaining("no_such_table");

        assertThat(bytes()).isEqualTo(before);
        try (Handle handle = connections.open(false)) {
            assertThat(Schema.check(handle, file)).isEqualTo(Schema.VERSION);
            assertThat(columns(handle)).doesNotContain("note");
        }
    }

    @Test
    void secondUpgradeThatFailsTakesTheFirstBack() {
        IntFunction<String> scripts = version -> version == Schema.VERSION + 1 ? NEXT : "DELETE FROM no_such_table;";

        assertThatExceptionOfType(RuntimeException.class)
                .isThrownBy(() -> inTransaction(handle -> Schema.upgrade(handle, Schema.VERSION + 2, scripts)));

        try (Handle handle = connections.open(false)) {
            assertThat(Schema.check(handle, file)).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void upgradeOfTheNewestVersionChangesNothingOfIt() {
        inTransaction(Schema::upgrade);

        try (Handle handle = connections.open(false)) {
            assertThat(Schema.check(handle, file)).isEqualTo(Schema.VERSION);
        }
    }

    @Test
    void newerVersionIsRefused() {
        inTransaction(handle -> Schema.upgrade(handle, Schema.VERSION + 1, version -> NEXT));

        try (Handle handle = connections.open(false)) {
            assertThatExceptionOfType(IntegrityException.class)
                    .isThrownBy(() -> Schema.check(handle, file))
                    .withMessageContaining("newer apikeys");
        }
    }

    /** Works like {@link Database}: closing the connection without a commit rolls back what threw. */
    private void inTransaction(Consumer<Handle> work) {
        try (Handle handle = connections.open(true)) {
            handle.execute("BEGIN IMMEDIATE");
            work.accept(handle);
            handle.execute("COMMIT");
        }
    }

    private static java.util.List<String> columns(Handle handle) {
        return handle.createQuery("SELECT name FROM pragma_table_info('token')")
                .mapTo(String.class)
                .list();
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(file);
        } catch (java.io.IOException e) {
            throw new AssertionError(e);
        }
    }
}
