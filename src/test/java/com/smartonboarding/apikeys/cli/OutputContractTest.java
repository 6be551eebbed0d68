package com.smartonboarding.apikeys.cli;

import static com.smartonboarding.apikeys.cli.JsonSchemas.assertRefused;
import static com.smartonboarding.apikeys.cli.JsonSchemas.assertValid;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.output.token.TokenField;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Machine-readable output matches its schemas, and any deviation would be noticed. */
class OutputContractTest {
    private static final long ME = ProcessIds.read().effective();
    private static final String HOSTILE = "=cmd|' /C calc'!A0 \"<&>\\ 日本語 👍🏽 \u0130";

    @TempDir
    private static Path furnished;

    private static String code = "";
    private static String revokedCode = "";
    private static String expiredCode = "";

    private final Cli cli;

    @BeforeAll
    static void tokensInEveryState() {
        Cli cli = new Cli(furnished);
        code = generate(
                cli,
                "--label",
                "full",
                "--description",
                HOSTILE,
                "--scope",
                "deploy",
                "--scope",
                "read:*",
                "--owner",
                HOSTILE,
                "--meta",
                "a.b_c-d=" + HOSTILE,
                "--meta",
                "0=" + "v".repeat(128),
                "--from-network",
                "10.0.0.0/8",
                "--from-network",
                "2001:db8::/32",
                "--expires-in",
                "30d");
        cli.inPipe(code + "\n").run("verify", "--from", "[2001:db8::7]:443").exits(ExitCode.OK);
        cli.inPipe();
        generate(cli, "--label", HOSTILE);
        generate(cli, "--label", "x".repeat(128), "--description", "y".repeat(1000));
        generate(cli, "--label", "once", "--once", "--expires-at", "9999-12-31");
        revokedCode = generate(cli, "--label", "revoked");
        cli.run("revoke", "revoked", "-y", "--reason", HOSTILE).exits(ExitCode.OK);
        generate(cli, "--label", "revoked in silence");
        cli.run("revoke", "revoked in silence", "-y").exits(ExitCode.OK);
        expiredCode = generate(cli, "--label", "expired", "--expires-in", "1s");
        for (String label : new String[] {"overlap", "endless", "finished", "aborted"}) {
            generate(cli, "--label", label, "--expires-in", "300d");
            cli.run("rotate", label).exits(ExitCode.OK);
        }
        cli.run("rotate", "finished", "--finish", "-y").exits(ExitCode.OK);
        cli.run("rotate", "aborted", "--abort", "-y").exits(ExitCode.OK);
        cli.run("admins", "add", "3999999001").exits(ExitCode.OK);
    }

