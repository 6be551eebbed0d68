package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@code history} says about which token, and that it changes nothing. */
class HistoryTest {
    private static final long ME = ProcessIds.read().effective();

    /** Indexes of the TSV columns. */
    private static final int TIME = 0;

    private static final int ACTION = 1;
    private static final int DENIED = 2;
    private static final int BY = 3;
    private static final int ADDRESS = 5;
    private static final int DETAIL = 6;
    private static final int LABEL = 7;
    private static final int FORMER_LABEL = 8;
    private static final int BY_UID = 9;
    private static final int SEQUENCE = 12;

    private final Cli cli;
    private final String code;
    private final String id;

    HistoryTest(Cli cli) {
        this.cli = cli.with("NO_COLOR", "1");
        code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        id = code.substring(4, 16);
    }

    private List<String> history(String token, int... columns) {
        return columns(cli.run("history", "--id", token).exits(ExitCode.OK).out(), columns);
    }

    /** These TSV columns, separated by a bar. */
    private static List<String> columns(String tsv, int... columns) {
        return tsv.lines()
                .map(line -> {
                    String[] fields = line.split("\t", -1);
                    assertThat(fields).hasSize(SEQUENCE + 1);
                    StringJoiner chosen = new StringJoiner("|");
                    for (int column : columns) {
                        chosen.add(fields[column]);
                    }
                    return chosen.toString();
                })
                .toList();
    }

    private Cli after(int seconds) {
        return cli.at(Cli.START.plusSeconds(seconds));
    }

