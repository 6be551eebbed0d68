package com.smartonboarding.apikeys.cli.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code audit verify} finds every change, also with anchors that were kept elsewhere, and {@code audit head} makes them. */
class AuditVerifyTest {
    private final Cli cli;
    private final RawDatabase raw;
    private final Path anchors;

    AuditVerifyTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "alpha").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("admins", "add", "3999999001").exits(ExitCode.OK);
        raw = new RawDatabase(cli.database());
        anchors = cli.home().resolve("anchors");
    }

    private String head() {
        return cli.run("audit", "head").exits(ExitCode.OK).line();
    }

    private Cli.Result verify(String... lines) throws IOException {
        Files.writeString(anchors, String.join("\n", lines) + "\n");
        return cli.run("audit", "verify", "--anchor", anchors.toString());
    }

    /** What an attacker does who has an older copy of everything, the anchor beside the key file included. */
    private void putBack(byte[] database, byte[] anchor) throws IOException {
        Files.write(cli.database(), database);
        Files.write(cli.anchor(), anchor);
    }

    @Test
    void intactDatabaseIsSaidToBe() throws IOException {
        assertThat(cli.run("audit", "verify").exits(ExitCode.OK).out()).isEqualTo("""
                        Intact: 4 events, 2 tokens, 2 System Administrators.
                        The last event is 4 of 2026-11-23T09:00:00Z.
                        """);
        assertThat(cli.run("audit", "verify", "-q").exits(ExitCode.OK).out()).isEmpty();
        String first = head();
        cli.run("show", "alpha").exits(ExitCode.OK);
        String last = head();

        assertThat(verify("# kept on Mondays", "", first, last)
                        .exits(ExitCode.OK)
                        .out())
                .endsWith("2 anchors agree, the newest at event 7.\n");
        String end = head();
        JsonObject json = JsonParser.parseString(
                        cli.run("audit", "verify", "-o", "json", "--anchor", anchors.toString())
                                .exits(ExitCode.OK)
                                .out())
                .getAsJsonObject();
        assertThat(json.get("newest_anchor").getAsLong()).isEqualTo(7);
        assertThat(json.get("mac").getAsString()).isEqualTo(end.split(" ")[3]);
    }

    @Test
    void checkThatFoundNothingIsRecordedAfterItAndOneThatFailedIsNot() throws IOException {
        String before = head();
        assertThat(cli.run("audit", "verify").exits(ExitCode.OK).out()).contains("The last event is 4 ");

        assertThat(cli.run("audit", "list", "--after", "4").out())
                .startsWith("5\t2026-11-23T09:00:00Z\taudit verify\tfalse\t\t")
                .contains("\tup to event 4\t")
                .hasLineCount(1);
        verify(before).exits(ExitCode.OK);
        cli.waitingAtMost(Duration.ofMillis(100));
        cli.run("audit", "verify").exits(ExitCode.OK);
        raw.execute("UPDATE audit SET detail = 'x' WHERE sequence = 1");
        cli.run("audit", "verify").exits(ExitCode.INTEGRITY);
        assertThat(raw.texts("SELECT count(*) FROM audit WHERE action = 'audit verify'"))
                .containsExactly("3");
    }

    @Test
    void checkThatCannotBeRecordedStillAnswers() throws Exception {
        long events = Long.parseLong(head().split(" ")[1]);
        Path file = cli.database();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE"); // readers go on, and writers wait
            cli.run("audit", "verify").exits(ExitCode.OK);
        }
        assertThat(head().split(" ")[1]).isEqualTo(Long.toString(events));
    }

    @Test
    void headIsOneLineWithAStableForm() {
        String[] words = head().split(" ", -1);

        assertThat(words).hasSize(6);
        assertThat(words[0]).isEqualTo("apikeys/audit-head@1");
        assertThat(words[1])
                .isEqualTo(raw.texts("SELECT max(sequence) FROM audit").get(0));
        assertThat(words[2]).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(words[3])
                .isEqualToIgnoringCase(raw.texts("SELECT hex(mac) FROM audit ORDER BY sequence DESC")
                        .get(0));
        assertThat(words[4])
                .isEqualTo(raw.texts("SELECT uuid FROM installation").get(0));
        assertThat(words[5])
                .isEqualTo(raw.texts("SELECT key_id FROM installation").get(0));
        JsonObject json = JsonParser.parseString(
                        cli.run("audit", "head", "-o", "json").out())
                .getAsJsonObject();
        assertThat(json.get("line").getAsString()).isEqualTo(head());
        assertThat(TrailHead.parse(head() + " a word of a later version")).isEqualTo(TrailHead.parse(head()));
        assertThat(TrailHead.parse(head())).map(TrailHead::line).contains(head());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    UPDATE audit SET detail = 'x' WHERE sequence = 1                             | event 1 is missing or
                    DELETE FROM audit WHERE sequence = 2                                         | event 2 is missing or
                    DELETE FROM audit WHERE sequence = 4                                         | event 4 is missing or
                    UPDATE audit SET at = at + 1 WHERE sequence = 3                              | event 3 is missing or
                    INSERT INTO audit SELECT 5, at, clock_regressed, action, denied, token_id, detail, actor_uid, actor_name, account_uid, via, login_uid, terminal, tool_version, mac FROM audit WHERE sequence = 4 | event 5 is missing or
                    UPDATE token SET label = 'gamma' WHERE label = 'beta'                        | The row of a token
                    UPDATE token SET expires_at = 5 WHERE label = 'beta'                         | The row of a token
                    DELETE FROM token WHERE label = 'beta'                                       | Tokens were deleted
                    UPDATE administrator SET uid = 5 WHERE uid = 3999999001                      | list of administrators
                    DELETE FROM administrator WHERE uid = 3999999001                             | list of administrators
                    UPDATE head SET tokens = 3                                                   | head row
                    UPDATE head SET audit_sequence = 3                                           | head row
                    """)
    void everyChangeIsFoundAndNamed(String change, String fact) {
        raw.execute(change);

        Cli.Result result = cli.run("audit", "verify").exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(fact);
        assertThat(cli.run("audit", "verify", "-q").exits(ExitCode.INTEGRITY).out())
                .isEmpty();
        assertThat(cli.run("audit", "verify", "-o", "json")
                        .exits(ExitCode.INTEGRITY)
                        .err())
                .startsWith("{\"schema\":\"apikeys/error@1\",\"code\":24,");
    }

    @Test
    void changeLongBeforeTheEndIsFoundOnlyByAWholeCheck() {
        for (int i = 0; i < 70; i++) {
            cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        }
        raw.execute("UPDATE audit SET detail = 'x' WHERE sequence = 2");

        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        assertThat(cli.run("audit", "verify").exits(ExitCode.INTEGRITY).err()).contains("event 2 is missing or");
    }

    /** Who displayed a code changed no row, so the older head fits all rows, and only the trail is shorter. */
    @Test
    void cutTailIsFoundByAnAnchorAlone() throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        String before = head();
        Path old = Files.copy(cli.database(), cli.home().resolve("old.db"));
        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        cli.run("show", "beta", "-q").exits(ExitCode.OK);
        String after = head();
        raw.execute("DELETE FROM audit WHERE sequence > 4");
        cli.run("audit", "verify").exits(ExitCode.INTEGRITY);

        raw.execute("ATTACH '" + old + "' AS old", "DELETE FROM head", "INSERT INTO head SELECT * FROM old.head");
        Files.write(cli.anchor(), anchor);

        assertThat(verify(before, after).exits(ExitCode.INTEGRITY).err())
                .contains(
                        "The audit trail ends with event 4 of 2026-11-23T09:00:00Z, but the anchor in line 2 is event 6",
                        "Events 5 to 6 are missing");
        cli.run("audit", "verify").exits(ExitCode.OK); // the controls
        verify(before).exits(ExitCode.OK);
    }

    @Test
    void olderWholeFileIsFoundByAnAnchorAlone() throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        byte[] database = Files.readAllBytes(cli.database());
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
        String after = head();

        Files.write(cli.database(), database);
        assertThat(cli.run("audit", "verify").exits(ExitCode.INTEGRITY).err())
                .as("the anchor beside the key file, which this attacker cannot write")
                .contains("not the one that was last seen here");
        putBack(database, anchor);

        assertThat(verify(after).exits(ExitCode.INTEGRITY).err()).contains("Event 5 is missing");
        cli.run("list").exits(ExitCode.OK); // the controls
        cli.run("audit", "verify").exits(ExitCode.OK);
    }

    @Test
    void rowsAndTrailAndHeadThatWereCutToMatchAreFoundByAnAnchorAlone() throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        Path old = Files.copy(cli.database(), cli.home().resolve("old.db"));
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        cli.run("admins", "remove", "3999999001").exits(ExitCode.OK);
        String after = head();

        raw.execute(
                "ATTACH '" + old + "' AS old",
                "DELETE FROM head",
                "INSERT INTO head SELECT * FROM old.head",
                "DELETE FROM token",
                "INSERT INTO token SELECT * FROM old.token",
                "DELETE FROM administrator",
                "INSERT INTO administrator SELECT * FROM old.administrator",
                "DELETE FROM audit",
                "INSERT INTO audit SELECT * FROM old.audit");
        Files.write(cli.anchor(), anchor);

        assertThat(verify(after).exits(ExitCode.INTEGRITY).err()).contains("Events 5 to 7 are missing");
        cli.run("audit", "verify").exits(ExitCode.OK); // the control
    }

    @Test
    void afterARestoreOnPurposeTheAdviceIsToBeginANewFileOfAnchors() throws IOException {
        Path backup = cli.home().resolve("copy");
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
        String before = head();
        cli.run("restore", "--rollback", "-y", backup.toString()).exits(ExitCode.OK);
        String advice = "Only if an older backup was restored on purpose, begin a new anchor file with the line of"
                + " 'apikeys audit head'. 'apikeys audit list --action restore' shows who restored one.";

        assertThat(verify(before).exits(ExitCode.INTEGRITY).err()).contains("is missing", advice);
        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        assertThat(verify(before).exits(ExitCode.INTEGRITY).err()).contains("is not the one of", advice);
        verify(head()).exits(ExitCode.OK);
    }

    @Test
    void olderCopyThatWasUsedSinceIsFoundByAnAnchorAlone() throws IOException {
        byte[] anchor = Files.readAllBytes(cli.anchor());
        byte[] database = Files.readAllBytes(cli.database());
        String before = head();
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
        String after = head();
        putBack(database, anchor);
        cli.at(Cli.START.plusSeconds(9)).run("show", "alpha", "-q").exits(ExitCode.OK);
        cli.run("show", "alpha", "-q").exits(ExitCode.OK);

        cli.run("audit", "verify").exits(ExitCode.OK); // the control
        assertThat(verify(before, after).exits(ExitCode.INTEGRITY).err())
                .contains(
                        "Event 5 of the audit trail is not the one of 2026-11-23T09:00:00Z that the anchor in line 2",
                        "an older copy of the database was put back and then changed",
                        "Up to event 4 (line 1) both agree.");
    }

    @Test
    void anotherDatabaseIsFound(Cli other) throws IOException {
        other.run("generate", "--label", "alpha").exits(ExitCode.OK);
        String foreign = other.run("audit", "head").line();

        assertThat(verify(head(), foreign).exits(ExitCode.INTEGRITY).err())
                .contains(
                        "The anchor in line 2 is about the database " + foreign.split(" ")[4], "this is the database");
    }

    @Test
    void forgedAnchorAccuses() throws IOException {
        String[] words = head().split(" ", -1);
        words[3] = "0".repeat(64);

        assertThat(verify(String.join(" ", words)).exits(ExitCode.INTEGRITY).err())
                .contains("Event 4 of the audit trail is not");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "# only a comment", "apikeys/audit-head@1 4", "apikeys/audit-head@2 4 x", "4", "\u0000"})
    void fileWithoutAnAnchorIsRefused(String text) throws IOException {
        Cli.Result result = verify(text).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .containsAnyOf("There are no lines of 'audit head' in --anchor file", "Line 1 of --anchor file");
    }

    @Test
    void lineThatWasCutIsRefusedAndNoLineIsLeftOut() throws IOException {
        String head = head();

        assertThat(verify(head, head.substring(0, 90)).exits(ExitCode.USAGE).err())
                .contains("Line 2 of --anchor file");
        cli.run("audit", "verify", "--anchor", cli.home().resolve("none").toString())
                .exits(ExitCode.NOT_FOUND);
    }

    @Test
    void anchorsMayComeFromStandardInput() {
        String head = head();

        assertThat(cli.inPipe("\ufeff" + head + "\r\n")
                        .run("audit", "verify", "--anchor", "-")
                        .exits(ExitCode.OK)
                        .out())
                .contains("1 anchor agrees");
        cli.inPipe("").run("audit", "verify", "--anchor", "-").exits(ExitCode.USAGE);
    }

    @Test
    void headChangesWithEveryEventAndWithNothingElse() {
        String before = head();
        cli.run("list").exits(ExitCode.OK);
        assertThat(head()).isEqualTo(before);
        cli.run("show", "alpha").exits(ExitCode.OK);
        assertThat(head()).isNotEqualTo(before);
        assertThat(List.of(before.split(" ")[4], before.split(" ")[5]))
                .containsExactly(head().split(" ")[4], head().split(" ")[5]);
    }
}
