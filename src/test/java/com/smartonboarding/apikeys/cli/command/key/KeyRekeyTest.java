package com.smartonboarding.apikeys.cli.command.key;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** After a rekey, the old key is only needed for what cannot be made again; after a drop, it is gone. */
class KeyRekeyTest {
    private static final Clock CLOCK = Clock.fixed(Cli.START, ZoneOffset.UTC);

    private final Cli cli;
    private final RawDatabase database;
    private final String sealed;
    private final String once;
    private final String revoked;
    private final String first;

    KeyRekeyTest(Cli cli) {
        this.cli = cli;
        this.database = new RawDatabase(cli.database());
        this.sealed = generate("sealed");
        this.once = generate("once", "--once");
        this.revoked = generate("revoked");
        cli.run("revoke", "revoked", "-y").exits(ExitCode.OK);
        this.first = newestKey();
    }

    private String generate(String label, String... options) {
        List<String> words = new ArrayList<>(List.of("generate", "--label", label));
        words.addAll(List.of(options));
        return cli.run(words.toArray(String[]::new)).exits(ExitCode.OK).line();
    }

    private List<String> keys() {
        return KeyFile.read(cli.keyFile()).keys().stream().map(MasterKey::id).toList();
    }

    private String newestKey() {
        return keys().get(keys().size() - 1);
    }

    private void assertVerified(String code, ExitCode expected) {
        cli.inPipe(code + "\n").run("verify").exits(expected);
        cli.inPipe("");
    }

    private void rotateAndRekey() {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
    }

    @Test
    void everyCodeStaysValidAndEverythingIsIntact() throws IOException {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        List<String> events = trail();
        String schema = String.join("\n", database.texts("SELECT sql FROM sqlite_schema ORDER BY type, name"));

        Cli.Result result = cli.run("key", "rekey").exits(ExitCode.OK);

        assertThat(result.out()).startsWith(once.substring(4, 16) + "\tonce\t").hasLineCount(1);
        assertThat(result.err()).contains("Made all MACs and 1 code again with the key " + newestKey());
        assertVerified(sealed, ExitCode.OK);
        assertVerified(once, ExitCode.OK);
        assertVerified(revoked, ExitCode.REJECTED_REVOKED);
        assertThat(cli.run("show", "sealed", "-q").line()).isEqualTo(sealed);
        cli.run("list").exits(ExitCode.OK);
        cli.run("audit", "verify").exits(ExitCode.OK);
        cli.run("admins", "list").exits(ExitCode.OK);
        assertThat(trail()).startsWith(events.toArray(String[]::new));
        assertThat(String.join("\n", database.texts("SELECT sql FROM sqlite_schema ORDER BY type, name")))
                .isEqualTo(schema);
        assertThat(database.texts("SELECT key_id FROM installation")).containsExactly(newestKey());
        assertThat(database.texts("SELECT label FROM token WHERE key_id = '" + first + "' ORDER BY label"))
                .containsExactly("once", "revoked");
    }

    /** The events without their MACs. */
    private List<String> trail() {
        return database.texts("SELECT sequence || ' ' || at || ' ' || action || ' ' || coalesce(token_id, '') || ' '"
                + " || coalesce(detail, '') || ' ' || actor_name FROM audit WHERE action <> 'audit verify'"
                + " ORDER BY sequence");
    }

    @Test
    void triggersOfTheTrailAreInForceAgain() {
        rotateAndRekey();

        assertThat(database.texts("SELECT name FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"))
                .containsExactly("audit_refuses_delete", "audit_refuses_update");
    }

    @Test
    void rowThatWasChangedIsRefusedAndNothingIsMadeAgain() throws IOException {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        database.execute("UPDATE token SET label = 'forged' WHERE label = 'once'");
        byte[] before = Files.readAllBytes(cli.database());

        assertThat(cli.run("key", "rekey").exits(ExitCode.INTEGRITY).err()).contains("Nothing was changed.");

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(cli.database().resolveSibling(".apikeys.db.rekey.part")).doesNotExist();
    }

