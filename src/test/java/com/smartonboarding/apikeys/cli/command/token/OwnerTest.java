package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whose a token is, and what is noted about it for programs. */
class OwnerTest {
    private static final String HOSTILE = "O'Neill' scopes='x' \"q\" \\ ä=ü";

    private final Cli cli;

    OwnerTest(Cli cli) {
        this.cli = cli;
    }

    private String generate(String label, String... more) {
        return cli.run(Stream.concat(Stream.of("generate", "--label", label), Stream.of(more))
                        .toArray(String[]::new))
                .exits(ExitCode.OK)
                .line();
    }

    private String payroll() {
        return generate(
                "pay", "--owner", "Payroll team", "--meta", "ticket=OPS-12", "--meta", "contact=pay@example.com; a=b");
    }

    private JsonObject json(String... args) {
        return JsonParser.parseString(cli.run(args).exits(ExitCode.OK).out()).getAsJsonObject();
    }

    private List<String> listed(String... more) {
        return cli.run(Stream.concat(
                                Stream.of("list", "--sort", "label", "--columns", "label", "-o", "tsv"),
                                Stream.of(more))
                        .toArray(String[]::new))
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
    }

    @Test
    void theyAreShownInEveryFormat() {
        payroll();
        generate("plain");

        assertThat(cli.run("show", "pay", "--no-code").out()).contains("""
                Owner:               Payroll team
                Metadata:            contact=pay@example.com; a=b, ticket=OPS-12
                """);
        assertThat(cli.run("show", "plain", "--no-code").out()).doesNotContain("Owner", "Metadata", "Networks");
        assertThat(cli.run("show", "pay", "--field", "owner").line()).isEqualTo("Payroll team");
        assertThat(cli.run("show", "pay", "--field", "metadata").line())
                .isEqualTo("{\"contact\":\"pay@example.com; a=b\",\"ticket\":\"OPS-12\"}");
        assertThat(json("show", "pay", "--no-code", "-o", "json").get("metadata"))
                .hasToString("{\"contact\":\"pay@example.com; a=b\",\"ticket\":\"OPS-12\"}");
        assertThat(json("show", "plain", "--no-code", "-o", "json").toString())
                .contains("\"owner\":null,\"metadata\":{},\"networks\":[]");
        assertThat(cli.run("list", "--sort", "label", "--columns", "label,owner,metadata", "-o", "tsv")
                        .out())
                .isEqualTo("""
                pay\tPayroll team\t{"contact":"pay@example.com; a=b","ticket":"OPS-12"}
                plain\t\t
                """);
        assertThat(cli.run("list", "--sort", "label", "--columns", "label,owner,metadata", "-o", "csv")
                        .out())
                .isEqualTo("""
                "label","owner","metadata"
                "pay","Payroll team","{""contact"":""pay@example.com; a=b"",""ticket"":""OPS-12""}"
                "plain","",""
                """);
        assertThat(cli.run("list", "--sort", "label", "--columns", "label,owner,metadata", "-o", "table")
                        .out())
                .isEqualTo("""
                LABEL  OWNER         METADATA
                pay    Payroll team  contact=pay@example.com; a=b, ticket=OPS-12
                plain  -             -
                """);
        assertThat(cli.run("list", "pay", "-o", "jsonl").out())
                .contains("\"owner\":\"Payroll team\",\"metadata\":{\"contact\":\"pay@example.com; a=b\","
                        + "\"ticket\":\"OPS-12\"},\"networks\":[]");
        assertThat(cli.run("list", "plain", "-o", "jsonl").out())
                .contains("\"owner\":null,\"metadata\":{},\"networks\":[]");
    }

    @Test
    void listFiltersByThem() {
        payroll();
        generate("crm", "--owner", "Sales", "--meta", "ticket=OPS-12");
        generate("plain");

        assertThat(listed("--owner", "Sales")).containsExactly("crm");
        assertThat(listed("--owner", "sales")).isEmpty();
        assertThat(listed("--meta", "ticket=OPS-12")).containsExactly("crm", "pay");
        assertThat(listed("--meta", "ticket=OPS-12", "--meta", "contact=pay@example.com; a=b"))
                .containsExactly("pay");
        assertThat(listed("--meta", "ticket=OPS")).isEmpty();
        assertThat(listed("--owner", "Sales", "--meta", "contact=x")).isEmpty();
    }

    @Test
    void revokeFiltersByThem() {
        payroll();
        generate("crm", "--owner", "Sales");
        generate("plain");

        cli.run("revoke", "--owner", "Payroll team", "-y", "--expect", "1").exits(ExitCode.OK);
        cli.run("revoke", "--meta", "ticket=OPS-13", "-y", "--expect", "0").exits(ExitCode.OK);

        assertThat(listed("--status", "active")).containsExactly("crm", "plain");
    }

