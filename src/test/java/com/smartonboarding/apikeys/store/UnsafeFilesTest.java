package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that another user could read, change or have planted are refused and left unchanged. */
class UnsafeFilesTest {
    private static final long ME = ProcessIds.read().effective();
    private static final int STRANGER = 12345;
    private static final Pattern MEND = Pattern.compile("Run: (chmod [^ ]+ \\S+)");

    private final Cli cli;

    UnsafeFilesTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw--w----", "rw------x", "rw----r--", "rw-rw-rw-"})
    void openDatabaseIsRefusedAndMendedByTheCommandInTheMessage(String mode) throws Exception {
        chmod(cli.database(), mode);

        assertRefusedAndMended(cli.database());
    }

    /** In a user namespace without root, root's files look like this, and no chown can help. */
    @Test
    void folderOfAnUnmappedOwnerIsNotAdvisedToBeGivenAway() throws Exception {
        Path folder = cli.database().resolveSibling("");
        giveAway(folder);
        Files.setAttribute(folder, "unix:uid", 65534);

        assertRefused(folder, "owner uid 65534", "user namespace");
        assertThat(cli.run("list").err()).doesNotContain("chown");
    }

    @Test
    void readableKeyFileIsRefusedAndMendedByTheCommandInTheMessage() throws Exception {
        chmod(cli.keyFile(), "rw-r--r--");

        assertRefusedAndMended(cli.keyFile());
    }

    @Test
    void readableConfigurationIsRefusedAndMendedByTheCommandInTheMessage() throws Exception {
        Path configuration = Files.writeString(cli.home().resolve(".config/apikeys/apikeys.properties"), "");
        chmod(configuration, "rw-r--r--");

        assertRefusedAndMended(configuration);
    }

    @Test
    void readableReserveIsRefused() throws Exception {
        Path reserve = beside(".reserve");
        chmod(reserve, "rw-r--r--");

        assertRefused(reserve, "mode 0644", "mv -n");
    }

    @Test
    void writableFolderIsRefusedAndMendedByTheCommandInTheMessage() throws Exception {
        Path folder = cli.database().resolveSibling("");
        chmod(folder, "rwxrwxrwx");

        assertRefusedAndMended(folder);
    }

    @Test
    void writableAncestorIsRefusedAndMendedByTheCommandInTheMessage() throws Exception {
        chmod(cli.home(), "rwxrwx---");

        assertRefusedAndMended(cli.home());
    }

    @Test
    void linkInPlaceOfTheDatabaseIsRefused() throws Exception {
        Path real = Files.move(cli.database(), cli.home().resolve("real.db"));
        Files.createSymbolicLink(cli.database(), real);

        assertRefused(cli.database(), "is a link", "readlink -f");
    }

    @Test
    void linkInPlaceOfTheKeyFileIsRefused() throws Exception {
        Path real = Files.move(cli.keyFile(), cli.home().resolve("real.key"));
        Files.createSymbolicLink(cli.keyFile(), real);

        assertRefused(cli.keyFile(), "is a link", "readlink -f");
    }

