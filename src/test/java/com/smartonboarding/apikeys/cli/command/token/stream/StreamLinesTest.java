package com.smartonboarding.apikeys.cli.command.token.stream;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines of {@code verify --stream} that are JSON objects, and answers that know nothing about a code. */
class StreamLinesTest {
    private static final String UNKNOWN_NAME = "A member has an unknown name. The names are: code, from, id, scopes.";

    private final Cli cli;
    private final String code;
    private final String bound;

    StreamLinesTest(Cli cli) {
        this.cli = cli;
        code = generate("ci", "--scope", "read", "--scope", "write");
        bound = generate("bound", "--from-network", "10.0.0.0/8");
    }

    private String generate(String label, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "generate";
        args[1] = "--label";
        args[2] = label;
        System.arraycopy(more, 0, args, 3, more.length);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    private List<JsonObject> answers(byte[] input, String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "verify";
        args[1] = "--stream";
        System.arraycopy(more, 0, args, 2, more.length);
        Cli.Result result = cli.inPipe(input).run(args).exits(ExitCode.OK);
        cli.inPipe();
        assertThat(result.out() + result.err()).doesNotContain(code.substring(17), bound.substring(17));
        return result.out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
    }

    private List<JsonObject> answers(String input, String... more) {
        return answers(input.getBytes(StandardCharsets.UTF_8), more);
    }

    private static String word(JsonObject answer) {
        return answer.get("result").getAsString();
    }

    /** A JSON object in ASCII. */
    private static String json(Map<String, String> members) {
        JsonObject object = new JsonObject();
        members.forEach((name, value) -> object.add(name, new JsonPrimitive(value)));
        StringBuilder ascii = new StringBuilder();
        for (char character : object.toString().toCharArray()) {
            ascii.append(
                    character < 0x7f
                            ? String.valueOf(character)
                            : "\\u" + HexFormat.of().toHexDigits(character));
        }
        return ascii.toString();
    }

    private String accessedFrom(String label) {
        return cli.run("show", label, "--field", "last_accessed_from").out().strip();
    }

    @Test
    void eachLineHasItsOwnScopesAndAddressAndIsCalledWhatItCallsItself() {
        List<JsonObject> answers = answers("""
                        {"code":"%1$s","scopes":["read"],"from":"192.0.2.7","id":"first"}
                        %1$s
                        {"code":"%1$s","scopes":["read","deploy"]}
                        {"code":"%2$s","from":"192.0.2.7","id":""}
                        {"code":"%2$s","from":"10.0.0.7"}
                        { "id" : "last" , "code" : "hello", "scopes" : [ ] }
                        """.formatted(code, bound));

        assertThat(answers)
                .extracting(StreamLinesTest::word)
                .containsExactly("valid", "valid", "lacks_scope", "outside_network", "valid", "malformed");
        assertThat(answers)
                .extracting(answer -> answer.get("request").toString())
                .containsExactly("\"first\"", "null", "null", "\"\"", "null", "\"last\"");
        assertThat(answers)
                .extracting(answer -> answer.get("message").isJsonNull())
                .containsOnly(true);
        assertThat(accessedFrom("ci")).isEqualTo("192.0.2.7");
        assertThat(accessedFrom("bound")).isEqualTo("10.0.0.7");
    }

    @Test
    void scopesOfTheLineAreRequiredBesideThoseOfTheCommand() {
        assertThat(answers("""
                        {"code":"%1$s","scopes":["read"]}
                        {"code":"%1$s","scopes":["deploy"]}
                        {"code":"%1$s","scopes":[]}
                        """.formatted(code), "--scope", "write", "--scope", "read"))
                .extracting(StreamLinesTest::word)
                .containsExactly("valid", "lacks_scope", "valid");
        assertThat(answers("""
                        {"code":"%1$s","scopes":["read"]}
                        {"code":"%1$s","scopes":[]}
                        """.formatted(code), "--scope", "deploy"))
                .as("no line takes away a scope")
                .extracting(StreamLinesTest::word)
                .containsOnly("lacks_scope");
    }

    @Test
    void addressOfTheLineReplacesTheOneOfTheCommand() {
        assertThat(answers("""
                        {"code":"%1$s"}
                        {"code":"%1$s","from":"10.0.0.7"}
                        """.formatted(bound), "--from", "192.0.2.1"))
                .extracting(StreamLinesTest::word)
                .containsExactly("outside_network", "valid");
        assertThat(accessedFrom("bound")).isEqualTo("10.0.0.7");
    }

    @Test
    void withoutTouchingNoAccessIsRecorded() {
        assertThat(answers("{\"code\":\"" + code + "\",\"from\":\"192.0.2.7\"}", "--no-touch"))
                .extracting(StreamLinesTest::word)
                .containsExactly("valid");
        assertThat(accessedFrom("ci")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{                                         | This is not a valid JSON object.",
                "{}                                        | The member 'code' is missing.",
                "{\"id\":\"7\"}                            | The member 'code' is missing.",
                "{\"code\":\"CODE\"                        | This is not a valid JSON object.",
                "{\"code\":\"CODE}                         | This is not a valid JSON object.",
                "{\"code\":\"CODE\"}}                      | This is not a valid JSON object.",
                "{\"code\":\"CODE\"}{\"code\":\"CODE\"}    | This is not a valid JSON object.",
                "{\"code\":\"CODE\"} CODE                  | This is not a valid JSON object.",
                "{\"code\":\"CODE\",}                      | This is not a valid JSON object.",
                "{code:\"CODE\"}                           | This is not a valid JSON object.",
                "{'code':'CODE'}                           | This is not a valid JSON object.",
                "{\"code\"=\"CODE\"}                       | This is not a valid JSON object.",
                "{\"code\":\"CODE\";\"id\":\"\"}           | This is not a valid JSON object.",
                "{\"code\":\"CODE\\'\"}                    | This is not a valid JSON object.",
                "{\"code\":\"CODE\t\"}                     | This is not a valid JSON object.",
                "{\"code\":\"CODE\",\"id\":\"\\ud8\"}      | This is not a valid JSON object.",
                "{\"code\":\"CODE\",\"id\":\"\\ud800\"}   | This is not a valid JSON object.",
                "{\"code\":\"CODE\"/**/}                   | This is not a valid JSON object.",
                "{\"code\":\"CODE\",\"id\":TRUE}           | This is not a valid JSON object.",
                "{\"code\":\"CODE\",\"id\":NaN}            | This is not a valid JSON object.",
                "{\"code\":\"CODE\",\"id\":07}             | This is not a valid JSON object.",
                "{\"code\":CODE}                           | This is not a valid JSON object.",
                "{\"code\":7}                              | The member 'code' is not a string.",
                "{\"code\":null}                           | The member 'code' is not a string.",
                "{\"code\":[\"CODE\"]}                     | The member 'code' is not a string.",
                "{\"code\":{\"code\":\"CODE\"}}            | The member 'code' is not a string.",
                "{\"code\":\"CODE\",\"from\":null}         | The member 'from' is not a string.",
                "{\"code\":\"CODE\",\"id\":7}              | The member 'id' is not a string.",
                "{\"code\":\"CODE\",\"scopes\":\"read\"}   | The member 'scopes' is not an array of strings.",
                "{\"code\":\"CODE\",\"scopes\":[[\"a\"]]}  | The member 'scopes' is not an array of strings.",
                "{\"code\":\"CODE\",\"scopes\":[7,true]}   | The member 'scopes' is not an array of strings.",
                "{\"code\":\"CODE\",\"scopes\":{}}         | The member 'scopes' is not an array of strings.",
                "{\"code\":\"CODE\",\"code\":\"CODE\"}     | The member 'code' is there twice.",
                "{\"code\":\"CODE\",\"c\\u006fde\":\"x\"}  | The member 'code' is there twice.",
                "{\"id\":\"CODE\",\"id\":7,\"code\":\"\"}  | The member 'id' is there twice.",
                "{\"code\":\"\",\"scopes\":[],\"scopes\":[]} | The member 'scopes' is there twice.",
                "{\"code\":\"CODE\",\"from\":\"a b\"}      | An address has 1 to 261 characters: letters, digits and . : % [ ] _ - (an IP address or a host name).",
                "{\"code\":\"CODE\",\"from\":\"\"}         | An address has 1 to 261 characters: letters, digits and . : % [ ] _ - (an IP address or a host name).",
                "{\"code\":\"x\",\"from\":\"CODE\"}        | The address contains a token code.",
                "{\"code\":\"CODE\",\"scopes\":[\"a b\"]}  | A scope has 1 to 64 characters: letters, digits and . : / _ - * (no spaces, no commas).",
                "{\"code\":\"CODE\",\"scopes\":[\"\"]}     | A scope has 1 to 64 characters: letters, digits and . : / _ - * (no spaces, no commas).",
                "{\"code\":\"x\",\"id\":\"a CODE\"}        | The id is longer than 128 characters, or contains a token code.",
            })
    void lineThatCannotBeUsedIsAnsweredAndTheStreamGoesOn(String line, String message) {
        List<JsonObject> answers = answers(line.replace("CODE", code) + "\n" + code + "\n");

        assertThat(answers).hasSize(2);
        assertBadRequest(answers.get(0), message);
        assertThat(word(answers.get(1))).isEqualTo("valid");
    }

    private static void assertBadRequest(JsonObject answer, String message) {
        assertThat(word(answer)).isEqualTo("bad_request");
        assertThat(answer.get("valid").isJsonNull()).isTrue();
        assertThat(answer.get("message").getAsString()).isEqualTo(message);
    }

    @Test
    void unknownMembersAreRefusedAndNotRepeated() {
        for (String name : List.of("scope", "Code", "", "schema", code, "\u001b[31m")) {
            JsonObject answer = answers("{\"id\":\"7\",\"code\":\"" + code + "\"," + new JsonPrimitive(name) + ":[{}]}")
                    .get(0);
            assertBadRequest(answer, UNKNOWN_NAME);
            assertThat(answer.get("request").getAsString()).isEqualTo("7");
        }
    }

    @Test
    void requestIsNamedAlsoIfItCannotBeUsed() {
        assertThat(answers("""
                        {"id":"1","code":7}
                        {"scopes":7,"code":"","id":"2"}
                        {"code":"","from":" ","id":"3"}
                        {"id":"4","id":"4","code":""}
                        {"id":"5","code":""
                        """))
                .as("unless nobody can say what its name is")
                .extracting(answer -> answer.get("request").toString())
                .containsExactly("\"1\"", "\"2\"", "\"3\"", "null", "null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " ",
                "\"\\/",
                "\u0000\u0007\b\t\n\r\u001b[31m\u007f\u0085",
                "\u2028\u2029\u202e\u200b\ufeff",
                "日本語 \ud83d\udc4d\ud83c\udffd \u0130\ufffd",
                "</script><!--",
                "sok_",
                "${jndi:x}",
            })
    void idIsRepeatedWhateverItsCharactersAre(String id) {
        List<JsonObject> answers = answers(json(Map.of("code", code, "id", id)));

        assertThat(answers).singleElement().extracting(StreamLinesTest::word).isEqualTo("valid");
        assertThat(answers.get(0).get("request").getAsString()).isEqualTo(id);
    }

    @Test
    void idHasUpTo128Characters() {
        for (String character : List.of("x", "\ud83d\udc4d", "\u0001")) {
            String longest = character.repeat(128);
            assertThat(answers(json(Map.of("code", code, "id", longest))).get(0).get("request"))
                    .isEqualTo(new JsonPrimitive(longest));
            assertThat(answers(json(Map.of("code", code, "id", longest + "x"))))
                    .singleElement()
                    .satisfies(answer -> assertThat(word(answer)).isEqualTo("bad_request"))
                    .satisfies(answer ->
                            assertThat(answer.get("request").isJsonNull()).isTrue());
        }
    }

    @Test
    void lineOfJsonHasUpTo8KibibytesAndMayBeginWithAMark() {
        String line = json(Map.of("code", code));
        String full = line + " ".repeat(8192 - line.length());

        assertThat(answers("\ufeff" + full + "\r\n" + full + "\n" + full + "\r\n" + full + " \n \ufeff" + full + "\n"
                        + full + " \r\n" + code + "\n" + line))
                .extracting(StreamLinesTest::word)
                .containsExactly(
                        "valid", "valid", "valid", "bad_request", "malformed", "bad_request", "valid", "valid");
        assertThat(answers("\ufeff" + full + "  \n" + "\ufeff" + full))
                .extracting(StreamLinesTest::word)
                .containsExactly("bad_request", "malformed");
        assertThat(answers("\ufeff" + line + "\n\ufeff" + line))
                .extracting(StreamLinesTest::word)
                .containsExactly("valid", "malformed");
    }

    @Test
    void hostileLinesAreAnsweredLikeAnyOther() {
        String nested = "[".repeat(4000);
        byte[] latin = ("{\"code\":\"" + code + "\",\"id\":\"\u00fc\"}\n").getBytes(StandardCharsets.ISO_8859_1);

        assertThat(answers(("{\"code\":" + nested + "\n")
                        + ("{\"x\":" + nested + "]".repeat(4000) + "}\n")
                        + ("{\"code\":\"" + "x".repeat(1 << 20) + "\"}\n")
                        + ("{" + " ".repeat(1 << 20) + "\n")
                        + ("{".repeat(1 << 20) + "\n")
                        + ("{\"scopes\":[" + "\"a\",".repeat(2100) + "\"a\"],\"code\":\"" + code + "\"}\n")
                        + code))
                .extracting(StreamLinesTest::word)
                .containsExactly(
                        "bad_request",
                        "bad_request",
                        "bad_request",
                        "bad_request",
                        "bad_request",
                        "bad_request",
                        "valid");
        assertThat(answers(latin))
                .singleElement()
                .satisfies(answer -> assertBadRequest(answer, "The line is not valid UTF-8."));
        assertThat(answers(("{\"scopes\":[" + "\"read\",".repeat(1000) + "\"read\"],\"code\":\"" + code + "\"}\n")))
                .extracting(StreamLinesTest::word)
                .containsExactly("valid");
    }

    @Test
    void onlyALineThatBeginsWithABraceIsJson() {
        assertThat(answers(" {\"code\":\"%1$s\"}\n\"%1$s\"\n[\"%1$s\"]\n{\"code\":\"%1$s\"}\n".formatted(code)))
                .extracting(StreamLinesTest::word)
                .containsExactly("malformed", "malformed", "malformed", "valid");
    }

    @Test
    void lockedDatabaseIsAnsweredAndNothingElseThanItMakesACodeValidOrRejected() throws SQLException {
        String input = """
                %1$s
                {"code":"%1$s","id":"7"}
                {"code":7,"id":"8"}
                hello
                """.formatted(code);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            Cli.Result result =
                    cli.inPipe(input).run("verify", "--stream", "--wait", "0").exits(ExitCode.OK);

            String busy =
                    "{\"schema\":\"apikeys/verify@3\",\"valid\":null,\"result\":\"busy\",\"id\":null,\"label\":null,"
                            + "\"scopes\":[],\"expires\":null,\"owner\":null,\"metadata\":{},\"networks\":[],\"request\":%s,"
                            + "\"message\":\"Another process kept the database locked, so it is not known whether the code is"
                            + " valid.\"}";
            assertThat(result.out().lines().toList())
                    .startsWith(busy.formatted("null"), busy.formatted("\"7\""))
                    .satisfies(lines -> assertThat(lines.get(2)).contains("\"bad_request\"", "\"request\":\"8\""))
                    .satisfies(lines -> assertThat(lines.get(3)).contains("\"malformed\""))
                    .hasSize(4);
            assertThat(result.err())
                    .startsWith("Lines are answered with 'busy': Another process kept " + cli.database() + " locked")
                    .containsOnlyOnce("\n");
            statement.execute("ROLLBACK");
        }
        assertThat(accessedFrom("ci")).isEmpty();
        assertThat(answers(input))
                .as("without the lock")
                .extracting(StreamLinesTest::word)
                .containsExactly("valid", "valid", "bad_request", "malformed");
    }

    @Test
    void anythingElseThanALockEndsTheStream() throws Exception {
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("UPDATE token SET expires_at = 1 WHERE label = 'ci'");
        }

        Cli.Result result = cli.inPipe("{\"code\":\"" + code + "\"}\n").run("verify", "--stream");

        assertThat(result.exits(ExitCode.INTEGRITY).out()).isEmpty();
    }
}
