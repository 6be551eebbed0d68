package com.smartonboarding.apikeys.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code serve} under load while everything around it goes wrong: an answer may be lacking, but never wrong, and no
 * access is lost.
 */
class ServeTroubleIT {
    /** How long all troubles are repeated; {@code -Dapikeys.minutes=10} also keeps the lock for longer. */
    private static final int MINUTES = Integer.getInteger("apikeys.minutes", 0);

    private static final Duration LOCK = Duration.ofSeconds(MINUTES == 0 ? 4 : 40);
    private static final int CLIENTS = 8;
    private static final int ENOUGH = 200;
    /** The tool does not record an access within a minute of the one on record. */
    private static final long RECORDED_WITHIN = Duration.ofSeconds(61).toMillis();

    @TempDir
    Path kept;

    private final Home home;
    private final Cli cli;
    private final List<AskedToken> tokens = Collections.synchronizedList(new ArrayList<>());
    private boolean mounted;

    ServeTroubleIT(Home home) {
        this.home = home;
        cli = home.cli();
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(Run.of("umount", home.folder().toString()).end().err()).isEmpty();
        }
    }

    private Cli.Result apikeys(String... arguments) {
        return cli.at(Instant.now()).run(arguments).exits(ExitCode.OK);
    }

    private AskedToken token(String label) {
        AskedToken token = new AskedToken(apikeys("generate", "--label", label).line());
        tokens.add(token);
        return token;
    }

    private AskedToken any() {
        return tokens.get(ThreadLocalRandom.current().nextInt(tokens.size()));
    }

    private void prepare() {
        for (int i = 0; i < 30; i++) {
            token("valid " + i);
        }
        AskedToken revoked = token("revoked");
        revoked.revokedBy(() -> apikeys("revoke", "revoked", "-y"));
    }

    @Test
    void lockRestoreAndRestartBringNoWrongAnswerAndLoseNoAccess() throws Exception {
        prepare();
        try (ServeProcess server = ServeProcess.activated(home, "--wait", "1s");
                Load load = Load.on(server.socket(), CLIENTS, this::any)) {
            load.await(204, ENOUGH);
            lock(load);
            restore(load);
            server.restart();
            load.await(204, ENOUGH);
            endAndCheckAccesses(server, load);
        }
    }

    @Test
    void fullDiskBringsNoWrongAnswerAndLosesNoAccess() throws Exception {
        mount();
        prepare();
        try (ServeProcess server = ServeProcess.activated(home, "--wait", "1s");
                Load load = Load.on(server.socket(), CLIENTS, this::any)) {
            load.await(204, ENOUGH);
            fillDisk(load);
            endAndCheckAccesses(server, load);
        }
    }

    @Test
    void manyTroublesOneAfterTheOther() throws Exception {
        if (MINUTES == 0) {
            Skip.aloud("ten minutes of load are only tried with -Dapikeys.minutes=10");
        }
        mount();
        prepare();
        Instant end = Instant.now().plus(Duration.ofMinutes(MINUTES));
        try (ServeProcess server = ServeProcess.activated(home, "--wait", "1s");
                Load load = Load.on(server.socket(), CLIENTS, this::any)) {
            load.await(204, ENOUGH);
            lock(load);
            while (Instant.now().isBefore(end)) {
                restore(load);
                fillDisk(load);
                server.restart();
                load.await(204, 20 * ENOUGH);
            }
            endAndCheckAccesses(server, load);
        }
    }

    private void mount() throws Exception {
        if (ProcessIds.read().effective() != 0
                || Run.of(
                                        "mount",
                                        "-t",
                                        "tmpfs",
                                        "-o",
                                        "mode=700,size=16m",
                                        "none",
                                        home.folder().toString())
                                .end()
                                .code()
                        != 0) {
            Skip.aloud("only root, and not in every container, can mount a small disk to fill");
        }
        mounted = true;
    }

    /** Takes the lock of a writer who commits for a long time, in this process. */
    private void lock(Load load) throws Exception {
        int before = load.count(503);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            Thread.sleep(LOCK.toMillis());
            statement.execute("ROLLBACK");
        }
        assertThat(load.count(503) - before)
                .as("answers to clients that wait for a second each")
                .isGreaterThan((int) (CLIENTS * LOCK.toSeconds() / 2));
        load.await(204, ENOUGH);
    }

    /** Puts back the database as it is, with the accesses of some seconds before, of which the first had none. */
    private void restore(Load load) throws Exception {
        Path backup = kept.resolve("backup");
        Files.setPosixFilePermissions(kept, PosixFilePermissions.fromString("rwx------"));
        apikeys("backup", backup.toString());
        load.await(204, ENOUGH);
        apikeys("restore", backup.toString(), "--rollback", "-y");
        Thread.sleep(2000); // answers to requests of before have come
        tokens.forEach(AskedToken::forgetWhenItWasLetIn);
        load.await(204, ENOUGH);
        Files.delete(backup);
        for (Path former : formerDatabases()) {
            Files.delete(former);
        }
    }

    private List<Path> formerDatabases() throws IOException {
        try (var files = Files.list(cli.database().getParent())) {
            return files.filter(file -> file.toString().contains(".before-restore-"))
                    .toList();
        }
    }

    /** Fills the disk, lets a token in for the first time, and revokes another one meanwhile. */
    private void fillDisk(Load load) throws Exception {
        int number = tokens.size();
        AskedToken lost = token("lost " + number);
        load.await(204, ENOUGH);
        AskedToken first =
                new AskedToken(apikeys("generate", "--label", "first " + number).line());
        Path filler = home.folder().resolve("filler");
        try (OutputStream out = Files.newOutputStream(filler)) {
            byte[] block = new byte[4096];
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("No space left");
        }
        tokens.add(first);
        load.await(204, ENOUGH * 3);
        lost.revokedBy(() -> apikeys("revoke", "lost " + number, "-y"));
        load.await(204, ENOUGH * 3);
        Files.delete(filler);
        load.await(204, ENOUGH);
        assertThat(lost.rejectedAfter).as("presented after it was revoked").hasPositiveValue();
    }

    private void endAndCheckAccesses(ServeProcess server, Load load) throws Exception {
        AskedToken last = token("let in only at the end");
        for (int i = 0; last.lastLetIn() < 0; i++) {
            assertThat(i).as("tries to present the last token").isLessThan(1000);
            load.await(204, CLIENTS);
        }
        load.end();
        String log = server.end();

        Map<String, JsonObject> shown = new HashMap<>();
        apikeys("list", "-o", "jsonl").out().lines().forEach(line -> {
            JsonObject token = JsonParser.parseString(line).getAsJsonObject();
            shown.put(token.get("id").getAsString(), token);
        });
        assertThat(tokens).allSatisfy(token -> {
            JsonObject row = Objects.requireNonNull(shown.get(token.id()));
            if (token.lastLetIn() > 0) {
                assertThat(row.get("last_accessed").isJsonNull())
                        .as("%s%n%s", row, log)
                        .isFalse();
                assertThat(Instant.parse(row.get("last_accessed").getAsString()).toEpochMilli())
                        .as("%s%n%s", row, log)
                        .isGreaterThan(token.lastLetIn() - RECORDED_WITHIN);
            }
            assertThat(log).doesNotContain(token.code.substring(17, 40));
        });
        assertThat(load.counts().keySet()).isSubsetOf(Set.of(204, 401, 503, Asker.CLOSED));
        System.err.printf("Troubles under load: %s, longest %s%n", load.counts(), load.longest());
    }
}