    /** A reader that is in the middle of a long list keeps nobody waiting, and sees what was there when it began. */
    @Test
    void readerThatGoesOnMeanwhileIsNotWaitedFor() throws Exception {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement reader = connection.createStatement()) {
            connection.setAutoCommit(false);
            assertThat(key(reader)).isEqualTo(first);

            cli.run("key", "rekey", "-q", "--wait", "1s").exits(ExitCode.OK);

            assertThat(key(reader)).isEqualTo(first);
        }
        assertThat(database.texts("SELECT key_id FROM installation")).containsExactly(newestKey());
    }

    private static String key(Statement reader) throws SQLException {
        try (ResultSet row = reader.executeQuery("SELECT key_id FROM installation")) {
            return row.getString(1);
        }
    }

    /** As if a process had been stopped between reading the role and taking the lock of a writer. */
    @Test
    void changeThatBeganBeforeIsMadeInTheNewDatabase() {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        Database slow = new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ofSeconds(5));
        AuditActor actor = new AuditActor(0, "slow", 0, "direct", null, null, "0");
        boolean[] begun = {false};

        slow.writeIf(
                transaction -> {
                    if (!begun[0]) {
                        begun[0] = true;
                        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
                    }
                    return true;
                },
                transaction -> {
                    transaction.audit().append(AuditEvent.of(Cli.START, AuditAction.SHOW, false, null, null, actor));
                    return true;
                });

        assertThat(database.texts("SELECT action FROM audit WHERE actor_name = 'slow'"))
                .containsExactly("show");
    }

    @Test
    void onlyTheNewDatabaseIsLeft() throws IOException {
        rotateAndRekey();

        try (Stream<Path> files = Files.list(cli.database().resolveSibling("."))) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .contains("apikeys.db")
                    .noneMatch(name -> name.contains("rekey"));
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.database())))
                .isEqualTo("rw-------");
    }

    @Test
    void secondRekeyHasNothingToDo() {
        rotateAndRekey();
        long events =
                Long.parseLong(database.texts("SELECT count(*) FROM audit").get(0));

        assertThat(cli.run("key", "rekey").exits(ExitCode.OK).err())
                .contains("Everything is made with the newest key " + newestKey() + " already.");
        assertThat(database.texts("SELECT count(*) FROM audit")).containsExactly(Long.toString(events));
    }

    @Test
    void dryRunChangesNothing() throws IOException {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        byte[] before = Files.readAllBytes(cli.database());

        assertThat(cli.run("key", "rekey", "--dry-run").exits(ExitCode.OK).out())
                .contains("once");

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
    }

    @Test
    void verifierThatRunsGoesOnThroughAllSteps() {
        List<Failure> failures = new ArrayList<>();
        try (TokenVerifier running = TokenVerifier.open(cli.database(), cli.keyFile(), CLOCK, failures::add)) {
            for (int i = 0; i < 3; i++) {
                String old = newestKey();
                assertThat(running.verify(sealed).isValid()).isTrue();
                cli.run("key", "rotate", "-q").exits(ExitCode.OK);
                assertThat(running.verify(sealed).isValid()).isTrue();
                cli.run("key", "rekey", "-q").exits(ExitCode.OK);
                assertThat(running.verify(sealed).isValid()).isTrue();
                if (i > 0) {
                    cli.run("key", "drop", old, "-y").exits(ExitCode.OK);
                }
                assertThat(running.verify(sealed).isValid()).isTrue();
                String fresh = generate("fresh " + i);
                assertThat(running.verify(fresh).isValid()).isTrue();
            }
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void keyThatIsNeededIsNotDropped() throws IOException {
        assertThat(cli.run("key", "drop", first, "-y").exits(ExitCode.CONFLICT).err())
                .contains("New codes are made with the key " + first);
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        assertThat(cli.run("key", "drop", first, "-y").exits(ExitCode.CONFLICT).err())
                .contains("The MACs of the database are made with the key " + first);
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
        byte[] before = Files.readAllBytes(cli.keyFile());
        assertThat(cli.run("key", "drop", first, "-y").exits(ExitCode.CONFLICT).err())
                .contains("The codes of 1 token need the key " + first + ": " + once.substring(4, 16));
        cli.run("key", "drop", "nothing1", "-y").exits(ExitCode.NOT_FOUND);
        assertThat(Files.readAllBytes(cli.keyFile())).isEqualTo(before);
    }

    @Test
    void droppedKeyIsGoneAndRevokedCodesAreUnknown() throws IOException {
        rotateAndRekey();
        String successor = cli.run("rotate", "once", "--grace", "0", "-y")
                .exits(ExitCode.OK)
                .line();
        cli.run("key", "drop", first).exits(ExitCode.DECLINED);

        assertThat(cli.run("key", "drop", first, "--yes").exits(ExitCode.OK).err())
                .contains("Dropped the key " + first);

        assertThat(keys()).hasSize(1).doesNotContain(first);
        assertVerified(sealed, ExitCode.OK);
        assertVerified(successor, ExitCode.OK);
        assertVerified(once, ExitCode.REJECTED_UNKNOWN);
        assertVerified(revoked, ExitCode.REJECTED_UNKNOWN);
        cli.run("list").exits(ExitCode.OK);
        cli.run("audit", "verify").exits(ExitCode.OK);
        assertThat(Files.readString(cli.keyFile())).doesNotContain(first);
    }

    /** The row of a forgotten code names any key, and that one may be dropped later. */
    @Test
    void forgottenCodeStaysUnknownWhenTheNextKeyIsDropped() {
        rotateAndRekey();
        cli.run("revoke", "once", "-y").exits(ExitCode.OK);
        cli.run("key", "drop", first, "-y").exits(ExitCode.OK);
        String second = newestKey();
        rotateAndRekey();
        cli.run("key", "drop", second, "-y").exits(ExitCode.OK);

        assertVerified(revoked, ExitCode.REJECTED_UNKNOWN);
        assertVerified(once, ExitCode.REJECTED_UNKNOWN);
        assertThat(cli.inPipe(revoked + "\n" + sealed + "\n")
                        .run("verify", "--stream")
                        .exits(ExitCode.OK)
                        .out())
                .contains("\"unknown\"", "\"valid\":true");
        cli.run("key", "rekey").exits(ExitCode.OK);
        cli.run("audit", "verify").exits(ExitCode.OK);
    }

    /** If the process ends after it has replaced the key file, the event that follows is missing. */
    @Test
    void trailTellsOfADropBeforeTheKeyIsRemoved() {
        rotateAndRekey();
        cli.run("revoke", "once", "-y").exits(ExitCode.OK);
        cli.run("key", "drop", first, "-y").exits(ExitCode.OK);
        String second = newestKey();
        rotateAndRekey();
        cli.run("key", "drop", second, "-y").exits(ExitCode.OK);

        assertThat(database.texts("SELECT detail FROM audit WHERE action = 'key drop' ORDER BY sequence"))
                .containsExactly(
                        "key=" + first + " forgotten=2",
                        "key=" + first,
                        "key=" + second + " forgotten=0",
                        "key=" + second);
    }

    /** The MAC of a request was made with the key of the database at that time. */
    @Test
    void requestIsRecognisedAfterARekeyAndSaysWhyNotAfterADrop() {
        String code = generate("asked", "--request-id", "r1");
        rotateAndRekey();

        assertThat(cli.run("generate", "--label", "asked", "--request-id", "r1")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo(code);
        assertThat(cli.run("generate", "--label", "other", "--request-id", "r1")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("was used for something else");

        cli.run("revoke", "once", "-y").exits(ExitCode.OK);
        cli.run("key", "drop", first, "-y").exits(ExitCode.OK);
        assertThat(cli.run("generate", "--label", "asked", "--request-id", "r1")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("A master key was dropped since then", "display the code of that token");
        assertThat(cli.run("show", "asked", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        assertVerified(code, ExitCode.OK);
    }

    @Test
    void anchorsFromBeforeARekeyAreComparedWhileTheKeyExists() throws IOException {
        Path early = keep("early");
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        Path last = keep("last");
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);

        verify(early).exits(ExitCode.OK);
        verify(last).exits(ExitCode.OK);
        Path wrong = Files.writeString(
                cli.home().resolve("wrong"), Files.readString(early).replaceFirst("[0-9a-f]{64}", "0".repeat(64)));
        verify(wrong).exits(ExitCode.INTEGRITY);

        cli.run("revoke", "once", "-y").exits(ExitCode.OK);
        cli.run("key", "drop", first, "-y").exits(ExitCode.OK);

        assertThat(verify(early).exits(ExitCode.WRONG_KEY).err())
                .contains("made with dropped keys: the newest, in line 1, with the key " + first);
        verify(last).exits(ExitCode.OK); // the event about the rekey has it
        Path both = Files.writeString(
                cli.home().resolve("both"),
                Files.readString(early) + cli.run("audit", "head").line() + "\n");
        assertThat(verify(both).exits(ExitCode.OK).out())
                .contains("1 anchor agrees", "1 older anchor was not compared, because the key was dropped.");
    }

    private Path keep(String name) throws IOException {
        return Files.write(
                cli.home().resolve(name),
                (cli.run("audit", "head").exits(ExitCode.OK).line() + "\n").getBytes(StandardCharsets.US_ASCII));
    }

    private Cli.Result verify(Path anchors) {
        return cli.run("audit", "verify", "--anchor", anchors.toString());
    }

    /** As if the process had ended between the commit and the anchor. */
    @Test
    void anchorOfBeforeTheRekeyStillCounts() throws IOException {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        byte[] anchor = Files.readAllBytes(cli.anchor());
        byte[] old = Files.readAllBytes(cli.database());
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
        Files.write(cli.anchor(), anchor);

        cli.run("list").exits(ExitCode.OK);
        generate("after");
        Files.write(cli.database(), old);
        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err()).contains("not the one that was last seen here");
    }

    /** Whoever has the old key could make such a database with any content. The control: without the anchor, it passes. */
    @Test
    void databaseUnderTheOldKeyIsRefusedOnceTheAnchorKnowsTheNewOne() throws IOException {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        byte[] old = Files.readAllBytes(cli.database());
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
        Files.write(cli.database(), old);

        cli.run("list").exits(ExitCode.INTEGRITY);
        Files.delete(cli.anchor());
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void completionOffersTheKeysThatMayBeDropped() {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);

        assertThat(cli.complete("keys", "")).isEqualTo(first + "\n");
        assertThat(cli.complete("keys", first.substring(0, 3))).isEqualTo(first + "\n");
    }
}