    /** Copies the tokens, and sets the clock ten seconds later. */
    OutputContractTest(Cli cli) throws IOException {
        this.cli = Homes.copy(furnished, cli.home()).at(Cli.START.plusSeconds(10));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list -o json",
                "list -o json --reverse --sort label",
                "list -o json --as-of 2026-11-23T09:00:00Z",
                "list -o json --as-of 2026-01-01",
                "list -o json no-such-label"
            })
    void listsAreValid(String line) {
        assertValid("list@2", out(line));
    }

    @Test
    void lineOfAListIsTheSameAsAnElementAndValid() {
        List<String> lines = out("list -o jsonl").lines().toList();
        JsonObject list = JsonParser.parseString(out("list -o json")).getAsJsonObject();

        assertThat(lines).hasSize(15);
        lines.forEach(line -> assertValid("token@2", line));
        assertThat(lines.stream().map(JsonParser::parseString))
                .containsExactlyElementsOf(list.getAsJsonArray("tokens"));
    }

    @Test
    void chosenColumnsAreValidInEveryNumberAndOrder() {
        assertValid("columns@2", out("list -o json --columns label,id,label"));
        for (TokenField field : TokenField.ALL) {
            assertValid("columns@2", out("list -o json --columns " + field.key()));
        }
        String columns = "{\"schema\":\"apikeys/columns@2\",\"tokens\":[%s]}";
        for (String line : out("list -o jsonl --columns status,created").lines().toList()) {
            assertValid("columns@2", String.format(Locale.ROOT, columns, line));
        }
        assertRefused("columns@2", String.format(Locale.ROOT, columns, "{}"));
        assertRefused("columns@2", String.format(Locale.ROOT, columns, "{\"colour\":\"red\"}"));
        assertRefused("list@2", out("list -o json --columns label").replace("columns@2", "list@2"));
    }

    @Test
    void detailsOfEveryTokenAreValid() {
        int withCode = 0;
        for (String id : out("list -o ids").lines().toList()) {
            JsonObject details = object(out("show --no-code -o json --id " + id));
            assertValid("show@2", details.toString());
            assertThat(details.get("code").isJsonNull()).isTrue();
            if (details.get("recoverable").getAsBoolean()) {
                withCode++;
                assertValid("show@2", out("show -o json --id " + id));
            }
        }
        assertThat(withCode).isEqualTo(10);
    }

    @Test
    void generatedTokensAreValidHoweverTheyCameAboutAndWhereverTheirCodeWent() {
        String file = cli.home().resolve("secret").toString();
        for (String line : new String[] {
            "generate --label a -o json",
            "generate --label b -o json --once -q",
            "generate --label c -o json --request-id c1 --scope x",
            "generate --label c -o json --request-id c1 --scope x",
            "generate --label c -o json --if-absent",
            "generate --label d -o json --expires-in 1h --secret-file " + file,
            "generate --label d -o json --if-absent --secret-file " + file + "2"
        }) {
            assertValid("generate@2", out(line));
        }
    }

    @Test
    void manyGeneratedTokensAreValid() {
        for (String options : new String[] {
            "",
            " --request-id many",
            " --request-id many",
            " --secret-file " + cli.home().resolve("secrets")
        }) {
            cli.inPipe(options.isBlank() || options.contains("file") ? "m" + options.length() + "\n" : "x\ny\nz\n");
            assertValid("generate-batch@2", out("generate --label-file - -o json" + options));
            cli.inPipe();
        }
    }

    @Test
    void successorsAreValidHoweverTheyCameAbout() {
        for (String line : new String[] {
            "rotate full -o json --request-id r1",
            "rotate full -o json --request-id r1",
            "rotate once -o json --grace 0 -y",
            "rotate aborted -o json --secret-file " + cli.home().resolve("secret")
        }) {
            assertValid("rotate@2", out(line));
        }
    }

    @Test
    void latestExpiryThereIsStaysOneWhenTheTokenIsRotated() {
        JsonObject successor = object(out("rotate once -o json"));

        assertThat(successor.get("expires").getAsString()).isEqualTo("9999-12-31T00:00:10Z");
        cli.at(Cli.START.plus(Duration.ofDays(400)));
        successor = object(out("rotate once -o json"));
        assertThat(successor.get("expires").getAsString()).isEqualTo("9999-12-31T23:59:59Z");
        assertValid("rotate@2", successor.toString());
    }

    @Test
    void expiryInTheYearAfterTheLastIsRefusedInAnyZone() {
        cli.run("generate", "--label", "late", "--expires-at", "9999-12-31T23:59:59-01:00")
                .exits(ExitCode.USAGE);
    }

    @Test
    void rotationsAreValidInEveryPhase() {
        generate(cli, "--label", "stranded");
        assertError(
                ExitCode.INTERNAL, cli.run(broken(new IllegalStateException()), "rotate", "stranded", "-o", "json"));

        assertPhase("undelivered", "--label stranded");
        assertPhase("overlap", "--label overlap");
        assertPhase("finished", "--label finished");
        String successor = id("overlap");
        out("revoke -y --id " + successor);
        assertPhase("abandoned", "--id " + successor);
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        assertPhase("finished", "--label endless");
    }

    @Test
    void answersAboutCodesAreValidOneByOneAndInAStream() {
        check("", code, ExitCode.OK);
        check("--scope deploy --no-touch", code, ExitCode.OK);
        check("--scope admin", code, ExitCode.REJECTED_SCOPE);
        check("--from 192.0.2.1", code, ExitCode.REJECTED_NETWORK);
        check("", revokedCode, ExitCode.REJECTED_REVOKED);
        check("", expiredCode, ExitCode.REJECTED_EXPIRED);
        check("", "sok_something", ExitCode.REJECTED_MALFORMED);
        check("", generateElsewhere(), ExitCode.REJECTED_UNKNOWN);

        List<String> answers = cli.inPipe(
                        String.join("\n", code, revokedCode, expiredCode, "", "nonsense", generateElsewhere()) + "\n")
                .run("verify", "--stream")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
        assertThat(answers).hasSize(6);
        answers.forEach(answer -> assertValid("verify@3", answer));
    }

    @Test
    void answersOfAStreamThatKnowNothingAboutACodeAreValid() {
        String line = "{\"code\":\"%s\",\"id\":\"\\u001b\u0085\ud83d\udc4d\"}".formatted(code);
        List<String> answers = cli.inPipe(line + "\n{}\n{\"id\":\"\"}\n" + line.replace("id", "ids"))
                .run("verify", "--stream")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
        assertThat(answers).hasSize(4);
        answers.forEach(answer -> assertValid("verify@3", answer));

        JsonObject unknown = object(answers.get(1));
        assertThat(unknown.get("valid").isJsonNull()).isTrue();
        assertValid("verify@3", changed(unknown, "result", new JsonPrimitive("busy")));
        assertRefused("verify@3", changed(unknown, "result", new JsonPrimitive("unknown")));
        assertRefused("verify@3", changed(unknown, "result", new JsonPrimitive("valid")));
        assertRefused("verify@3", changed(unknown, "valid", new JsonPrimitive(false)));
        assertRefused("verify@3", changed(unknown, "valid", new JsonPrimitive(true)));
        assertRefused("verify@3", changed(unknown, "message", JsonNull.INSTANCE));
        assertRefused("verify@3", changed(unknown, "label", new JsonPrimitive("full")));
        JsonObject known = object(answers.get(0));
        assertRefused("verify@3", changed(known, "message", new JsonPrimitive("A message.")));
        assertRefused("verify@3", changed(known, "request", new JsonPrimitive("x".repeat(129))));
    }

    @Test
    void historiesAreValidOfTokensInEveryState() {
        out("show full");
        out("relabel full fuller");
        String purged = id("revoked");
        List<String> ids = out("list -o ids").lines().toList();
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        out("purge --revoked-before 1d -y");
        out("admins remove " + ME);
        cli.run("show", "fuller").exits(ExitCode.DENIED);

        for (String id : ids) {
            assertValid("history@2", out("history -o json --id " + id));
        }
        assertThat(out("history fuller -o json")).contains("\"denied\": true", "\"last access\"");
        assertThat(object(out("history -o json " + purged)).get("status").isJsonNull())
                .isTrue();
        assertValid("list@2", out("list -o json --as-of 2026-11-23T09:00:30Z"));
        assertValid("columns@2", out("list -o json --columns id --as-of 2026-11-23T09:00:30Z"));
    }

    @Test
    void changedHistoryIsRefused() {
        JsonObject history = object(out("history full -o json"));
        JsonObject event = history.getAsJsonArray("events").get(0).getAsJsonObject();
        assertThat(event.get("action").getAsString()).isEqualTo("generate");
        JsonObject access = history.getAsJsonArray("events").get(1).getAsJsonObject();
        assertThat(access.get("action").getAsString()).isEqualTo("last access");
        assertValid("history@2", history.toString());

        for (String key : List.copyOf(history.keySet())) {
            JsonObject less = history.deepCopy();
            less.remove(key);
            assertRefused("history@2", less.toString());
        }
        assertRefused("history@2", changed(history, "code", new JsonPrimitive(code)));
        assertRefused("history@2", changed(history, "status", JsonNull.INSTANCE));
        assertRefused("history@2", changed(history, "status", new JsonPrimitive("Purged")));
        assertRefused("history@2", changed(history, "events", new JsonArray()));
        for (String key : List.copyOf(event.keySet())) {
            JsonObject less = event.deepCopy();
            less.remove(key);
            assertRefused("history@2", withEvent(history, less.toString()));
        }
        assertValid("history@2", withEvent(history, event.toString()));
        assertRefused("history@2", withEvent(history, changed(event, "action", new JsonPrimitive("bless"))));
        assertRefused("history@2", withEvent(history, changed(event, "by", JsonNull.INSTANCE)));
        assertRefused("history@2", withEvent(history, changed(event, "sequence", JsonNull.INSTANCE)));
        assertRefused("history@2", withEvent(history, changed(event, "former_label", new JsonPrimitive("x"))));
        assertRefused("history@2", withEvent(history, changed(event, "address", new JsonPrimitive("::1"))));
        assertRefused("history@2", withEvent(history, changed(event, "detail", new JsonPrimitive("a\u001b[31m"))));
        assertRefused("history@2", withEvent(history, changed(event, "time", new JsonPrimitive("today"))));
        assertRefused("history@2", withEvent(history, changed(access, "sequence", new JsonPrimitive(1))));
        assertRefused("history@2", withEvent(history, changed(access, "by", new JsonPrimitive("alice"))));
        assertRefused("history@2", withEvent(history, changed(access, "denied", new JsonPrimitive(true))));
    }

    @Test
    void auditTrailIsValidAsALineAndAsAList() {
        out("show full");
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        out("purge --revoked-before 1d -y");
        out("admins remove " + ME);
        cli.run("show", "full").exits(ExitCode.DENIED);
        cli.run("revoke", "full", "endless").exits(ExitCode.DENIED);

        List<String> lines = out("audit list -o jsonl").lines().toList();

        assertThat(lines).hasSizeGreaterThan(25);
        lines.forEach(line -> assertValid("audit-event@1", line));
        assertValid("audit-list@1", out("audit list -o json"));
        assertValid("audit-list@1", out("audit list -o json --after 5 --reverse --limit 2"));
        assertValid("audit-list@1", out("audit list -o json --actor nobody"));
        JsonObject event = object(lines.get(3));
        for (String key : List.copyOf(event.keySet())) {
            JsonObject less = event.deepCopy();
            less.remove(key);
            assertRefused("audit-event@1", less.toString());
        }
        assertRefused("audit-event@1", changed(event, "action", new JsonPrimitive("bless")));
        assertRefused("audit-event@1", changed(event, "detail", new JsonPrimitive("a\u001b[31m")));
        assertRefused("audit-event@1", changed(event, "sequence", JsonNull.INSTANCE));
        assertRefused("audit-event@1", changed(event, "code", new JsonPrimitive(code)));
    }

    @Test
    void endAndCheckOfTheTrailAreValid() throws IOException {
        JsonObject head = object(out("audit head -o json"));
        assertValid("audit-head@1", head.toString());
        assertRefused("audit-head@1", changed(head, "mac", new JsonPrimitive("00")));
        assertRefused("audit-head@1", changed(head, "line", new JsonPrimitive("apikeys/audit-head@2")));
        Path anchors = Files.writeString(cli.home().resolve("anchors"), out("audit head"));
        for (String options : new String[] {"", " --anchor " + anchors}) {
            JsonObject check = object(out("audit verify -o json" + options));
            assertValid("audit-verify@1", check.toString());
            check.remove("newest_anchor");
            assertRefused("audit-verify@1", check.toString());
        }
    }

    @Test
    void keysAreValid() {
        JsonObject made = object(out("key rotate -o json"));
        assertValid("key-rotate@1", made.toString());
        assertRefused("key-rotate@1", changed(made, "id", JsonNull.INSTANCE));
        JsonObject keys = object(out("key list -o json"));
        assertValid("key-list@1", keys.toString());
        assertRefused("key-list@1", changed(keys, "keys", new JsonArray()));
    }

    @Test
    void rekeysAndDropsAreValid() {
        String old = object(out("key list -o json"))
                .getAsJsonArray("keys")
                .get(0)
                .getAsJsonObject()
                .get("id")
                .getAsString();
        assertValid("key-rekey@1", out("key rekey -o json"));
        out("key rotate -q");
        JsonObject plan = object(out("key rekey --dry-run -o json"));
        JsonObject rekeyed = object(out("key rekey -o json"));
        assertThat(plan.get("changed").getAsBoolean()).isFalse();
        assertThat(rekeyed.get("changed").getAsBoolean()).isTrue();
        assertThat(rekeyed.getAsJsonArray("remaining")).isNotEmpty();
        for (JsonObject document : List.of(plan, rekeyed)) {
            assertValid("key-rekey@1", document.toString());
            assertRefused("key-rekey@1", changed(document, "codes", new JsonPrimitive(-1)));
            assertRefused("key-rekey@1", changed(document, "remaining", JsonNull.INSTANCE));
            assertEveryMemberIsRequired("key-rekey@1", document);
        }

        out("revoke once -y");
        plan = object(out("key drop " + old + " --dry-run -o json"));
        JsonObject dropped = object(out("key drop " + old + " -y -o json"));
        assertThat(dropped.get("revoked").getAsInt()).isPositive();
        for (JsonObject document : List.of(plan, dropped)) {
            assertValid("key-drop@1", document.toString());
            assertRefused("key-drop@1", changed(document, "revoked", new JsonPrimitive(-1)));
            assertRefused("key-drop@1", changed(document, "key", new JsonPrimitive("secret")));
            assertEveryMemberIsRequired("key-drop@1", document);
        }
    }

    private static void assertEveryMemberIsRequired(String schema, JsonObject document) {
        for (String key : List.copyOf(document.keySet())) {
            JsonObject less = document.deepCopy();
            less.remove(key);
            assertRefused(schema, less.toString());
        }
    }

    @Test
    void backupsAreValid() {
        JsonObject backup =
                object(out("backup -o json " + cli.home().resolve("copy").toAbsolutePath()));
        assertValid("backup@1", backup.toString());
        assertRefused("backup@1", changed(backup, "tokens", new JsonPrimitive(-1)));
        backup.remove("recorded");
        assertRefused("backup@1", backup.toString());
    }

    @Test
    void disabledAndEnabledTokensAreValid() {
        JsonObject disabled = object(out("disable full once -y -o json"));
        assertValid("disable@1", disabled.toString());
        assertThat(disabled.getAsJsonArray("disabled")).hasSize(2);
        assertValid("disable@1", out("disable full -y -o json"));
        assertRefused("disable@1", changed(disabled, "steps", new JsonPrimitive(0)));
        assertValid("list@2", out("list -o json --status disabled"));
        assertValid("show@2", out("show full -o json"));
        assertValid("history@2", out("history full -o json"));
        JsonObject enabled = object(out("enable full once -y -o json"));
        assertValid("enable@1", enabled.toString());
        assertValid("enable@1", out("enable full -y -o json"));
        assertRefused("enable@1", changed(enabled, "enabled", disabled.getAsJsonArray("disabled")));
        assertRefused("disable@1", changed(disabled, "disabled", enabled.getAsJsonArray("enabled")));
        assertValid("audit-list@1", out("audit list -o json"));
    }

    @Test
    void revokedAndPurgedTokensAreValid() {
        JsonObject revoked = object(out("revoke revoked full expired " + id("overlap") + " -y -o json"));
        assertValid("revoke@1", revoked.toString());
        assertThat(revoked.getAsJsonArray("predecessors")).hasSize(1);
        assertRefused("revoke@1", changed(revoked, "already_revoked", revoked.getAsJsonArray("predecessors")));
        assertRefused("revoke@1", changed(revoked, "predecessors", revoked.getAsJsonArray("revoked")));
        assertRefused("revoke@1", changed(revoked, "steps", new JsonPrimitive(0)));
        assertValid("revoke@1", out("revoke --label-glob nobody* -y -o json"));
        assertValid("list@2", out("revoke once -n -o json"));
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        assertValid("list@2", out("purge --revoked-before 1d -n -o json"));
        JsonObject purged = object(out("purge --revoked-before 1d -y -o json"));
        assertValid("purge@1", purged.toString());
        assertThat(purged.getAsJsonArray("purged")).hasSize(7);
        assertRefused("purge@1", changed(purged, "purged", JsonNull.INSTANCE));
    }

    @Test
    void reportsOfOtherChangesAreValid() {
        String elsewhere = " --database " + cli.home().resolve("made.db") + " --key-file "
                + cli.home().resolve("made.key");
        JsonObject made = object(out("init -o json" + elsewhere));
        assertValid("init@1", made.toString());
        assertRefused("init@1", changed(made, "database", new JsonPrimitive("made.db")));

        JsonObject relabelled = object(out("relabel full fuller -o json"));
        assertValid("relabel@1", relabelled.toString());
        assertValid("relabel@1", out("relabel fuller fuller -o json"));
        assertRefused("relabel@1", changed(relabelled, "token", JsonNull.INSTANCE));

        JsonObject added = object(out("admins add 3999999002 -o json"));
        assertValid("admins-add@1", added.toString());
        assertValid("admins-add@1", out("admins add 3999999002 -o json"));
        assertRefused("admins-add@1", changed(added, "changed", new JsonPrimitive("yes")));
        JsonObject removed = object(out("admins remove 3999999002 -o json"));
        assertValid("admins-remove@1", removed.toString());
        assertRefused("admins-remove@1", changed(removed, "removed", new JsonPrimitive("alice")));
    }

    @Test
    void endsOfRotationsAreRotations() {
        assertEnd("finished", "rotate overlap --finish -y -o json");
        assertEnd("finished", "rotate overlap --finish -y -o json");
        assertEnd("abandoned", "rotate endless --abort -y -o json");
    }

    private void assertEnd(String phase, String line) {
        Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.OK);
        assertThat(result.err()).isEmpty();
        assertValid("rotation@2", result.out());
        assertThat(object(result.out()).get("phase").getAsString()).isEqualTo(phase);
    }

    @Test
    void restoresAreValid() {
        Path copy = cli.home().resolve("copy").toAbsolutePath();
        cli.run("backup", copy.toString()).exits(ExitCode.OK);
        for (String options : new String[] {" --dry-run", ""}) {
            JsonObject restore = object(out("restore --rollback --yes -o json" + options + " " + copy));
            assertValid("restore@1", restore.toString());
            assertRefused("restore@1", changed(restore, "events_given_up", new JsonPrimitive(-1)));
            restore.remove("former");
            assertRefused("restore@1", restore.toString());
        }
    }

    @Test
    void editedTokensAreValid() {
        JsonObject preview = object(out("edit full --add-scope b --no-expiry --dry-run -o json"));
        assertValid("edit@1", preview.toString());
        JsonObject edited = object(out("edit full --add-scope b --no-expiry --no-description -o json"));
        assertValid("edit@1", edited.toString());
        assertRefused("edit@1", changed(edited, "changed", new JsonArray()));
        assertRefused("edit@1", changed(edited, "outcome", new JsonPrimitive("unchanged")));
        assertRefused("edit@1", changed(edited, "after", JsonNull.INSTANCE));
        edited.getAsJsonObject("after").addProperty("code", code);
        assertRefused("edit@1", edited.toString());
        JsonObject unchanged = object(out("edit full --no-description -o json"));
        assertValid("edit@1", unchanged.toString());
        assertRefused("edit@1", changed(unchanged, "outcome", new JsonPrimitive("edited")));
        assertValid("history@2", out("history full -o json"));
        assertValid("audit-list@1", out("audit list --action edit -o json"));
    }

    private static String withEvent(JsonObject history, String event) {
        JsonArray events = new JsonArray();
        events.add(JsonParser.parseString(event));
        return changed(history, "events", events);
    }

    @Test
    void administratorsAreValid() {
        assertValid("admins@1", out("admins list -o json"));
        assertThat(out("admins list -o json")).contains("\"uid 3999999001\"");
    }

    @Test
    void errorsAreValidWithEveryExitCodeThatCanBeBroughtAbout() throws Exception {
        String id = id("full");
        cli.run("generate", "--label", id.substring(0, 4)).exits(ExitCode.OK);
        error(ExitCode.USAGE, "list -o json --limit x");
        error(ExitCode.USAGE, "show full -o jsonl");
        error(ExitCode.NOT_FOUND, "show nobody -o json");
        error(ExitCode.NOT_FOUND, "show revoked -o json");
        error(ExitCode.AMBIGUOUS, "show -o json " + id.substring(0, 4));
        error(ExitCode.CONFLICT, "generate --label full -o json");
        error(ExitCode.DECLINED, "rotate full --grace 0 -o json");
        error(ExitCode.NOT_INITIALIZED, "list -o json --database " + cli.home().resolve("none.db"));
        assertError(ExitCode.UNDELIVERED, cli.run(full(), "generate", "--label", "lost", "-o", "json"));
        assertError(ExitCode.STORAGE, cli.run(full(), "list", "-o", "jsonl"));
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            cli.waitingAtMost(Duration.ofMillis(10));
            error(ExitCode.BUSY, "list -o json");
        }
        out("admins remove " + ME);
        error(ExitCode.DENIED, "show full -o json");
        new RawDatabase(cli.database()).execute("UPDATE token SET label = 'changed' WHERE label = 'once'");
        error(ExitCode.INTEGRITY, "list -o json");
        Files.setPosixFilePermissions(cli.database(), PosixFilePermissions.fromString("rw-r--r--"));
        error(ExitCode.UNSAFE_FILES, "list -o json");
        Files.setPosixFilePermissions(cli.database(), PosixFilePermissions.fromString("rw-------"));
        Files.delete(cli.keyFile());
        error(ExitCode.WRONG_KEY, "list -o json");
    }

    @Test
    void changedDocumentIsRefused() {
        JsonObject token = object(out("show full -o json"));
        assertValid("show@2", token.toString());

        for (String key : List.copyOf(token.keySet())) {
            JsonObject less = token.deepCopy();
            less.remove(key);
            assertRefused("show@2", less.toString());
        }
        assertRefused("show@2", changed(token, "colour", new JsonPrimitive("red")));
        assertRefused("show@2", changed(token, "schema", new JsonPrimitive("apikeys/show@1")));
        assertRefused("show@2", changed(token, "status", new JsonPrimitive("active")));
        assertRefused("show@2", changed(token, "status", new JsonPrimitive("Revoked")));
        assertRefused("show@2", changed(token, "id", new JsonPrimitive("0123456789a")));
        assertRefused("show@2", changed(token, "code", new JsonPrimitive(code + "0")));
        assertRefused("show@2", changed(token, "created", new JsonPrimitive("2026-11-23 09:00:00")));
        assertRefused("show@2", changed(token, "created", new JsonPrimitive("2026-13-23T09:00:00Z")));
        assertRefused("show@2", changed(token, "created", new JsonPrimitive("2026-11-23T09:00:00.5Z")));
        assertRefused("show@2", changed(token, "created", JsonNull.INSTANCE));
        assertRefused("show@2", changed(token, "label", new JsonPrimitive("a\u001b[31m")));
        assertRefused("show@2", changed(token, "label", new JsonPrimitive("")));
        assertRefused("show@2", changed(token, "recoverable", new JsonPrimitive("true")));
        assertRefused("show@2", changed(token, "recoverable", new JsonPrimitive(false)));
        assertRefused("show@2", changed(token, "revoked_by", new JsonPrimitive("alice")));
        assertRefused("show@2", changed(token, "last_accessed", JsonNull.INSTANCE));
    }

    @Test
    void rejectionThatGivesSomethingAwayIsRefused() {
        JsonObject rejection = object(cli.inPipe(revokedCode + "\n")
                .run("verify", "-o", "json")
                .exits(ExitCode.REJECTED_REVOKED)
                .out());
        assertValid("verify@3", rejection.toString());

        assertRefused("verify@3", changed(rejection, "code", new JsonPrimitive(revokedCode)));
        assertRefused("verify@3", changed(rejection, "id", new JsonPrimitive(revokedCode.substring(4, 16))));
        assertRefused("verify@3", changed(rejection, "label", new JsonPrimitive("revoked")));
        assertRefused("verify@3", changed(rejection, "expires", new JsonPrimitive("2026-11-23T09:00:00Z")));
        assertRefused("verify@3", changed(rejection, "valid", new JsonPrimitive(true)));
        assertRefused("verify@3", changed(rejection, "result", new JsonPrimitive("valid")));
        assertRefused("verify@3", changed(rejection, "result", new JsonPrimitive("perhaps")));
    }

    @Test
    void codeInTwoPlacesOrInNoneIsRefused() {
        for (String schema : new String[] {"generate@2", "rotate@2"}) {
            JsonObject issued =
                    object(out(schema.startsWith("rotate") ? "rotate full -o json" : "generate --label a -o json"));
            assertValid(schema, issued.toString());

            assertRefused(schema, changed(issued, "secret_file", new JsonPrimitive("/srv/secret")));
            assertRefused(schema, changed(issued, "code", JsonNull.INSTANCE));
            assertRefused(schema, changed(issued, "outcome", new JsonPrimitive("old")));
            assertRefused(schema, changed(issued, "outcome", new JsonPrimitive("present")));
        }
    }

    @Test
    void errorWithTheNameOfAnotherIsRefused() {
        JsonObject error = object(cli.run("show", "nobody", "-o", "json").err());
        assertValid("error@1", error.toString());

        assertRefused("error@1", changed(error, "code", new JsonPrimitive(6)));
        assertRefused("error@1", changed(error, "code", new JsonPrimitive("4")));
        assertRefused("error@1", changed(error, "name", new JsonPrimitive("OK")));
        assertRefused("error@1", changed(error, "hint", new JsonPrimitive("x")));
    }

    private static String generate(Cli cli, String... options) {
        String[] args = new String[options.length + 1];
        args[0] = "generate";
        System.arraycopy(options, 0, args, 1, options.length);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    private String generateElsewhere() {
        String database = cli.home().resolve("elsewhere.db").toString();
        String keyFile = cli.home().resolve("elsewhere.key").toString();
        if (Files.notExists(Path.of(database))) {
            cli.run("init", "--database", database, "--key-file", keyFile).exits(ExitCode.OK);
        }
        return generate(cli, "--label", "e" + System.nanoTime(), "--database", database, "--key-file", keyFile);
    }

    private String out(String line) {
        return cli.run(line.split(" ", -1)).exits(ExitCode.OK).out();
    }

    private String id(String label) {
        return out("show --field id --label " + label).strip();
    }

    private void assertPhase(String phase, String token) {
        String rotation = out("rotate --status -o json " + token);
        assertValid("rotation@2", rotation);
        assertThat(object(rotation).get("phase").getAsString()).isEqualTo(phase);
    }

    private void check(String options, String presented, ExitCode expected) {
        String[] args = ("verify -o json " + options).strip().split(" ", -1);
        Cli.Result result = cli.inPipe(presented + "\n").run(args).exits(expected);
        assertValid("verify@3", result.out());
        if (expected != ExitCode.OK) {
            assertThat(result.out()).doesNotContain("sok_");
        }
    }

    private void error(ExitCode expected, String line) {
        assertError(expected, cli.run(line.split(" ", -1)));
    }

    private static void assertError(ExitCode expected, Cli.Result result) {
        result.exits(expected);
        assertThat(result.out()).isEmpty();
        assertThat(result.err().lines()).hasSize(1);
        assertValid("error@1", result.err());
        assertThat(object(result.err()).get("name").getAsString()).isEqualTo(expected.name());
    }

    private static JsonObject object(String document) {
        return JsonParser.parseString(document).getAsJsonObject();
    }

    private static String changed(JsonObject document, String key, JsonElement value) {
        JsonObject copy = document.deepCopy();
        copy.add(key, value);
        return copy.toString();
    }

    private static OutputStream full() {
        return broken(new IOException("No space left on device"));
    }

    /**
     * A standard output that fails with this exception. Anything but an {@link IOException} ends the run like a kill.
     */
    private static OutputStream broken(Exception failure) {
        return new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (failure instanceof RuntimeException unexpected) {
                    throw unexpected;
                }
                throw new IOException(failure);
            }
        };
    }
}
