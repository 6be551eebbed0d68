package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** After a power cut while the first page was written, the journal beside the database repairs it. */
class TornBeginningTest {
    private static final int SECTOR = 512;

    private final Cli cli;

    TornBeginningTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
    }

    @Test
    void journalWithOurFirstPageMakesItWhole() throws IOException {
        new RawDatabase(cli.database()).killedIn("CREATE TABLE filler (x)", "INSERT INTO filler VALUES (1)");
        writeRubbish();

        assertThat(cli.run("list", "--columns", "label", "--no-header")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo("ci");
        assertThat(journal()).doesNotExist();
    }

    @Test
    void firstRunBeginsAgain() throws IOException {
        Files.delete(cli.database());
        Files.delete(Path.of(cli.database() + ".reserve")); // its existence shows that there was a database
        new RawDatabase(cli.database()).killedIn("PRAGMA application_id = 1", "CREATE TABLE filler (x)");
        writeRubbish();

        cli.run("list").exits(ExitCode.NOT_INITIALIZED);
        cli.run("init").exits(ExitCode.OK);
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void databaseThatAnotherProgramBeganIsLeftAlone() throws IOException {
        Files.delete(cli.database());
        new RawDatabase(cli.database()).killedIn("PRAGMA application_id = 1", "CREATE TABLE filler (x)");
        byte[] before = Files.readAllBytes(cli.database());

        cli.run("list").exits(ExitCode.INTEGRITY);
        assertThat(cli.database()).hasBinaryContent(before);
        assertThat(journal()).exists();
    }

    @Test
    void journalThatSaysNothingOfTheFirstPageIsNoReasonToTouchTheFile() throws IOException {
        new RawDatabase(cli.database()).killedIn("CREATE TABLE filler (x)");
        byte[] hot = Files.readAllBytes(journal());
        writeRubbish();
        byte[] before = Files.readAllBytes(cli.database());

        for (byte[] journal : new byte[][] {
            new byte[0],
            new byte[SECTOR],
            Arrays.copyOf(hot, SECTOR),
            rubbish(hot.length),
            Arrays.copyOf(hot, SECTOR + Integer.BYTES + 1),
        }) {
            Files.write(journal(), journal);
            cli.run("list").exits(ExitCode.INTEGRITY);
            assertThat(cli.database()).hasBinaryContent(before);
        }
    }

    private Path journal() {
        return Path.of(cli.database() + "-journal");
    }

    private void writeRubbish() throws IOException {
        byte[] file = Files.readAllBytes(cli.database());
        System.arraycopy(rubbish(SECTOR), 0, file, 0, SECTOR);
        Files.write(cli.database(), file);
    }

    private static byte[] rubbish(int length) {
        byte[] bytes = new byte[length];
        new Random(20_261_126).nextBytes(bytes);
        return bytes;
    }
}
