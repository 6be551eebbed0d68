package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each thing that can be wrong with a file or a folder is found, and the printed command mends it. */
class DoctorFilesTest {
    private static final int STRANGER = 12345;

    private final Cli cli;
    private final Patient patient;

    DoctorFilesTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli);
    }

    private interface Deed {
        void on(Cli cli) throws Exception;
    }

    @SuppressWarnings("ImmutableEnumChecker") // a deed has no state
    private enum Breakage {
        OPEN_DATABASE("database-file", "is open to group or others", cli -> chmod(cli.database(), "rw-r-----")),
        OPEN_KEY_FILE("key-file", "is open to group or others", cli -> chmod(cli.keyFile(), "rw-r--r--")),
        OPEN_ANCHOR("anchor-file", "is open to group or others", cli -> chmod(cli.anchor(), "rw-rw-rw-")),
        OPEN_CONFIGURATION("settings", "is open to group or others", cli -> chmod(configuration(cli), "rw-r--r--")),
        OPEN_FOLDER(
                "database-file",
                "can be written by group or others",
                cli -> chmod(folder(cli.database()), "rwxrwxrwx")),
        OPEN_FOLDER_OF_KEYS(
                "settings", "can be written by group or others", cli -> chmod(folder(cli.keyFile()), "rwxrwx---")),
        OPEN_FOLDER_ABOVE(
                "database-file",
                "can be written by group or others",
                cli -> chmod(cli.home().resolve(".local"), "rwxrwxr-x")),
        LINK_TO_DATABASE("database-file", "is a link", cli -> link(cli.database())),
        LINK_TO_KEY_FILE("key-file", "is a link", cli -> link(cli.keyFile())),
        SECOND_NAME(
                "database-file",
                "has 2 hard links",
                cli -> Files.createLink(Path.of(cli.database() + ".other"), cli.database())),
        SECOND_NAME_OF_KEYS(
                "key-file",
                "has 2 hard links",
                cli -> Files.createLink(cli.home().resolve("other"), cli.keyFile())),
        PLANTED_JOURNAL(
                "database-file",
                "may have been planted",
                cli -> Files.createSymbolicLink(Path.of(cli.database() + "-journal"), cli.home())),
        PLANTED_LOG(
                "schema",
                "lies beside the database and was not made by apikeys",
                cli -> chmod(Files.writeString(Path.of(cli.database() + "-wal"), "log"), "rw-------"));

        private final String check;
        private final String fact;
        private final Deed deed;

        Breakage(String check, String fact, Deed deed) {
            this.check = check;
            this.fact = fact;
            this.deed = deed;
        }
    }

    @ParameterizedTest
    @EnumSource
    @Treats({"settings", "database-file", "key-file", "anchor-file", "schema"})
    void whatIsWrongIsFoundAndThePrintedCommandMendsIt(Breakage breakage) throws Exception {
        patient.healthy();
        breakage.deed.on(cli);

        patient.has(breakage.check, "error", breakage.fact).isTreated().hasNothing();
    }

    @ParameterizedTest
    @EnumSource(names = "OPEN_.*", mode = EnumSource.Mode.MATCH_ALL)
    void modesAreMendedByFix(Breakage breakage) throws Exception {
        patient.healthy();
        breakage.deed.on(cli);

        String said = cli.run("doctor", "--fix").exits(ExitCode.OK).out();

        assertThat(said).contains("mended: " + breakage.check, "Changed the mode of");
        patient.hasNothing();
    }

    @Test
    @Treats({"database-file", "settings"})
    void databaseOfAnotherUserIsFoundAndChownMendsIt() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("only root can give a file away");
        }
        patient.healthy();
        Files.setAttribute(cli.database(), "unix:uid", STRANGER);
        patient.has("database-file", "error", "does not belong to uid 0")
                .isTreated()
                .hasNothing();

        Files.setAttribute(folder(cli.keyFile()), "unix:uid", STRANGER);
        patient.has("settings", "error", "belongs neither to root nor to uid 0")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("database-file")
    void missingDatabaseIsFoundAndInitMakesIt() throws Exception {
        patient.has("database-file", "error", "There is no token database")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("database-file")
    void goneDatabaseIsNotTakenForOneThatWasNeverMade() throws Exception {
        patient.healthy();
        Files.delete(cli.database());
        Files.delete(cli.keyFile());
        Files.delete(cli.anchor());

        patient.has("database-file", "error", "its reserve file is still there")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("database-file")
    void databaseThatOnlyItsAnchorRemembersIsSaidToBeGone() throws Exception {
        patient.healthy();
        Files.delete(cli.database());
        Files.delete(Path.of(cli.database() + ".reserve"));

        patient.has("database-file", "error", "is gone: the anchor file beside the key file still knows it")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("key-file")
    void missingKeyFileIsFoundAndItsCopyIsPutBack() throws Exception {
        patient.healthy();
        Path copy = Files.move(cli.keyFile(), cli.home().resolve("copy"));

        patient.has("key-file", "error", "There is no key file")
                .isTreated("COPY", copy.toString())
                .hasNothing();
    }

    @Test
    @Treats("key-file")
    void damagedKeyFileIsFoundAndItsCopyIsPutBack() throws Exception {
        patient.healthy();
        Path copy = Files.copy(cli.keyFile(), cli.home().resolve("copy"));
        Files.writeString(cli.keyFile(), Files.readString(cli.keyFile()).replace("key ", "kex "));

        patient.has("key-file", "error", "is damaged")
                .isTreated("COPY", copy.toString())
                .hasNothing();
    }

    private static void chmod(Path path, String mode) throws Exception {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static Path folder(Path file) {
        return file.resolveSibling("");
    }

    private static Path configuration(Cli cli) throws Exception {
        return Files.writeString(cli.home().resolve(".config/apikeys/apikeys.properties"), "");
    }

    private static void link(Path file) throws Exception {
        Files.createSymbolicLink(file, Files.move(file, Path.of(file + ".real")));
    }
}
