package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.store.OlderSchema;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of damage to the database is found, and the printed command mends it. */
class DoctorDatabaseTest {
    private static final int PAGE = 4096;
    private static final Path READ = Path.of("/proc/thread-self/io");

    private final Cli cli;
    private final Patient patient;
    private final RawDatabase raw;

    DoctorDatabaseTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli, "--deep");
        raw = new RawDatabase(cli.database());
    }

    private interface Deed {
        void on(Cli cli, RawDatabase raw) throws Exception;
    }

    @SuppressWarnings("ImmutableEnumChecker") // a deed has no state
    private enum Damage {
        PLANTED_TRIGGER(
                "schema",
                "The schema of",
                (cli, raw) -> raw.executePlainly("CREATE TRIGGER t AFTER INSERT ON token BEGIN SELECT 1; END")),
        FOREIGN_FILE(
                "schema", "is not an apikeys database", (cli, raw) -> raw.executePlainly("PRAGMA application_id = 1")),
        CUT_FILE("schema", "was cut short", (cli, raw) -> {
            try (RandomAccessFile file = new RandomAccessFile(cli.database().toFile(), "rw")) {
                file.setLength(file.length() - PAGE);
            }
        }),
        CHANGED_HEAD("database", "head row", (cli, raw) -> raw.execute("UPDATE head SET tokens = tokens + 1")),
        CHANGED_ADMINISTRATOR(
                "database",
                "administrator",
                (cli, raw) -> raw.execute("UPDATE administrator SET uid = 1041, name = 'alice'")),
        CHANGED_LAST_EVENT(
                "database",
                "audit trail was changed",
                (cli, raw) -> raw.execute("UPDATE audit SET detail = 'x' WHERE sequence = 101")),
        CHANGED_EARLY_EVENT(
                "audit-trail",
                "audit trail was changed",
                (cli, raw) -> raw.execute("UPDATE audit SET detail = 'x' WHERE sequence = 3")),
        CHANGED_TOKEN("rows", "token", (cli, raw) -> raw.execute("UPDATE token SET expires_at = NULL")),
        REMOVED_TOKEN("rows", "Tokens were deleted", (cli, raw) -> raw.execute("DELETE FROM token")),
        INDEX_WITHOUT_A_ROW("structure", "is damaged (", (cli, raw) -> {
            raw.executePlainly("CREATE TABLE scratch (a)");
            raw.executePlainly("DROP TABLE scratch");
            damageIndex(cli, raw);
        });

        private final String check;
        private final String fact;
        private final Deed deed;

        Damage(String check, String fact, Deed deed) {
            this.check = check;
            this.fact = fact;
            this.deed = deed;
        }

        /** Changes one letter of a label in the index, so that index and table disagree. */
        private static void damageIndex(Cli cli, RawDatabase raw) throws Exception {
            int page = Integer.parseInt(raw.texts("SELECT rootpage FROM sqlite_schema WHERE name = 'token_by_label'")
                    .get(0));
            try (RandomAccessFile file = new RandomAccessFile(cli.database().toFile(), "rw")) {
                byte[] content = new byte[PAGE];
                file.seek((page - 1L) * PAGE);
                file.readFully(content);
                String text = new String(content, StandardCharsets.ISO_8859_1);
                file.seek((page - 1L) * PAGE + text.indexOf("ci"));
                file.write('b');
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    @Treats({"schema", "database", "audit-trail", "rows", "structure"})
    void damageIsFoundAndThePrintedCommandPutsTheBackupBack(Damage damage) throws Exception {
        patient.healthy();
        for (int i = 2; i < 101; i++) {
            cli.run("show", "ci", "-q").exits(ExitCode.OK);
        }
        Path backup = cli.home().resolve("copy");
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        damage.deed.on(cli, raw);

        patient.has(damage.check, "error", damage.fact)
                .isTreated("BACKUP", backup.toString())
                .hasNothing();
    }

    @Test
    @Treats("schema")
    void olderSchemaIsFoundAndUpgradedByTheNextCommand() throws Exception {
        patient.healthy();
        OlderSchema.rewrite(cli.database(), cli.keyFile(), 3);

        patient.has("schema", "warning", "The next command upgrades it")
                .isTreated()
                .hasNothing();
    }

    @Test
    void newerSchemaIsFoundAndNothingIsPutInItsPlace() {
        patient.healthy();
        raw.executePlainly("PRAGMA user_version = 99");

        patient.has("schema", "error", "was written by a newer apikeys");

        assertThat(patient.commands()).isEmpty();
        assertThat(cli.run("doctor").out()).contains("Install the newer version.");
    }

    @Test
    @Treats("schema")
    void anotherJournalModeIsFoundAndSetBack() throws Exception {
        Skip.unlessInstalled("sqlite3");
        patient.healthy();
        raw.executePlainly("PRAGMA journal_mode = WAL");

        patient.has("schema", "error", "was given another journal mode")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("schema")
    void unfinishedChangeIsFoundAndUndoneByTheNextCommand() throws Exception {
        patient.healthy();
        raw.killedIn("CREATE TABLE filler (x)", "INSERT INTO filler VALUES (1)");

        patient.has("schema", "warning", "ended in the middle of a change")
                .isTreated()
                .hasNothing();

        raw.killedIn("CREATE TABLE filler (x)", "INSERT INTO filler VALUES (1)");
        assertThat(cli.run("doctor", "--fix").exits(ExitCode.OK).out()).contains("Undid the unfinished change.");
        patient.hasNothing();
    }

    @Test
    @Treats("database")
    void keysOfAnotherDatabaseAreFoundAndTheRightOnesPutBack() throws Exception {
        patient.healthy();
        Path copy = Files.copy(cli.keyFile(), cli.home().resolve("copy"));
        Path other = cli.home().resolve("other.key");
        cli.run("init", "--database", cli.home() + "/other.db", "--key-file", other.toString())
                .exits(ExitCode.OK);
        Files.copy(other, cli.keyFile(), StandardCopyOption.REPLACE_EXISTING);

        patient.has("database", "error", "does not hold the key")
                .isTreated("COPY", copy.toString())
                .hasNothing();
    }

    @Test
    @Treats("last-anchor")
    void missingAnchorIsFoundAndWrittenAfterACompleteCheck() throws Exception {
        patient.healthy();
        Files.delete(cli.anchor());

        patient.has("last-anchor", "warning", "is missing").isTreated().hasNothing();

        Files.delete(cli.anchor());
        assertThat(cli.run("doctor", "--fix").exits(ExitCode.OK).out())
                .contains("Checked the whole database, and wrote the anchor file.");
        patient.hasNothing();
    }

    @Test
    void anchorIsNotWrittenWhenTheTrailWasChanged() throws Exception {
        patient.healthy();
        for (int i = 0; i < 70; i++) {
            cli.run("show", "ci", "-q").exits(ExitCode.OK);
        }
        raw.execute("UPDATE audit SET detail = 'x' WHERE sequence = 2");
        Files.delete(cli.anchor());

        assertThat(cli.run("doctor", "--fix").exits(ExitCode.FINDINGS).out())
                .contains("It could not be mended: The audit trail was changed");

        assertThat(cli.anchor()).doesNotExist();
    }

    @Test
    @Treats("last-anchor")
    void anchorThatIsBehindIsFoundAndMoved() throws Exception {
        patient.healthy();
        byte[] anchor = Files.readAllBytes(cli.anchor());
        cli.run("show", "ci", "-q").exits(ExitCode.OK);
        Files.write(cli.anchor(), anchor);

        patient.has("last-anchor", "warning", "records event 2").isTreated().hasNothing();
    }

    @Test
    @Treats({"database", "last-anchor"})
    void olderDatabaseIsFoundAndTheAnchorRemovedOnPurpose() throws Exception {
        patient.healthy();
        byte[] database = Files.readAllBytes(cli.database());
        cli.run("show", "ci", "-q").exits(ExitCode.OK);
        Files.write(cli.database(), database);

        patient.has("database", "error", "is not the one that was last seen here")
                .isTreated();
        patient.has("last-anchor", "warning", "is missing").isTreated().hasNothing();
    }

    @Test
    void clockThatIsBehindIsFound() {
        patient.healthy();
        cli.at(Cli.START.minus(Duration.ofHours(1)));

        patient.has("clock", "warning", "The clock of this machine says 2026-11-23T08:00:00Z");

        assertThat(patient.commands()).containsExactly("timedatectl set-ntp true");
        cli.at(Cli.START);
        patient.hasNothing();
    }

    /** A trail that has become longer is read once more than without {@code --deep}, which reads it as pages. */
    @Test
    void deepExaminationReadsTheTrailOnce() throws Exception {
        if (!Files.exists(READ)) {
            Skip.aloud("this system does not count what a thread reads");
        }
        patient.healthy();
        cli.run("doctor", "--deep").exits(ExitCode.OK); // loads classes
        long size = Files.size(cli.database());
        long more = bytesReadByDeep();
        for (int i = 0; i < 600; i++) {
            cli.run("show", "ci", "-q").exits(ExitCode.OK);
        }

        double times = (double) (bytesReadByDeep() - more) / (Files.size(cli.database()) - size);

        assertThat(times).isBetween(0.5, 1.5);
    }

    private long bytesReadByDeep() throws Exception {
        return bytesRead("doctor", "--deep") - bytesRead("doctor");
    }

    private long bytesRead(String... command) throws Exception {
        long before = bytesRead();
        cli.run(command).exits(ExitCode.OK);
        return bytesRead() - before;
    }

    private static long bytesRead() throws Exception {
        return Long.parseLong(Files.readAllLines(READ).get(0).replace("rchar: ", ""));
    }
}
