package com.smartonboarding.apikeys.cli.command.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.FreshHome;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A change of the key makes all MACs again, but {@code restore} still knows which events are the same. */
@ExtendWith(FreshHome.class)
class RestoreAfterRekeyTest {
    private final Cli cli;
    private final String firstKey;

    RestoreAfterRekeyTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        firstKey = KeyFile.read(cli.keyFile()).newest().id();
    }

    private Path backup(String name) {
        Path backup = cli.home().resolve(name);
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        return backup;
    }

    private String head() {
        return cli.run("audit", "head").exits(ExitCode.OK).out();
    }

    private void rekey() {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
    }

    private void loseMachine() throws IOException {
        Files.delete(cli.database());
        Files.deleteIfExists(cli.anchor());
    }

    private Cli.Result restore(Path backup, String lines, String... options) throws IOException {
        List<String> words = new ArrayList<>(List.of("restore", backup.toString()));
        if (!lines.isEmpty()) {
            words.add("--anchor");
            words.add(Files.writeString(cli.home().resolve("anchors"), lines).toString());
        }
        words.addAll(List.of(options));
        return cli.run(words.toArray(String[]::new));
    }

    @Test
    void eventsFromBeforeARekeyAreNotLost() throws IOException {
        Path before = backup("before");
        cli.at(Cli.START.plus(Duration.ofHours(1)));
        rekey();
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);

        // The backup, the new key, the change of the key, and the revocation.
        assertThat(restore(before, "").exits(ExitCode.CONFLICT).err())
                .contains(
                        "lacks 4 events of the present database since 2026-11-23T09:00:00Z.",
                        "1 token that does not work now would work again: ci (");
        assertThat(restore(before, "", "--rollback", "-y").exits(ExitCode.OK).err())
                .contains("lacks 4 events");
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
    }

    @Test
    void aBackupFromAfterARekeyHasTheEventsFromBeforeIt() throws IOException {
        byte[] old = Files.readAllBytes(cli.database());
        rekey();
        Path after = backup("after");
        Files.write(cli.database(), old);
        Files.delete(cli.anchor());

        restore(after, "").exits(ExitCode.OK);

        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
    }

    /** A person with the old key can make a database with all events, and with any tokens. */
    @Test
    void aBackupUnderTheOldKeyThatHasTheRekeyIsForged() throws IOException {
        Path forged = cli.home().resolve("forged");
        Files.copy(cli.database(), forged);
        rekey();
        KeyFile keys = KeyFile.read(cli.keyFile());
        List<AuditEvent> later = new ArrayList<>();
        new Database(cli.database(), keys, Duration.ofSeconds(5)).read(transaction -> {
            transaction.audit().forEachAfter(2, later::add);
            return true;
        });
        new Database(forged, keys.withoutPlace(), Duration.ofSeconds(5)).write(transaction -> {
            transaction.audit().appendAll(later);
            return true;
        });

        assertThat(restore(forged, "", "--rollback", "-y")
                        .exits(ExitCode.INTEGRITY)
                        .err())
                .contains(forged + " was not written by apikeys", "made with the older key", "Nothing was changed.");
    }

    @Test
    void anchorsFromBeforeARekeyAreComparedWhileTheKeyExists() throws IOException {
        String early = head();
        rekey();
        Path after = backup("after");
        loseMachine();

        assertThat(restore(after, early.replaceFirst("[0-9a-f]{64}", "0".repeat(64)))
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("lacks event 2 of 2026-11-23T09:00:00Z, which an anchor kept elsewhere shows.");
        restore(after, early).exits(ExitCode.OK);
    }

    @Test
    void anAnchorWhoseKeyWasDroppedIsComparedIfARekeyOrANewerAnchorProvesIt() throws IOException {
        String early = head();
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        String last = head();
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
        cli.run("key", "drop", firstKey, "-y").exits(ExitCode.OK);
        String now = head();
        Path after = backup("after");

        for (String lines : List.of(last, early + last, now + early)) {
            loseMachine();
            restore(after, lines).exits(ExitCode.OK);
        }
        loseMachine();
        assertThat(restore(after, early).exits(ExitCode.CONFLICT).err())
                .contains("may lack event 2 of 2026-11-23T09:00:00Z, which an anchor kept elsewhere shows. It cannot be"
                        + " checked, because the key of that anchor, " + firstKey + ", was dropped.")
                .contains("It is not known which tokens would work again.");
        assertThat(restore(after, early, "--rollback", "-y", "-o", "json")
                        .exits(ExitCode.OK)
                        .out())
                .contains("\"events_given_up\": 0", "\"doubtful_event\": 2");
        assertThat(cli.run("audit", "list", "--action", "restore").out())
                .contains(", perhaps instead of event 2 of 2026-11-23T09:00:00Z");
    }
}
