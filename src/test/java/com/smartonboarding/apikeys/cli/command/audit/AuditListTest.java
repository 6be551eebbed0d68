package com.smartonboarding.apikeys.cli.command.audit;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code audit list} lists, and that it lists nothing that is not proved. */
class AuditListTest {
    private static final long ME = ProcessIds.read().effective();

    private final Cli cli;
    private final String alpha;
    private final String beta;

    /** Events 1 to 7, each a minute after the one before. */
    AuditListTest(Cli cli) {
        this.cli = cli.with("NO_COLOR", "1");
        cli.run("init").exits(ExitCode.OK);
        alpha = after(1).run("generate", "--label", "alpha").line().substring(4, 16);
        beta = after(2).run("generate", "--label", "beta").line().substring(4, 16);
        after(3).run("show", "alpha", "-q").exits(ExitCode.OK);
        after(4).run("relabel", "alpha", "=1+1 \"ä\" \\").exits(ExitCode.OK);
        after(5).run("revoke", "beta", "-y", "--reason", "laptop lost").exits(ExitCode.OK);
        after(6);
        record(AuditAction.SHOW, true, alpha, null, new AuditActor(4711, "mallory", 0, "sudo", 12L, "/dev/pts/3", "9"));
        after(10);
    }

    private Cli after(int minutes) {
        return cli.at(Cli.START.plusSeconds(60L * minutes));
    }

