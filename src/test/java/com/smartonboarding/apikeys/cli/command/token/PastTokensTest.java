package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who could get in then: {@code list --as-of} tells purged tokens too, and every label is the one of that time. */
class PastTokensTest {
    private static final String HOSTILE = "it's' expires='1' \"ä\" \\ 日本語";

    private final Cli cli;

    /**
     * Day 0: four tokens. Day 1: a client calls. Day 2: one gets another label, one is revoked. Day 3: the revoked one
     * is purged.
     */
    PastTokensTest(Cli cli) {
        this.cli = cli;
        on(0).run("generate", "--label", "web", "--scope", "read", "--expires-in", "30d")
                .exits(ExitCode.OK);
        String code = cli.run(
                        "generate",
                        "--label",
                        HOSTILE,
                        "--description",
                        "the old 'crm'",
                        "--scope",
                        "read",
                        "--scope",
                        "deploy",
                        "--expires-at",
                        "2026-11-25T00:00:00Z")
                .line();
        cli.run("generate", "--label", "erp").exits(ExitCode.OK);
        cli.run("generate", "--label", "mail").exits(ExitCode.OK);
        on(1).inPipe(code).run("verify", "--from", "192.0.2.7").exits(ExitCode.OK);
        on(2).inPipe().run("relabel", "erp", "sap").exits(ExitCode.OK);
        cli.run("revoke", HOSTILE, "-y", "--reason", "it's over").exits(ExitCode.OK);
        on(3).run("purge", "--revoked-before", "1h", "-y").exits(ExitCode.OK);
        cli.run("generate", "--label", "later").exits(ExitCode.OK);
    }

    private Cli on(int day) {
        return cli.at(time(day));
    }

    private static Instant time(int day) {
        return Cli.START.plus(Duration.ofDays(day));
    }

    private List<String> asOf(Instant time, String... options) {
        return list(time, options).out().lines().toList();
    }

    private Cli.Result list(Instant time, String... options) {
        List<String> args = new java.util.ArrayList<>(List.of("list", "--as-of", time.toString()));
        args.addAll(List.of(options));
        return cli.run(args.toArray(String[]::new)).exits(ExitCode.OK);
    }

    private JsonObject json(Instant time, String... options) {
        List<String> args = new java.util.ArrayList<>(List.of(options));
        args.addAll(List.of("-o", "json"));
        return JsonParser.parseString(list(time, args.toArray(String[]::new)).out())
                .getAsJsonObject();
    }

    private static String escaped(String label) {
        return label.replace("\\", "\\\\");
    }

    @Test
    void purgedTokenIsListedWithWhatItWas() {
        JsonObject then = json(time(1), "--scope", "deploy");

        assertThat(then.get("purged_since").getAsLong()).isEqualTo(1);
        assertThat(then.getAsJsonArray("partly_known")).isEmpty();
        JsonObject token = then.getAsJsonArray("tokens").get(0).getAsJsonObject();
        String me = token.get("created_by").getAsString();
        token.remove("id");
        assertThat(token).isEqualTo(JsonParser.parseString(String.format(Locale.ROOT, """
                {
                  "label": "it's' expires='1' \\"ä\\" \\\\ 日本語",
                  "status": "Active",
                  "created": "2026-11-23T09:00:00Z",
                  "expires": "2026-11-25T00:00:00Z",
                  "last_accessed": "2026-11-24T09:00:00Z",
                  "scopes": ["deploy", "read"],
                  "description": "the old 'crm'",
                  "created_by": "%1$s",
                  "last_accessed_from": "192.0.2.7",
                  "revoked": "2026-11-25T09:00:00Z",
                  "revoked_by": "%1$s",
                  "revoke_reason": "it's over",
                  "recoverable": false,
                  "predecessor": null,
                  "successor": null,
                  "owner": null,
                  "metadata": {},
                  "networks": [],
                  "disabled": null,
                  "disabled_by": null,
                  "disable_reason": null
                }
                """, me)));
    }

