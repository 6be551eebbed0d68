package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database that this tool did not make is refused and left unchanged. */
class ForeignDatabaseTest {
    private final Cli cli;

    ForeignDatabaseTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
    }

    @Test
    void fileThatIsNoDatabaseIsRefused() throws IOException {
        for (String content : List.of("x", "SQLite format 3\0", "Dear diary,\n".repeat(100))) {
            Files.writeString(cli.database(), content);
            assertRefused();
        }
    }

    @Test
    void databaseOfSomebodyElseIsRefused() throws IOException {
        Files.delete(cli.database());
        new RawDatabase(cli.database()).executePlainly("CREATE TABLE bookmark (url TEXT)");
        privately(cli.database());

        assertRefused();
        assertThat(new RawDatabase(cli.database()).texts("SELECT name FROM sqlite_schema"))
                .containsExactly("bookmark");
    }

    /** Opening it would roll its journal back, and so change it. */
    @Test
    void databaseOfSomebodyElseWithAHotJournalIsNotChanged() throws IOException {
        Files.delete(cli.database());
        RawDatabase other = new RawDatabase(cli.database());
        other.executePlainly("CREATE TABLE bookmark (url TEXT)");
        other.killedIn("INSERT INTO bookmark VALUES ('x')", "CREATE TABLE another (url TEXT)");

        assertRefused();
        assertThat(cli.run("list").err()).contains("It was not opened.");
        assertThat(cli.complete("active", "")).isEmpty();
        assertThat(Path.of(cli.database() + "-journal")).exists();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PRAGMA user_version = 1",
                "PRAGMA user_version = 5",
                "PRAGMA user_version = 0",
                "PRAGMA user_version = -1",
                "PRAGMA application_id = 0",
                "DROP TRIGGER audit_refuses_update",
                "DROP INDEX token_by_label",
                "CREATE INDEX another ON token (label)",
                "CREATE VIEW tokens AS SELECT id FROM token",
                "CREATE TABLE extra (a)",
                "ALTER TABLE token ADD COLUMN note TEXT",
                "CREATE TRIGGER thief AFTER UPDATE ON token BEGIN INSERT INTO token_access VALUES (old.id, 0, old.seal);"
                        + " END",
            })
    void databaseThatWasAlteredIsRefused(String alteration) throws IOException {
        new RawDatabase(cli.database()).executePlainly(alteration);

        assertRefused();
    }

    @Test
    void newerDatabaseIsToldFromADamagedOne() {
        new RawDatabase(cli.database()).executePlainly("PRAGMA user_version = 5");

        assertThat(cli.run("list").err()).contains("newer apikeys (schema 5; this one knows 4)");
    }

    @Test
    void databaseInWalModeIsRefusedBeforeSqliteCanPutFilesBesideIt() throws IOException {
        new RawDatabase(cli.database()).executePlainly("PRAGMA journal_mode = WAL");

        assertRefused();
        assertThat(cli.run("list").err()).contains("WAL", "PRAGMA journal_mode = DELETE");

        new RawDatabase(cli.database()).executePlainly("PRAGMA journal_mode = DELETE");
        cli.run("list").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void emptyFileIsNotInitialized(boolean withKeyFile) throws IOException {
        Path empty = privately(Files.createFile(cli.home().resolve("empty.db")));
        if (!withKeyFile) {
            Files.delete(cli.keyFile());
        }

        assertNotInitialized(empty, "--database", empty.toString());
        assertThat(empty).isEmptyFile();
    }

    @Test
    void missingDatabaseNamedByAnyMeansIsNotMade() throws IOException {
        Path missing = cli.home().resolve("missing.db");

        assertNotInitialized(missing, "--database", missing.toString());
        cli.with("APIKEYS_DATABASE", missing.toString());
        assertNotInitialized(missing);
        cli.with("APIKEYS_DATABASE", null);
        Path configuration =
                privately(Files.writeString(cli.home().resolve("my.properties"), "database=" + missing + "\n"));
        cli.with("APIKEYS_CONFIG", configuration.toString());
        assertNotInitialized(missing);
        assertThat(missing).doesNotExist();
    }

    @Test
    void missingFolderOfANamedDatabaseIsNotMade() throws IOException {
        Path missing = cli.home().resolve("no/such/folder/apikeys.db");

        assertNotInitialized(missing, "--database", missing.toString());
        assertThat(cli.home().resolve("no")).doesNotExist();
    }

    @Test
    void initOverADatabaseChangesNothing() throws IOException {
        byte[] database = Files.readAllBytes(cli.database());
        byte[] keyFile = Files.readAllBytes(cli.keyFile());

        assertThat(cli.run("init").exits(ExitCode.CONFLICT).err()).contains("already");

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(database);
        assertThat(Files.readAllBytes(cli.keyFile())).isEqualTo(keyFile);
    }

    @Test
    void initOverWhatIsNoDatabaseOfOursChangesNothing() throws IOException {
        Files.writeString(cli.database(), "Dear diary,\n".repeat(100));

        cli.run("init").exits(ExitCode.INTEGRITY);

        assertThat(cli.database()).hasContent("Dear diary,\n".repeat(100));
    }

    private void assertRefused() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        List<String> beside = beside();
        for (String[] args : new String[][] {
            {"list"}, {"show", "demo"}, {"revoke", "demo", "-y"}, {"generate", "--label", "other"}, {"admins", "list"}
        }) {
            Cli.Result result = cli.run(args).exits(ExitCode.INTEGRITY);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains(cli.database().toString());
            assertThat(Files.readAllBytes(cli.database())).as(args[0]).isEqualTo(before);
            assertThat(beside()).as(args[0]).isEqualTo(beside);
        }
    }

    private void assertNotInitialized(Path named, String... more) throws IOException {
        List<String> beside = beside();
        for (String[] args : new String[][] {{"list"}, {"show", "demo"}, {"generate", "--label", "other"}}) {
            Cli.Result result =
                    cli.run(Stream.concat(Stream.of(args), Stream.of(more)).toArray(String[]::new));
            result.exits(ExitCode.NOT_INITIALIZED);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains(named.toString(), " init'");
            assertThat(beside()).isEqualTo(beside);
        }
    }

    private List<String> beside() throws IOException {
        try (Stream<Path> files = Files.walk(cli.home())) {
            return files.map(Path::toString).sorted().toList();
        }
    }

    private static Path privately(Path file) throws IOException {
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }
}
