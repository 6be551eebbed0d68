package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Tokens can be revoked even when all space is used up. Other changes are refused, and the message says what is
 * lacking.
 */
class FullDiskTest {
    private static final int TOKENS = 2_000;

    private final Cli cli;
    private final Path disk;
    private boolean mounted;

    FullDiskTest(Cli cli) {
        this.cli = cli;
        disk = cli.home();
    }

    private void mount(String options) throws Exception {
        if (ProcessIds.read().effective() != 0
                || shell("mount -t tmpfs -o mode=700," + options + " none " + disk) != 0) {
            Skip.aloud("only root, and not in every container, can mount a small disk to fill");
        }
        mounted = true;
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            shell("umount " + disk);
        }
    }

    private static int shell(String command) throws Exception {
        return new ProcessBuilder("sh", "-c", command).start().waitFor();
    }

    private void fill() throws IOException {
        try (OutputStream out = Files.newOutputStream(disk.resolve("filler"))) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
    }

    private Path reserve() {
        return Path.of(cli.database() + ".reserve");
    }

    @Test
    void hundredsAreRevokedInSteps() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        cli.run("revoke", "label 0", "-y").exits(ExitCode.OK);
        fill();
        List<String> command = new ArrayList<>(List.of("revoke", "-y", "--expect", "300"));
        for (int i = 1; i <= 300; i++) {
            command.add("label " + i * 6);
        }

        Cli.Result result = cli.run(command.toArray(String[]::new)).exits(ExitCode.OK);

        assertThat(result.err())
                .containsPattern("The disk is full, so the tokens were revoked in \\d+ steps\\. Each step is final\\.");
        assertThat(cli.run("list", "--status", "revoked", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(301);
    }

    @Test
    void everyTokenIsRevokedThoughTheTrailGrows() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        cli.run("relabel", "label 0", "first").exits(ExitCode.OK);
        assertThat(Files.size(reserve())).isGreaterThan(256 * 1024);
        fill();

        cli.run("revoke", "--label-glob", "*", "-y", "--expect", Integer.toString(TOKENS))
                .exits(ExitCode.OK);

        assertThat(cli.run("list", "--status", "active", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out())
                .isEmpty();
    }

    @Test
    void codesThatNobodyGotAreRevokedInStepsToo() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        Path labels = disk.resolve("labels");
        Files.write(labels, IntStream.range(0, 300).mapToObj(i -> "new " + i).toList());
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                fill();
                throw new IOException("Connection reset by peer");
            }
        };

        Cli.Result result =
                cli.run(closed, "generate", "--label-file", labels.toString()).exits(ExitCode.UNDELIVERED);

        assertThat(result.err()).contains("so all of them were revoked", "(Connection reset by peer)");
        assertThat(cli.run("list", "--status", "revoked", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(300);
    }

    @Test
    void anotherNumberThanTheExpectedRevokesNothing() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        fill();

        cli.run("revoke", "--label-glob", "label 1*", "-y", "--expect", "3").exits(ExitCode.CONFLICT);

        assertThat(cli.run("list", "--status", "revoked", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out())
                .isEmpty();
    }

    @Test
    void tokensAreRevokedWhereInodesAreUsedUpAndOthersAreToldSo() throws Exception {
        mount("size=16m,nr_inodes=40");
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("generate", "--label", "other").exits(ExitCode.OK);
        for (int i = 0; shell(": > " + disk + "/file" + i) == 0; i++) {
            assertThat(i).isLessThan(40);
        }

        assertThat(cli.run("relabel", "other", "another")
                        .exits(ExitCode.STORAGE)
                        .err())
                .contains("inodes are used up");
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        assertThat(cli.run("list", "--status", "revoked", "--columns", "label").line())
                .isEqualTo("demo");
    }

    @Test
    void aDenialNeverGetsTheReserveAndAnAdministratorRevokesAllTheSame() throws Exception {
        mount("size=1m");
        long me = ProcessIds.read().effective();
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("admins", "add", "12345").exits(ExitCode.OK);
        cli.run("admins", "remove", Long.toString(me)).exits(ExitCode.OK);
        fill();
        boolean recorded = true;
        for (int minute = 0; recorded; minute++) {
            assertThat(minute).isLessThan(100);
            cli.at(Cli.START.plus(Duration.ofMinutes(minute)));
            recorded =
                    cli.run("revoke", "demo", "-y").exits(ExitCode.DENIED).err().contains("the attempt was recorded;");
        }
        assertThat(reserve()).exists();

        Files.delete(disk.resolve("filler"));
        cli.run("admins", "add", "--recover", Long.toString(me)).exits(ExitCode.OK);
        fill();
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);
    }

    @Test
    void neitherABackupNorARestoreLeavesAnythingOnAFullDisk() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        Path copy = disk.resolve("copy");
        cli.run("backup", copy.toString()).exits(ExitCode.OK);
        cli.run("relabel", "label 0", "first").exits(ExitCode.OK);
        fill();
        List<Path> before = files();
        byte[] database = Files.readAllBytes(cli.database());

        cli.run("backup", disk.resolve("another").toString()).exits(ExitCode.STORAGE);
        assertThat(cli.run("restore", "-y", "--rollback", copy.toString())
                        .exits(ExitCode.STORAGE)
                        .err())
                .contains("Nothing was changed.");

        assertThat(files()).isEqualTo(before);
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(database);
        // Room for the draft, and for the kept copy only in part.
        try (FileChannel filler = FileChannel.open(disk.resolve("filler"), StandardOpenOption.WRITE)) {
            filler.truncate(filler.size() - Files.size(copy) * 3 / 2);
        }
        cli.run("restore", "-y", "--rollback", copy.toString()).exits(ExitCode.STORAGE);
        assertThat(files()).isEqualTo(before);
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(database);

        Files.delete(disk.resolve("filler"));
        cli.run("restore", "-y", "--rollback", copy.toString()).exits(ExitCode.OK);
        cli.run("list", "label 0").exits(ExitCode.OK);
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            return files.sorted().toList();
        }
    }

    @Test
    void tokensAreDisabledOneAtATime() throws Exception {
        mount("size=16m");
        ManyTokens.fill(cli, TOKENS);
        cli.run("relabel", "label 0", "first").exits(ExitCode.OK);
        fill();
        List<String> command = new ArrayList<>(List.of("disable", "-y", "--expect", "100"));
        for (int i = 1; i <= 100; i++) {
            command.add("label " + i * 6);
        }

        cli.run(command.toArray(String[]::new)).exits(ExitCode.OK);

        assertThat(cli.run("list", "--status", "disabled", "-o", "ids")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(100);
    }

    @Test
    void upgradeWithoutRoomForTheCopyChangesNothing() throws Exception {
        mount("size=1m");
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        OlderSchema.rewrite(cli.database(), cli.keyFile(), 3);
        byte[] before = Files.readAllBytes(cli.database());
        fill();

        assertThat(cli.run("list").exits(ExitCode.STORAGE).err()).contains("Could not copy", "No space left");

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        try (Stream<Path> files = Files.list(cli.database().getParent())) {
            assertThat(files).containsExactlyInAnyOrder(cli.database(), reserve());
        }
        Files.delete(disk.resolve("filler"));
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void initAndEveryChangeRestoreTheReserve() throws Exception {
        cli.run("init").exits(ExitCode.OK);
        for (String command : new String[] {"init", "generate --label demo", "relabel demo other", "revoke other -y"}) {
            Files.delete(reserve());
            cli.run(command.split(" ", -1));
            assertThat(Files.size(reserve())).as(command).isEqualTo(256 * 1024);
        }
        Files.delete(reserve());
        cli.run("list").exits(ExitCode.OK);
        assertThat(reserve()).doesNotExist();
    }
}