    @Test
    void everyTimeHasItsStatusesAndLabels() {
        String[] columns = {"--columns", "label,status", "--sort", "label"};
        assertThat(asOf(time(0).minusSeconds(1), columns)).isEmpty();
        assertThat(asOf(time(1), columns))
                .containsExactly("erp\tActive", escaped(HOSTILE) + "\tActive", "mail\tActive", "web\tActive");
        assertThat(asOf(Instant.parse("2026-11-25T08:00:00Z"), columns))
                .containsExactly("erp\tActive", escaped(HOSTILE) + "\tExpired", "mail\tActive", "web\tActive");
        assertThat(asOf(time(2), columns))
                .containsExactly(escaped(HOSTILE) + "\tRevoked", "mail\tActive", "sap\tActive", "web\tActive");
        assertThat(asOf(time(3), columns))
                .containsExactly("later\tActive", "mail\tActive", "sap\tActive", "web\tActive");
        assertThat(list(time(1)).err()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    erp                      | erp
                    sap                      | ''
                    *'*                      | it's
                    [em]*                    | erp mail
                    e* w*                    | erp web
                    * --status active        | it's erp mail web
                    * --limit 2 --sort label | erp it's
                    * --unused-for 24h       | web erp mail
                    * --scope read           | web it's
                    * --expiring-within 7d   | it's
                    """)
    void filtersTakeTheLabelsAndFactsOfThatTime(String options, String expected) {
        List<String> labels = asOf(time(1), (options + " --columns label").split(" ", -1));

        assertThat(labels.stream().map(label -> label.replaceFirst("'s.*", "'s")))
                .containsExactlyInAnyOrder(expected.isEmpty() ? new String[0] : expected.split(" ", -1));
    }

    /** The control for the order: nothing was purged or renamed when the first list was made. */
    @ParameterizedTest
    @ValueSource(strings = {"id", "label", "status", "created", "expires", "last_accessed", "created_by"})
    void orderIsTheSameAsBeforeThePurges(String column, Cli fresh) {
        for (String label : List.of("b", "A", "a", "C", "\ud83d\ude00", "\uffe5", "ä", "B", "c")) {
            fresh.at(Cli.START.plusSeconds(label.charAt(0)));
            String expiry = label.charAt(0) < 'b' ? "5d" : "9999d";
            String code = (label.length() > 1 || label.equals("C")
                            ? fresh.run("generate", "--label", label)
                            : fresh.run("generate", "--label", label, "--expires-in", expiry))
                    .line();
            if (label.toLowerCase(Locale.ROOT).equals(label)) {
                fresh.inPipe(code).run("verify").exits(ExitCode.OK);
                fresh.inPipe();
            }
        }
        Instant then = Cli.START.plus(Duration.ofDays(6));
        fresh.at(then);
        fresh.run("revoke", "c", "-y").exits(ExitCode.OK);
        String[] list = {"list", "--as-of", then.toString(), "--sort", column};
        String[] reverse = {"list", "--as-of", then.toString(), "--sort", column, "--reverse"};
        String before = fresh.run(list).exits(ExitCode.OK).out();
        String reversed = fresh.run(reverse).exits(ExitCode.OK).out();

        fresh.at(then.plusSeconds(60));
        fresh.run("revoke", "--label-glob", "[^CB]*", "-y").exits(ExitCode.OK);
        fresh.run("relabel", "C", "0").exits(ExitCode.OK);
        fresh.run("relabel", "B", "z").exits(ExitCode.OK);
        fresh.at(then.plusSeconds(120));
        fresh.run("purge", "--revoked-before", "30s", "-y").exits(ExitCode.OK);
        assertThat(fresh.run("list").out()).hasLineCount(2);

        assertThat(fresh.run(list).exits(ExitCode.OK).out()).isEqualTo(before).hasLineCount(9);
        assertThat(fresh.run(reverse).exits(ExitCode.OK).out()).isEqualTo(reversed);
    }

    @Test
    void labelOfThatTimeIsTheOneBeforeTheFirstLaterChange() {
        on(4).run("relabel", "sap", "r3").exits(ExitCode.OK);
        on(5).run("relabel", "r3", "s4").exits(ExitCode.OK);
        on(6).run("revoke", "s4", "-y").exits(ExitCode.OK);
        for (int round = 1; round <= 2; round++) { // the second one after the purge
            for (String expected : List.of("1 erp", "2 sap", "3 sap", "4 r3", "5 s4", "6 s4")) {
                assertThat(asOf(time(expected.charAt(0) - '0'), "--columns", "label"))
                        .contains(expected.substring(2));
            }
            on(7).run("purge", "--revoked-before", "1h", "-y").exits(ExitCode.OK);
            assertThat(cli.run("list", "s4").out().isEmpty())
                    .as("the second round")
                    .isTrue();
        }
    }

    @Test
    void rotationOfPurgedTokensIsTold() {
        on(4);
        String predecessor = cli.run("list", "mail", "-o", "ids").line();
        String successor =
                cli.run("rotate", "mail", "--grace", "0", "-y").line().substring(4, 16);
        on(5).run("purge", "--revoked-before", "1h", "-y").exits(ExitCode.OK);

        assertThat(asOf(time(4), "mail", "--columns", "id,status,successor,predecessor,revoke_reason"))
                .containsExactlyInAnyOrder(
                        predecessor + "\tRevoked\t" + successor + "\t\trotated",
                        successor + "\tActive\t\t" + predecessor + "\t");
    }

    @Test
    void whatAnEarlierVersionDidNotRecordIsSaidToBeUnknown() {
        String id = cli.run("list", "mail", "-o", "ids").line();
        on(4).run("revoke", "mail", "-y").exits(ExitCode.OK);
        AuditActor actor = new AuditActor(0, "root", 0, "direct", null, null, "0.1.0");
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ZERO).write(transaction -> {
            transaction.tokens().delete(transaction.tokens().find(id).orElseThrow());
            transaction.audit().append(AuditEvent.of(time(5), AuditAction.PURGE, false, id, "was 'mail'", actor));
            return id;
        });

        Cli.Result list = list(time(3), "mail", "--columns", "id,label,status,expires");
        assertThat(list.out()).isEqualTo(id + "\tmail\tActive\t\n");
        assertThat(list.err())
                .contains("1 of these tokens was purged by an earlier version of apikeys", id, "may have expired");
        assertThat(json(time(3)).getAsJsonArray("partly_known").toString()).isEqualTo("[\"" + id + "\"]");
        assertThat(json(time(3), "web").getAsJsonArray("partly_known")).isEmpty();
        assertThat(list(time(3), "web").err()).isEmpty();
    }

    @Test
    void listOfTheTokensOfTodayDoesNotChange() {
        assertThat(cli.run("list", "--columns", "label", "--sort", "label").out())
                .isEqualTo("later\nmail\nsap\nweb\n");
        assertThat(cli.run("list", "-o", "json").out()).doesNotContain("purged_since", "partly_known");
    }
}