    /** Adds an event as another user's tool would at another time. */
    private void record(Instant at, String action, boolean denied, @Nullable String detail, AuditActor actor) {
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ZERO).write(transaction -> {
            transaction.audit().append(new AuditEvent(0, at, false, action, denied, id, detail, actor));
            return detail;
        });
    }

    private static AuditActor actor(long uid, String name) {
        return new AuditActor(uid, name, uid, "direct", null, null, "0.1.0");
    }

    @Test
    void lifeIsToldInTheOrderOfTheTrailWithTheLastAccessAtItsTime() {
        after(1).run("show", "demo").exits(ExitCode.OK);
        after(2).inPipe(code).run("verify", "--from", "192.0.2.7").exits(ExitCode.OK);
        after(3).inPipe().run("relabel", "demo", "web").exits(ExitCode.OK);
        String successor =
                after(4).run("rotate", "web", "--grace", "7d", "-q").line().substring(4, 16);
        after(5).run("rotate", "web", "--finish", "-y").exits(ExitCode.OK);

        assertThat(history(id, TIME, ACTION, DENIED, ADDRESS, DETAIL, LABEL, FORMER_LABEL, SEQUENCE))
                .containsExactly(
                        "2026-11-23T09:00:00Z|generate|false|||demo||2",
                        "2026-11-23T09:00:01Z|show|false|||demo||3",
                        "2026-11-23T09:00:02Z|last access|false|192.0.2.7||demo||",
                        "2026-11-23T09:00:03Z|relabel|false|||web|demo|4",
                        "2026-11-23T09:00:04Z|rotate|false||successor " + successor + "|web||6",
                        "2026-11-23T09:00:04Z|rotate|false||successor " + successor
                                + " delivered; ends 2026-11-30T09:00:04Z|web||7",
                        "2026-11-23T09:00:05Z|revoke|false||rotated|web||8");
        assertThat(history(successor, ACTION, DETAIL, LABEL)).containsExactly("generate|successor of " + id + "|web");
        String me = cli.run("admins", "list").out().split("\t", -1)[1];
        assertThat(history(id, BY, BY_UID)).containsOnly(me + "|" + ME, "|");
        assertThat(cli.run("history", "--id", id, "-o", "json").out())
                .contains("\"predecessor\": null", "\"successor\": \"" + successor + "\"");
        assertThat(cli.run("history", "web", "-o", "json").out())
                .contains("\"predecessor\": \"" + id + "\"", "\"successor\": null");
    }

    @Test
    void accessIsTheLastLineWhenNothingHappenedSince() {
        after(5).inPipe(code).run("verify").exits(ExitCode.OK);
        cli.inPipe();

        assertThat(history(id, ACTION, ADDRESS)).containsExactly("generate|", "last access|");
        after(90).inPipe(code).run("verify", "--from", "::1").exits(ExitCode.OK);
        cli.inPipe();
        assertThat(history(id, TIME, ACTION, ADDRESS))
                .containsExactly("2026-11-23T09:00:00Z|generate|", "2026-11-23T09:01:30Z|last access|::1");
    }

    @Test
    void everyEventHasTheLabelOfItsTime() {
        String hostile = "'to' 日本語 \\ $(x) 'was'";
        after(1).run("show", "demo").exits(ExitCode.OK);
        after(2).run("relabel", "demo", hostile).exits(ExitCode.OK);
        after(3).run("show", hostile).exits(ExitCode.OK);
        after(4).run("relabel", hostile, "demo").exits(ExitCode.OK);
        after(5).run("relabel", "demo", "end").exits(ExitCode.OK);

        String escaped = hostile.replace("\\", "\\\\");
        assertThat(history(id, ACTION, DETAIL, LABEL, FORMER_LABEL))
                .containsExactly(
                        "generate||demo|",
                        "show||demo|",
                        "relabel||" + escaped + "|demo",
                        "show||" + escaped + "|",
                        "relabel||demo|" + escaped,
                        "relabel||end|demo");
        assertThat(cli.run("history", "end", "-o", "text").out())
                .contains("relabelled from 'demo' to '" + hostile + "'", "relabelled from '" + hostile + "' to 'demo'");
    }

    @Test
    void deniedAttemptsAreToldAndChangeNothingElse() {
        record(Cli.START.plusSeconds(1), "relabel", true, null, actor(4711, "mallory"));
        record(Cli.START.plusSeconds(2), "purge", true, null, actor(4711, "mallory"));
        after(3).run("relabel", "demo", "web").exits(ExitCode.OK);

        assertThat(history(id, ACTION, DENIED, LABEL, FORMER_LABEL))
                .containsExactly(
                        "generate|false|demo|", "relabel|true|demo|", "purge|true|demo|", "relabel|false|web|demo");
        String text = cli.run("history", "web", "-o", "text").out();
        assertThat(text).containsPattern("denied: relabel +mallory").contains("Status:              Active");
    }

    @Test
    void nameThatSeveralUsersHaveIsToldWithTheUid() {
        record(Cli.START, "show", false, null, actor(4711, "carol"));
        assertThat(cli.run("history", "demo", "-o", "text").out()).containsPattern("code shown +carol +-\n");

        record(Cli.START, "show", false, null, actor(4712, "carol"));
        assertThat(cli.run("history", "demo", "-o", "text").out())
                .containsPattern("code shown +carol \\(uid 4711\\) +-\n.*code shown +carol \\(uid 4712\\) +-\n")
                .doesNotContain("(uid " + ME + ")");
    }

    @Test
    void placeIsTheTerminalAndWhatKernelAndSudoSay() {
        record(Cli.START, "show", false, null, new AuditActor(7, "a", 8, "sudo", 9L, "/dev/pts/3", "1"));
        record(Cli.START, "show", false, null, new AuditActor(7, "b", 7, "direct, SUDO_UID ignored", 7L, null, "1"));

        assertThat(cli.run("history", "demo", "-o", "text").out())
                .containsPattern("a +/dev/pts/3, sudo, logged in as uid 9\n")
                .containsPattern("b +-, direct, SUDO_UID ignored\n");
    }

    @Test
    void orderIsThatOfTheTrailWhenTheClockWasSetBack() {
        record(Cli.START.minusSeconds(3600), "show", false, null, actor(ME, "me"));
        after(2).run("show", "demo").exits(ExitCode.OK);

        assertThat(history(id, TIME, ACTION, SEQUENCE))
                .containsExactly(
                        "2026-11-23T09:00:00Z|generate|2",
                        "2026-11-23T08:00:00Z|show|3",
                        "2026-11-23T09:00:02Z|show|4");
    }

    @Test
    void purgedTokenIsKnownByItsIdUnlessAnotherTokenIsMeant() {
        after(1).run("relabel", "demo", "web").exits(ExitCode.OK);
        String successor =
                after(2).run("rotate", "web", "--grace", "0", "-y", "-q").line().substring(4, 16);
        after(60).run("purge", "--revoked-before", "10s", "-y").exits(ExitCode.OK);

        for (String[] args : new String[][] {
            {"history", id}, {"history", "--id", id}, {"history", id.substring(0, 11)}, {"history", id.substring(0, 5)}
        }) {
            assertThat(columns(cli.run(args).exits(ExitCode.OK).out(), ACTION, LABEL, FORMER_LABEL))
                    .containsExactly("generate|demo|", "relabel|web|demo", "rotate|web|", "revoke|web|", "purge|web|");
        }
        assertThat(cli.run("history", id, "-o", "json").out())
                .contains("\"label\": \"web\"", "\"status\": null", "\"successor\": \"" + successor + "\"");
        Cli.Result seen = cli.atTerminal(80, "").run("history", id).exits(ExitCode.OK);
        assertThat(seen.out()).contains("Label:               web\n", "purged").doesNotContain("Status:");
        assertThat(seen.err()).isEqualTo("The token was purged, but its events are still in the audit trail.\n");
        cli.inPipe();
        assertThat(columns(cli.run("history", "web").out(), DETAIL)).containsExactly("successor of " + id);
        cli.run("history", "demo").exits(ExitCode.NOT_FOUND);
        cli.run("history", id.substring(0, 3)).exits(ExitCode.NOT_FOUND);
        cli.run("history", "--label", id).exits(ExitCode.NOT_FOUND);
    }

    @Test
    void labelThatOnlyPurgedTokensHadMeansTheOneThatWasPurgedLast() {
        cli.run("revoke", "demo", "-y", "--reason", "first").exits(ExitCode.OK);
        after(60).run("purge", "--revoked-before", "10s", "-y").exits(ExitCode.OK);
        String second = cli.run("generate", "--label", "demo").line().substring(4, 16);
        cli.run("revoke", "demo", "-y", "--reason", "second").exits(ExitCode.OK);
        after(120).run("purge", "--revoked-before", "10s", "-y").exits(ExitCode.OK);

        assertThat(columns(cli.run("history", "demo").exits(ExitCode.OK).out(), ACTION, DETAIL))
                .containsExactly("generate|", "revoke|second", "purge|");
        assertThat(history(second, LABEL)).containsOnly("demo");
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        assertThat(columns(cli.run("history", "demo").out(), ACTION)).containsExactly("generate");
    }

    @Test
    void purgeByAnEarlierVersionIsTold() {
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);
        after(60).run("purge", "--revoked-before", "10s", "-y").exits(ExitCode.OK);
        String other = cli.run("generate", "--label", "web").line().substring(4, 16);
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ZERO).write(transaction -> {
            transaction.tokens().delete(transaction.tokens().find(other).orElseThrow());
            transaction
                    .audit()
                    .append(AuditEvent.of(
                            Cli.START, AuditAction.PURGE, false, other, "was 'it's \"it\"'", actor(ME, "me")));
            return other;
        });

        assertThat(columns(cli.run("history", "it's \"it\"").exits(ExitCode.OK).out(), ACTION, LABEL))
                .containsExactly("generate|it's \"it\"", "purge|it's \"it\"");
    }

    @Test
    void labelThatIsTheIdOfAPurgedTokenMeansTheTokenThatHasIt() {
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);
        after(60).run("purge", "--revoked-before", "10s", "-y").exits(ExitCode.OK);
        cli.run("generate", "--label", id).exits(ExitCode.OK);

        assertThat(columns(cli.run("history", id).out(), ACTION)).containsExactly("generate");
        assertThat(columns(cli.run("history", "--id", id).out(), ACTION))
                .containsExactly("generate", "revoke", "purge");
    }

    @Test
    void labelMeansItsCurrentToken() {
        cli.run("revoke", "demo", "-y", "--reason", "laptop lost").exits(ExitCode.OK);
        assertThat(columns(cli.run("history", "demo").out(), ACTION, DETAIL))
                .containsExactly("generate|", "revoke|laptop lost");

        after(9).run("generate", "--label", "demo").exits(ExitCode.OK);
        assertThat(columns(cli.run("history", "demo").out(), ACTION)).containsExactly("generate");
    }

    @Test
    void tokenThatIsNoneOrSeveralIsRefused(Cli nowhere) {
        String prefix = id.substring(0, 4);
        cli.run("history", "nobody").exits(ExitCode.NOT_FOUND);
        cli.run("history", "000000000000").exits(ExitCode.NOT_FOUND);
        cli.run("history").exits(ExitCode.USAGE);
        cli.run("history", "demo", "demo").exits(ExitCode.USAGE);
        cli.run("history", "demo", "-o", "csv").exits(ExitCode.USAGE);
        assertThat(columns(cli.run("history", prefix).exits(ExitCode.OK).out(), ACTION))
                .containsExactly("generate");
        cli.run("generate", "--label", prefix).exits(ExitCode.OK);
        assertThat(cli.run("history", prefix).exits(ExitCode.AMBIGUOUS).out()).isEmpty();
        assertThat(columns(cli.run("history", "--id", prefix).out(), LABEL)).containsExactly("demo");
        nowhere.run("history", "demo").exits(ExitCode.NOT_INITIALIZED);
    }

    @Test
    void nothingIsWrittenNorShown() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        for (String format : new String[] {"text", "tsv", "json"}) {
            Cli.Result result = cli.run("history", "demo", "-o", format).exits(ExitCode.OK);
            assertThat(result.out()).doesNotContain("sok_", code.substring(17));
            assertThat(result.err()).isEmpty();
        }
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
    }

    @Test
    void thousandsOfEventsOfOneTokenAreAllTold() {
        AuditActor actor = actor(4711, "carol");
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ZERO).write(transaction -> {
            for (int i = 0; i < 12_000; i++) {
                transaction.audit().append(AuditEvent.of(Cli.START, AuditAction.SHOW, false, id, null, actor));
            }
            return id;
        });

        assertThat(history(id, ACTION)).hasSize(12_001);
        assertThat(cli.atTerminal(80, "").run("history", "demo").out().lines().filter(line -> line.contains("carol")))
                .hasSize(12_000);
    }
}
