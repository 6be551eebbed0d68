package com.smartonboarding.apikeys.cli.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A large database is checked and listed from a copy, with the same answers as in place. */
class LargeDatabaseTest {
    private static final int TOKENS = 22_000;

    private final Cli cli;
    private final Path draft;
    private volatile boolean copied;

    LargeDatabaseTest(Cli cli) throws IOException {
        this.cli = cli;
        ManyTokens.fill(cli, TOKENS);
        draft = cli.database().resolveSibling(".apikeys.db.check.part");
        assertThat(Files.size(cli.database())).isGreaterThan(8L << 20);
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(cli.database().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void copyIsCheckedAndNothingOfItStays() throws Exception {
        List<String> before = files();
        Thread watcher = new Thread(() -> waitForTheCopy(draft));
        watcher.start();

        assertThat(cli.run("audit", "verify").exits(ExitCode.OK).out())
                .startsWith("Intact: ")
                .contains(" " + TOKENS + " tokens");
        watcher.interrupt();
        watcher.join();
        assertThat(copied).isTrue();
        assertThat(files()).isEqualTo(before);
    }

    private void waitForTheCopy(Path copy) {
        try {
            while (!copied) {
                Thread.sleep(1);
                copied = Files.exists(copy, LinkOption.NOFOLLOW_LINKS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void damageIsReportedOfTheDatabaseAndNotOfTheCopy() throws IOException {
        List<String> before = files();
        new RawDatabase(cli.database()).execute("UPDATE token SET label = 'x' WHERE label = 'label 7'");

        assertThat(cli.run("audit", "verify").exits(ExitCode.INTEGRITY).err())
                .contains("was changed by something other than apikeys")
                .doesNotContain(".check");
        assertThat(files()).isEqualTo(before);
    }

    /** Leaves free pages in the file, so that it is large for a list, too. */
    private void grow() throws IOException {
        RawDatabase database = new RawDatabase(cli.database());
        database.execute("CREATE TABLE filler (content BLOB)");
        database.execute("INSERT INTO filler VALUES (zeroblob(25000000))");
        database.execute("DROP TABLE filler");
        assertThat(Files.size(cli.database())).isGreaterThan(32L << 20);
    }

    @Test
    void listReadsACopyAndNothingOfItStays() throws Exception {
        grow();
        List<String> before = files();
        long own = ProcessHandle.current().pid();
        Path copy = cli.database().resolveSibling(".apikeys.db.list-" + own + ".part");
        Thread watcher = new Thread(() -> waitForTheCopy(copy));
        watcher.start();

        assertThat(cli.run("list", "label 7").exits(ExitCode.OK).out()).hasLineCount(1);
        watcher.interrupt();
        watcher.join();
        assertThat(copied).isTrue();
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void listTellsDamageOfTheDatabaseAndPrintsNothing() throws IOException {
        grow();
        List<String> before = files();
        new RawDatabase(cli.database()).execute("UPDATE token SET label = 'x' WHERE label = 'label 7'");

        Cli.Result result = cli.run("list").exits(ExitCode.INTEGRITY);
        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("was changed by something other than apikeys")
                .doesNotContain(".list-");
        assertThat(files()).isEqualTo(before);
    }

    @Test
    void withoutAPlaceForACopyTheDatabaseIsCheckedInPlace() throws IOException {
        Files.createDirectory(draft);

        assertThat(cli.run("audit", "verify").exits(ExitCode.OK).out()).contains(" " + TOKENS + " tokens");
        assertThat(draft).isDirectory();
    }
}
