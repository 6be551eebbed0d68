package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whether a presented code authenticates, as a script learns it. */
class VerifyTest {
    private final Cli cli;
    private final String code;

    VerifyTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci", "--scope", "read", "--scope", "write", "--expires-in", "1d")
                .exits(ExitCode.OK)
                .line();
    }

    private String id() {
        return code.substring(4, 16);
    }

    private Cli.Result verify(String input, String... more) {
        String[] args = new String[more.length + 1];
        args[0] = "verify";
        System.arraycopy(more, 0, args, 1, more.length);
        Cli.Result result = cli.inPipe(input).run(args);
        cli.inPipe();
        return result;
    }

    private String lastAccessed() {
        return cli.run("show", "ci", "--field", "last_accessed").out().strip();
    }

    @Test
    void codeThatAuthenticatesIsNamedAndNoted() {
        Cli.Result result = verify(code + "\n").exits(ExitCode.OK);

        assertThat(result.out()).isEqualTo(id() + "\tci\tread write\t2026-11-24T09:00:00Z\n");
        assertThat(result.err()).isEmpty();
        assertThat(lastAccessed()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(verify(code + "\r\n", "-q").exits(ExitCode.OK).out()).isEmpty();
        assertThat(verify(code, "-o", "json").exits(ExitCode.OK).out())
                .isEqualTo(
                        "{\"schema\":\"apikeys/verify@3\",\"valid\":true,\"result\":\"valid\",\"id\":\"" + id()
                                + "\",\"label\":\"ci\",\"scopes\":[\"read\",\"write\"],\"expires\":\"2026-11-24T09:00:00Z\",\"owner\":null,\"metadata\":{},\"networks\":[],\"request\":null,\"message\":null}\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "\ufeff%s\n",
                "  %s\t \r\n",
                "\n\r\n%s\n\n \n",
                "\"%s\"\n",
                "'%s'",
                "\ufeff \"%s\" \r\n\r\n",
                "%s\r",
                "\n\ufeff%s",
                " \ufeff \ufeff%s\ufeff\n\ufeff",
                "%s\0",
                "%s\n\0\0",
                "%s\0\r\n\0 \0",
                "'%s'\0\n",
                "\u00a0%s\u00a0\n",
                "\u2003\u3000\u202f%s\u2028\u2029\u0085",
                "\u200b\u2060%s\u200d\u00ad",
                "\t\u000b\f%s\f\u000b",
                "`%s`",
                "```\n%s\n```\n",
                "\"'%s'\"",
                "\" ` %s ` \"",
                "\"\n%s\n\"",
                "\u201c%s\u201d",
                "\u001b[200~%s\u001b[201~",
                "\u001b[200~%s\n\u001b[201~\n",
                " \u001b[200~\"%s\"\u001b[201~\ufeff\0",
                "'\u001b[200~\ufeff%s\u001b[201~'",
                "%s\u001b[201~",
            })
    void whatPeopleAndToolsWriteAroundACodeDoesNotMatter(String around) {
        verify(around.formatted(code)).exits(ExitCode.OK);
        verify(around.formatted(code), "-q").exits(ExitCode.OK);
    }

    @Test
    void codeInUtf16IsRead() {
        for (String mark : List.of("", "\ufeff", "\ufeff\ufeff \"\u00a0", "\n\u2003'")) {
            for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
                Cli.Result result = cli.inPipe((mark + code + quote(mark) + "\r\n\0").getBytes(charset))
                        .run("verify");
                cli.inPipe();
                assertThat(result.exits(ExitCode.OK).out()).contains(id());
            }
        }
    }

    private static String quote(String mark) {
        return mark.contains("\"") ? "\"" : mark.contains("'") ? "'" : "";
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"%1$s\"\n\"%1$s\"",
                "\ufeff%1$s\n\0%1$s",
                "%1$s\n%1$s\n",
                "%s\nhello\n",
                "hello\n%s\n",
                "\n%s\r\n\r\n;",
                "%s\r%1$s"
            })
    void secondLineIsRejectedAndNothingIsNoted(String input) {
        String both = input.formatted(code);
        Cli.Result result = verify(both).exits(ExitCode.REJECTED_MALFORMED);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("more than one line", "--stream").doesNotContain(code.substring(17));
        assertThat(verify(both, "-o", "json").exits(ExitCode.REJECTED_MALFORMED).out())
                .contains("\"result\":\"malformed\"");
        assertThat(lastAccessed()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s%s", "%s %1$s", "\"%s", "x%s", "%sx", "Bearer %s"})
    void whatElseIsOnTheLineIsRejected(String input) {
        verify(input.formatted(code, code)).exits(ExitCode.REJECTED_MALFORMED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | the input is empty or blank",
                "'\" \"' | the input is empty or blank",
                "'%s %s' | a blank or an invisible character inside it",
                "'Bearer %s' | a blank or an invisible character inside it",
                "'x\ufeff%s' | a blank or an invisible character inside it",
                "'\"%s' | a quote at one end",
                "'%s`' | a quote at one end",
                "'\0%s' | the character U+0000",
                "'\u0455%s' | the character U+0455",
                "'\ud83d\ude00%s' | the character U+1F600",
                "'\u001b[1m%s' | the character U+001B",
                "'%sx' | mistyped or cut, or is something else",
            })
    void whatStandsInTheWayIsSaid(String input, String obstacle) {
        String given = input.formatted(code, code);

        assertThat(verify(given).exits(ExitCode.REJECTED_MALFORMED).err())
                .startsWith("Rejected: this is not a token code; ")
                .contains(obstacle)
                .doesNotContain("more than one line", code.substring(17));
        assertThat(cli.inPipe(given)
                        .run("revoke", "--code-stdin", "-y")
                        .exits(ExitCode.USAGE)
                        .err())
                .contains(obstacle, "Nothing was changed")
                .doesNotContain("more than one line", code.substring(17));
        assertThat(cli.inPipe().run("show", "ci", "--field", "status").line()).isEqualTo("Active");
    }

    @Test
    void bytesThatAreNoTextAreSaidToBeInTheWay() {
        byte[] latin = ("\u00a0" + code).getBytes(StandardCharsets.ISO_8859_1);
        Cli.Result result = cli.inPipe(latin).run("verify");
        cli.inPipe();

        assertThat(result.exits(ExitCode.REJECTED_MALFORMED).err()).contains("contains bytes that are not text");
    }

    @Test
    void inputOfAnyLengthIsRejectedAndNotHalfUsed() {
        for (String input : List.of(
                "\n".repeat(5000) + code,
                code + "\n".repeat(5000) + code,
                code + " ".repeat(5000),
                "\0".repeat(5000))) {
            assertThat(verify(input).exits(ExitCode.REJECTED_MALFORMED).err())
                    .isEqualTo("Rejected: this is not a token code; the input is longer than 4 KiB.\n");
        }
        verify(code + " ".repeat(4096 - code.length())).exits(ExitCode.OK);
    }

    @Test
    void whatIsTypedAroundACodeDoesNotMatterEither() {
        cli.atTerminal(80, "\u001b[200~\u00a0" + code + "\u001b[201~\n")
                .run("verify")
                .exits(ExitCode.OK);
    }

    @Test
    void linesOfAStreamAreTakenAsTheyAre() {
        assertThat(verify(
                                " %1$s\n%1$s \n'%1$s'\n%1$s\0\n\u00a0%1$s\n\u001b[200~%1$s\n%1$s\r\n".formatted(code),
                                "--stream")
                        .exits(ExitCode.OK)
                        .out()
                        .lines()
                        .map(line -> line.contains("\"valid\":true")))
                .containsExactly(false, false, false, false, false, false, true);
    }

    @Test
    void markAtTheBeginningOfAStreamDoesNotMatter() {
        assertThat(verify("\ufeff" + code + "\n" + code + "\n\ufeff" + code, "--stream")
                        .exits(ExitCode.OK)
                        .out()
                        .lines()
                        .map(line -> line.contains("\"valid\":true")))
                .containsExactly(true, true, false);
    }

    @Test
    void everyRejectionHasAnExitCodeAndASentenceOfItsOwn() {
        assertRejected("hello\n", ExitCode.REJECTED_MALFORMED, "malformed", "this is not a token code");
        assertRejected("", ExitCode.REJECTED_MALFORMED, "malformed", "this is not a token code");
        assertRejected(
                code.substring(0, 54) + "\n", ExitCode.REJECTED_MALFORMED, "malformed", "this is not a token code");
        assertRejected(
                code, ExitCode.REJECTED_SCOPE, "lacks_scope", "the token does not have the scope", "--scope", "deploy");

        Cli.Result gone = cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
        assertRejected(gone.line(), ExitCode.REJECTED_REVOKED, "revoked", "the token was revoked");
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        cli.run("purge", "--revoked-before", "1d", "-y").exits(ExitCode.OK);
        assertRejected(gone.line(), ExitCode.REJECTED_UNKNOWN, "unknown", "no token has this code");
        assertRejected(code, ExitCode.REJECTED_EXPIRED, "expired", "the token has expired");
        assertThat(lastAccessed()).isEmpty();
    }

    private void assertRejected(String input, ExitCode exit, String word, String sentence, String... more) {
        Cli.Result text = verify(input, more).exits(exit);
        assertThat(text.out()).isEmpty();
        assertThat(text.err()).startsWith("Rejected: ").contains(sentence).doesNotContain("sok_", "ci");
        String[] json = new String[more.length + 2];
        json[0] = "-o";
        json[1] = "json";
        System.arraycopy(more, 0, json, 2, more.length);
        assertThat(verify(input, json).exits(exit).out())
                .isEqualTo(
                        "{\"schema\":\"apikeys/verify@3\",\"valid\":false,\"result\":\"" + word
                                + "\",\"id\":null,\"label\":null,\"scopes\":[],\"expires\":null,\"owner\":null,\"metadata\":{},\"networks\":[],\"request\":null,\"message\":null}\n");
    }

    @Test
    void everyScopeAskedForMustBeThere() {
        verify(code, "--scope", "read", "--scope", "write", "-q").exits(ExitCode.OK);
        verify(code, "--scope", "read", "--scope", "admin", "-q").exits(ExitCode.REJECTED_SCOPE);
        verify(code, "--scope", "rea", "-q").exits(ExitCode.REJECTED_SCOPE);
        verify(code, "--scope", "a b", "-q").exits(ExitCode.USAGE);
    }

    @Test
    void accessIsNotedOnceAMinuteWithItsAddressOrNotAtAll() {
        verify(code, "--no-touch").exits(ExitCode.OK);
        assertThat(lastAccessed()).isEmpty();

        verify(code, "--from", "192.0.2.7").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(59));
        verify(code, "--from", "192.0.2.8").exits(ExitCode.OK);
        assertThat(lastAccessed()).isEqualTo("2026-11-23T09:00:00Z");
        cli.at(Cli.START.plusSeconds(60));
        verify(code, "--from", "[2001:db8::1]:443").exits(ExitCode.OK);
        assertThat(lastAccessed()).isEqualTo("2026-11-23T09:01:00Z");
        assertThat(new RawDatabase(cli.database()).texts("SELECT last_accessed_from FROM token_access"))
                .containsExactly("[2001:db8::1]:443");
        verify(code, "--from", "a b").exits(ExitCode.USAGE);
    }

    @Test
    void streamAnswersEveryLineInOrder() {
        String other =
                cli.run("generate", "--label", "other").exits(ExitCode.OK).line();
        cli.run("revoke", "other", "-y").exits(ExitCode.OK);

        Cli.Result result = verify(code + "\nnonsense\n\n" + other + "\r\n" + code, "--stream", "--from", "192.0.2.7")
                .exits(ExitCode.OK);

        String valid = "{\"schema\":\"apikeys/verify@3\",\"valid\":true,\"result\":\"valid\",\"id\":\"" + id()
                + "\",\"label\":\"ci\",\"scopes\":[\"read\",\"write\"],\"expires\":\"2026-11-24T09:00:00Z\",\"owner\":null,\"metadata\":{},\"networks\":[],\"request\":null,\"message\":null}";
        String rejected = "{\"schema\":\"apikeys/verify@3\",\"valid\":false,\"result\":\"%s\",\"id\":null,"
                + "\"label\":null,\"scopes\":[],\"expires\":null,\"owner\":null,\"metadata\":{},\"networks\":[],\"request\":null,\"message\":null}";
        assertThat(result.out().lines())
                .containsExactly(
                        valid,
                        rejected.formatted("malformed"),
                        rejected.formatted("malformed"),
                        rejected.formatted("revoked"),
                        valid);
        assertThat(result.err()).isEmpty();
        assertThat(lastAccessed()).isEqualTo("2026-11-23T09:00:00Z");
        verify("", "--stream").exits(ExitCode.OK);
        verify(code, "--stream", "-q").exits(ExitCode.USAGE);
    }

    @Test
    void streamMindsTheScopeAndLeavesNoTraceWhenAskedNotTo() {
        assertThat(verify(code + "\n", "--stream", "--no-touch", "--scope", "deploy")
                        .exits(ExitCode.OK)
                        .out())
                .contains("\"lacks_scope\"");
        assertThat(verify(code + "\n", "--stream", "--no-touch").out()).contains("\"valid\":true");
        assertThat(lastAccessed()).isEmpty();
    }

    @Test
    void whileSomebodyElseWritesItVerifiesAndSaysThatTheAccessWasNotRecorded() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");

            Cli.Result result = verify(code).exits(ExitCode.OK);

            assertThat(result.out()).startsWith(id());
            assertThat(result.err()).startsWith("The access was not recorded: ").contains("locked");
        }
        assertThat(lastAccessed()).isEmpty();
    }

    @Test
    void whatKeepsItFromAnsweringIsNoRejection() throws Exception {
        cli.with("APIKEYS_DATABASE", cli.home().resolve("none.db").toString());
        verify(code).exits(ExitCode.NOT_INITIALIZED);
        cli.with("APIKEYS_DATABASE", null);
        Files.delete(cli.keyFile());
        verify(code).exits(ExitCode.WRONG_KEY);
    }
}