    @Test
    void aServerLearnsWhoseRequestItIs() {
        String code = payroll();

        assertThat(cli.inPipe(code)
                        .run("verify", "-o", "json")
                        .exits(ExitCode.OK)
                        .out())
                .contains("\"expires\":null,\"owner\":\"Payroll team\","
                        + "\"metadata\":{\"contact\":\"pay@example.com; a=b\",\"ticket\":\"OPS-12\"},\"networks\":[],");
        assertThat(cli.inPipe(code + "\n" + code)
                        .run("verify", "--stream")
                        .out()
                        .lines())
                .hasSize(2)
                .allMatch(line -> line.contains("\"owner\":\"Payroll team\",\"metadata\":{\"contact\":"));
        cli.inPipe().run("revoke", "pay", "-y").exits(ExitCode.OK);
        assertThat(cli.inPipe(code).run("verify", "-o", "json").out())
                .contains("\"owner\":null,\"metadata\":{},\"networks\":[],")
                .doesNotContain("Payroll", "OPS");
    }

    @Test
    void aSuccessorInheritsThem() {
        generate("ci", "--owner", "ops", "--meta", "a=1", "--from-network", "10.0.0.0/8");
        cli.run("rotate", "ci", "-q").exits(ExitCode.OK);

        assertThat(json("show", "ci", "--no-code", "-o", "json").toString())
                .contains("\"owner\":\"ops\",\"metadata\":{\"a\":\"1\"},\"networks\":[\"10.0.0.0/8\"]")
                .doesNotContain("\"predecessor\":null");
    }

    @Test
    void allTokensOfAListHaveThem() {
        cli.inPipe("a\nb\n")
                .run("generate", "--label-file", "-", "--owner", "ops", "--meta", "a=1")
                .exits(ExitCode.OK);

        assertThat(listed("--owner", "ops", "--meta", "a=1")).containsExactly("a", "b");
    }

    @Test
    void aRepeatedRequestMustHaveTheSame() {
        String code = generate("ci", "--request-id", "r1", "--owner", "ops", "--meta", "a=1", "--meta", "b=2");
        String old = generate("old", "--request-id", "r2");

        assertThat(generate("ci", "--request-id", "r1", "--owner", "ops", "--meta", "b=2", "--meta", "a=1"))
                .isEqualTo(code);
        assertThat(generate("old", "--request-id", "r2")).isEqualTo(old);
        for (List<String> other : List.of(
                List.of("--owner", "ops"),
                List.of("--owner", "ops", "--meta", "a=1"),
                List.of("--owner", "Ops", "--meta", "a=1", "--meta", "b=2"),
                List.of("--owner", "ops", "--meta", "a=1", "--meta", "b=2", "--from-network", "::1"),
                List.<String>of())) {
            cli.run(Stream.concat(Stream.of("generate", "--label", "ci", "--request-id", "r1"), other.stream())
                            .toArray(String[]::new))
                    .exits(ExitCode.CONFLICT);
        }
        cli.run("generate", "--label", "old", "--request-id", "r2", "--owner", "ops")
                .exits(ExitCode.CONFLICT);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--owner||The owner is empty.",
                "--owner|a\u202eb|The owner contains the character U+202E",
                "--meta|team|Metadata is written as KEY=VALUE",
                "--meta|Team=x|A key of metadata has 1 to 63 characters",
                "--meta|team=|The value of 'team' is empty.",
                "--from-network|example.com|A network is written like 10.0.0.0/8",
                "--from-network|10.1.2.3/8|Use 10.0.0.0/8 for the network",
            })
    void badOnesAreRefusedBeforeAnythingIsDone(String option, String value, String message) {
        Cli.Result result = cli.run("generate", "--label", "ci", option, value == null ? "" : value)
                .exits(ExitCode.USAGE);

        assertThat(result.err()).contains(message);
        assertThat(cli.database()).doesNotExist();
    }

    @Test
    void aKeyIsGivenOnceAndSixteenAreEnough() {
        assertThat(cli.run("generate", "--label", "ci", "--meta", "a=1", "--meta", "a=1")
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("The metadata has two values for 'a'.");
        String[] many = IntStream.range(0, 17)
                .boxed()
                .flatMap(i -> Stream.of("--meta", "k" + i + "=x"))
                .toArray(String[]::new);
        assertThat(cli.run(Stream.concat(Stream.of("generate", "--label", "ci"), Stream.of(many))
                                .toArray(String[]::new))
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("at most 16 keys");
    }

    @Test
    void thePastKeepsThoseOfAPurgedToken() {
        generate("gone", "--owner", HOSTILE, "--meta", "a.b=" + HOSTILE, "--from-network", "10.0.0.0/8");
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        cli.run("purge", "--revoked-before", "1d", "-y").exits(ExitCode.OK);

        JsonObject then = json(
                "list", "--as-of", Cli.START.toString(), "--owner", HOSTILE, "--meta", "a.b=" + HOSTILE, "-o", "json");
        JsonObject token = then.getAsJsonArray("tokens").get(0).getAsJsonObject();
        assertThat(token.get("owner").getAsString()).isEqualTo(HOSTILE);
        assertThat(token.getAsJsonObject("metadata").get("a.b").getAsString()).isEqualTo(HOSTILE);
        assertThat(token.get("networks")).hasToString("[\"10.0.0.0/8\"]");
        assertThat(then.getAsJsonArray("partly_known")).isEmpty();
    }
}