    private void record(
            AuditAction action, boolean denied, @Nullable String id, @Nullable String detail, AuditActor actor) {
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ZERO).write(transaction -> {
            transaction.audit().append(AuditEvent.of(Cli.START.plusSeconds(360), action, denied, id, detail, actor));
            return action;
        });
    }

    private List<String> sequences(String options) {
        return cli.run(("audit list " + options).strip().split(" ", -1))
                .exits(ExitCode.OK)
                .out()
                .lines()
                .map(line -> line.substring(0, line.indexOf('\t')))
                .toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                                                                       | 1 2 3 4 5 6 7
                    --token beta                                       | 3 6
                    --actor mallory                                    | 7
                    --actor 4711                                       | 7
                    --actor nobody                                     |
                    --action show                                      | 4 7
                    --action SHOW,init --action relabel                | 1 4 5 7
                    --action admins_add                                |
                    --denied                                           | 7
                    --since 2026-11-23T09:04:00Z                       | 5 6 7
                    --until 2026-11-23T09:04:00Z                       | 1 2 3 4
                    --since 6m --until 4m                              | 5 6
                    --since 2026-11-24                                 |
                    --after 5                                          | 6 7
                    --after 7                                          |
                    --after 0 --limit 2                                | 1 2
                    --after 2 --limit 2                                | 3 4
                    --limit 0                                          |
                    --reverse --limit 3                                | 7 6 5
                    --reverse --after 3                                | 7 6 5 4
                    --action show --reverse                            | 7 4
                    --action show --denied --since 1h --actor mallory  | 7
                    """)
    void filtersHoldTogether(@Nullable String options, @Nullable String expected) {
        assertThat(String.join(" ", sequences(options == null ? "" : options)))
                .isEqualTo(expected == null ? "" : expected);
    }

    @Test
    void everyFormatHasTheSameValues() {
        List<JsonElement> events = JsonParser.parseString(cli.run("audit", "list", "-o", "json")
                        .exits(ExitCode.OK)
                        .out())
                .getAsJsonObject()
                .getAsJsonArray("events")
                .asList();
        assertThat(cli.run("audit", "list", "-o", "jsonl").out().lines().map(JsonParser::parseString))
                .containsExactlyElementsOf(events);
        List<String> tsv = cli.run("audit", "list", "-o", "tsv").out().lines().toList();
        List<String> csv = cli.run("audit", "list", "-o", "csv").out().lines().toList();
        assertThat(csv.get(0))
                .isEqualTo("\""
                        + String.join("\",\"", events.get(0).getAsJsonObject().keySet()) + "\"");
        for (int i = 0; i < events.size(); i++) {
            JsonObject event = events.get(i).getAsJsonObject();
            assertThat(tsv.get(i).split("\t", -1))
                    .containsExactlyElementsOf(event.entrySet().stream()
                            .map(member -> member.getValue().isJsonNull()
                                    ? ""
                                    : member.getValue().getAsString().replace("\\", "\\\\"))
                            .toList());
            assertThat(csv.get(i + 1)).startsWith("\"" + event.get("sequence").getAsLong() + "\",");
        }
        JsonObject denied = events.get(6).getAsJsonObject();
        assertThat(denied)
                .hasToString("{\"sequence\":7,\"time\":\"2026-11-23T09:06:00Z\",\"action\":\"show\","
                        + "\"denied\":true,\"token\":\"" + alpha
                        + "\",\"by\":\"mallory\",\"detail\":null,\"by_uid\":4711,"
                        + "\"terminal\":\"/dev/pts/3\",\"via\":\"sudo\",\"login_uid\":12,\"account_uid\":0,"
                        + "\"clock_regressed\":false,\"tool_version\":\"9\"}");
    }

    @Test
    void tableIsForPeopleAndFitsTheWindow() {
        String wide =
                cli.atTerminal(120, "").run("audit", "list").exits(ExitCode.OK).out();
        assertThat(wide)
                .startsWith("EVENT  TIME                  ACTION        TOKEN         BY")
                .contains("5      2026-11-23T09:04:00Z  relabel       " + alpha)
                .containsPattern("denied: show +" + alpha + "  mallory  -\n");
        assertThat(cli.atTerminal(60, "").run("audit", "list").out().lines())
                .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(60));
        assertThat(cli.inPipe().run("audit", "ls", "-o", "table", "--denied").out())
                .startsWith("EVENT  TIME");
    }

    @Test
    void nothingIsAnEmptyListInEveryFormat() {
        assertThat(cli.run("audit", "list", "--actor", "nobody", "-o", "json").out())
                .isEqualTo("{\n  \"schema\": \"apikeys/audit-list@1\",\n  \"events\": []\n}\n");
        assertThat(cli.run("audit", "list", "--actor", "nobody", "-o", "jsonl").out())
                .isEmpty();
        assertThat(cli.run("audit", "list", "--actor", "nobody", "-o", "csv").out())
                .startsWith("\"sequence\",")
                .hasLineCount(1);
    }

    @Test
    void cursorGivesEveryEventOnceWhateverHappensMeanwhile() {
        StringBuilder read = new StringBuilder();
        String cursor = "0";
        for (int round = 0; round < 20; round++) {
            cli.run("show", "--id", alpha, "-q").exits(ExitCode.OK);
            List<String> some = sequences("--after " + cursor + " --limit 3");
            read.append(String.join(" ", some)).append(' ');
            cursor = some.isEmpty() ? cursor : some.get(some.size() - 1);
        }

        assertThat(read.toString().strip().split(" +"))
                .containsExactlyElementsOf(Stream.iterate(1, number -> number + 1)
                        .limit(27)
                        .map(String::valueOf)
                        .toList());
    }

    @Test
    void cursorBehindTheEndMeansThatTheTrailWasCut() {
        Cli.Result result = cli.run("audit", "list", "--after", "8").exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("ends with event 7", "event 8 was ever read");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "--after 4", "--reverse", "--after 5 --limit 1", "--limit 1", "-o json", "--denied"})
    void nothingIsPrintedWhenAnEventThatFollowsWasChanged(String options) {
        for (int i = 0; i < 70; i++) { // every transaction checks the last 64
            record(AuditAction.SHOW, false, beta, null, new AuditActor(ME, "me", ME, "direct", null, null, "1"));
        }
        new RawDatabase(cli.database()).execute("UPDATE audit SET actor_name = 'alice' WHERE sequence = 7");

        Cli.Result result =
                cli.run(("audit list " + options).strip().split(" ", -1)).exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("event 7 is missing or is not what was written");
    }

    @Test
    void changedMacBeforeTheCursorIsNoticedToo() {
        for (int i = 0; i < 70; i++) {
            record(AuditAction.SHOW, false, beta, null, new AuditActor(ME, "me", ME, "direct", null, null, "1"));
        }
        new RawDatabase(cli.database()).execute("UPDATE audit SET mac = zeroblob(32) WHERE sequence = 5");

        cli.run("audit", "list", "--after", "5").exits(ExitCode.INTEGRITY);
        assertThat(sequences("--after 6 --limit 1"))
                .as("the control: from there on all is proved")
                .containsExactly("7");
    }

    @Test
    void tokenIsNamedLikeEverywhereAndAlsoWhenItWasPurged() {
        assertThat(sequences("--token " + alpha)).containsExactly("2", "4", "5", "7");
        assertThat(sequences("--token " + alpha.substring(0, 6))).containsExactly("2", "4", "5", "7");
        cli.run("audit", "list", "--token", "nobody").exits(ExitCode.NOT_FOUND);
        after(20).run("purge", "--revoked-before", "1m", "-y").exits(ExitCode.OK);

        assertThat(sequences("--token beta")).containsExactly("3", "6", "8");
        assertThat(sequences("--token " + beta)).containsExactly("3", "6", "8");
        assertThat(sequences("--token " + beta.substring(0, 5))).containsExactly("3", "6", "8");
    }

    @Test
    void whatIsMistypedIsRefused() {
        for (String line : new String[] {
            "--after x", "--after -1", "--limit x", "--since yesterday", "--action fly", "-o ids", "extra"
        }) {
            Cli.Result result = cli.run(("audit list " + line).split(" ", -1)).exits(ExitCode.USAGE);
            assertThat(result.out()).isEmpty();
        }
        assertThat(cli.run("audit", "list", "--after", "x").err())
                .contains("it is not a number of an event, 0 or more");
    }

    @Test
    void itWritesNothing() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());

        cli.run("audit", "list").exits(ExitCode.OK);
        cli.run("audit", "head").exits(ExitCode.OK);

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(cli.run("audit", "list", "-o", "json").out()).doesNotContain("sok_");
    }

    @Test
    void eventsAreInTheOrderOfTheTrailWhenTheClockWasSetBack() {
        cli.at(Cli.START.minusSeconds(3600)).run("show", "--id", alpha, "-q").exits(ExitCode.OK);
        JsonArray events = JsonParser.parseString(
                        cli.run("audit", "list", "--after", "6", "-o", "json").out())
                .getAsJsonObject()
                .getAsJsonArray("events");

        assertThat(events.get(1).getAsJsonObject().get("time").getAsString()).isEqualTo("2026-11-23T08:00:00Z");
        assertThat(events.get(1).getAsJsonObject().get("clock_regressed").getAsBoolean())
                .isTrue();
        assertThat(events.get(0).getAsJsonObject().get("clock_regressed").getAsBoolean())
                .isFalse();
    }

    @Test
    void userWhoIsNotInTheTrailIsNamed() {
        Cli.Result nobody = cli.run("audit", "list", "--actor", "nobody-of-us").exits(ExitCode.OK);
        assertThat(nobody.out()).isEmpty();
        assertThat(nobody.err()).isEqualTo("The audit trail has no event by 'nobody-of-us'.\n");

        String me = cli.run("audit", "list", "--limit", "1").line().split("\t", -1)[5];
        assertThat(cli.run("audit", "list", "--actor", me, "--until", "2020-01-01")
                        .exits(ExitCode.OK)
                        .err())
                .isEmpty();
        assertThat(cli.run("audit", "list", "--actor", "nobody-of-us", "--after", "1")
                        .exits(ExitCode.OK)
                        .err())
                .isEmpty();
    }
}