    @Test
    void secondNameOfTheDatabaseIsRefused() throws Exception {
        Path other = Files.createLink(cli.home().resolve("other.db"), cli.database());

        assertRefused(cli.database(), "2 hard links", " -xdev -samefile");

        Files.delete(other);
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void databaseOfAnotherUserIsRefused() throws Exception {
        giveAway(cli.database());

        assertRefused(cli.database(), "owner uid " + STRANGER, "chown " + ME);
    }

    @Test
    void keyFileOfAnotherUserIsRefused() throws Exception {
        giveAway(cli.keyFile());

        assertRefused(cli.keyFile(), "owner uid " + STRANGER, "chown " + ME);
    }

    @Test
    void folderOfAnotherUserIsRefused() throws Exception {
        giveAway(cli.database().resolveSibling(""));

        assertRefused(cli.database().resolveSibling(""), "owner uid " + STRANGER, "chown " + ME);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-journal", "-wal", "-shm"})
    void plantedSidecarThatOthersCouldWriteIsRefused(String suffix) throws Exception {
        Path plant = Files.writeString(beside(suffix), "planted");
        chmod(plant, "rw-r--r--");

        assertRefused(plant, "mode 0644", "mv -n " + plant);
        assertThat(plant).hasContent("planted");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-journal", "-wal", "-shm"})
    void plantedSidecarOfAnotherUserIsRefused(String suffix) throws Exception {
        Path plant = Files.writeString(beside(suffix), "planted");
        chmod(plant, "rw-------");
        giveAway(plant);

        assertRefused(plant, "owner uid " + STRANGER, "mv -n " + plant);
        assertThat(plant).hasContent("planted");
    }

    /**
     * Our databases have a rollback journal. Beside a write-ahead log, a reader could not read, and a writer would
     * delete the log.
     */
    @ParameterizedTest
    @CsvSource({"-wal, planted", "-wal, ''", "-shm, planted", "-shm, ''"})
    void privateFileInPlaceOfALogIsRefusedUntilItIsMovedAway(String suffix, String content) throws Exception {
        String code = cli.run("show", "demo", "-q").exits(ExitCode.OK).out();
        Path plant = Files.writeString(beside(suffix), content);
        chmod(plant, "rw-------");

        String message = assertRefused(plant, "rollback journal", "ls -ldn " + plant, "mv -n " + plant);
        cli.inPipe(code).run("verify").exits(ExitCode.UNSAFE_FILES);
        assertThat(cli.complete("all", "")).isEmpty();

        assertThat(plant).hasContent(content);
        shell(message.substring(message.indexOf("mv -n ")));
        cli.run("list").exits(ExitCode.OK);
        assertThat(cli.complete("all", "")).startsWith("demo\t");
    }

    @Test
    void nothingIsMadeWhereALogLies() throws Exception {
        Path plant = Files.writeString(cli.home().resolve("other.db-wal"), "planted");
        chmod(plant, "rw-------");

        Cli.Result result = cli.run(
                        "init", "--database", cli.home() + "/other.db", "--key-file", cli.home() + "/other.key")
                .exits(ExitCode.UNSAFE_FILES);

        assertThat(result.err()).contains("mv -n " + plant);
        assertThat(cli.home().resolve("other.db")).doesNotExist();
        assertThat(cli.home().resolve("other.key")).doesNotExist();
        assertThat(plant).hasContent("planted");
    }

    @Test
    void plantedLinkInPlaceOfAJournalIsRefused() throws Exception {
        Path target = Files.writeString(cli.home().resolve("target"), "precious");
        Files.createSymbolicLink(beside("-journal"), target);

        assertRefused(beside("-journal"), "is a link", "mv -n");
        assertThat(target).hasContent("precious");
    }

    @Test
    void namedPipeInPlaceOfAFileIsRefusedAndNotWaitedFor() throws Exception {
        for (Path file : new Path[] {cli.keyFile(), cli.database()}) {
            Files.delete(file);
            shell("mkfifo -m 600 " + file);

            assertRefused(file, "is a named pipe", "ls -ldn");
        }
    }

    @Test
    void folderInPlaceOfTheDatabaseIsRefused() throws Exception {
        Files.delete(cli.database());
        Files.createDirectory(cli.database());

        assertRefused(cli.database(), "is a folder", "ls -ldn");
    }

    @Test
    void folderInPlaceOfTheKeyFileIsRefused() throws Exception {
        Files.delete(cli.keyFile());
        Files.createDirectory(cli.keyFile());

        assertRefused(cli.keyFile(), "is a folder", "ls -ldn");
    }

    private void assertRefusedAndMended(Path path) throws Exception {
        String mode = Integer.toOctalString((int) Files.getAttribute(path, "unix:mode") & 0777);
        String message = assertRefused(path, "owner uid " + ME, "mode 0" + mode);
        Matcher mend = MEND.matcher(message);
        assertThat(mend.find()).as(message).isTrue();

        shell(mend.group(1));

        cli.run("list").exits(ExitCode.OK);
    }

    private String assertRefused(Path path, String... facts) throws IOException {
        byte[] before = content(cli.database());
        String message = "";
        for (String[] args : new String[][] {
            {"list"}, {"show", "demo"}, {"revoke", "demo", "-y"}, {"generate", "--label", "other"}, {"init"}
        }) {
            Cli.Result result = cli.run(args).exits(ExitCode.UNSAFE_FILES);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains(path.toString()).contains(facts);
            assertThat(content(cli.database())).isEqualTo(before);
            message = result.err();
        }
        return message;
    }

    private static byte[] content(Path file) throws IOException {
        return Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
    }

    private Path beside(String suffix) {
        return Path.of(cli.database() + suffix);
    }

    private static void chmod(Path path, String mode) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private static void giveAway(Path path) throws IOException {
        if (ME != 0) {
            System.err.println("SKIPPED: only root can make files of another owner");
            Assumptions.abort("only root can make files of another owner");
        }
        Files.setAttribute(path, "unix:uid", STRANGER, LinkOption.NOFOLLOW_LINKS);
    }

    private static void shell(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("/bin/sh", "-c", command).inheritIO().start();
        assertThat(process.waitFor()).as(command).isZero();
    }
}
