package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import org.junit.jupiter.api.Test;

/** What {@code show} displays, and which token it finds. */
class ShowTest {
    private final Cli cli;
    private final String code;
    private final String id;

    ShowTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "demo", "--description", "For the demo", "--scope", "read")
                .exits(ExitCode.OK)
                .line();
        id = code.substring(4, 16);
    }

    @Test
    void detailsEndWithTheCode() {
        String out = cli.run("show", "demo").exits(ExitCode.OK).out();

        assertThat(out).contains("Description:", "For the demo", id, "2026-11-23T09:00:00Z (just now)");
        assertThat(out.lines().reduce((one, other) -> other).orElseThrow()).isEqualTo("Code:                " + code);
    }

    @Test
    void detailsAloneHaveNoCode() {
        for (String[] args :
                new String[][] {{"show", "demo", "--no-code"}, {"show", "demo", "--no-code", "-o", "json"}}) {
            assertThat(cli.run(args).exits(ExitCode.OK).out()).contains(id).doesNotContain(code.substring(17));
        }
    }

    @Test
    void oneValueIsPrintedAlone() {
        assertThat(cli.run("show", "demo", "--field", "created").line()).isEqualTo("2026-11-23T09:00:00Z");
        assertThat(cli.run("show", "demo", "--field", "STATUS").line()).isEqualTo("Active");
        assertThat(cli.run("show", "demo", "--field", "expires").line()).isEmpty();
        cli.run("show", "demo", "--field", "code").exits(ExitCode.USAGE);
        cli.run("show", "demo", "--field", "id", "-q").exits(ExitCode.USAGE);
    }

    @Test
    void jsonHasItsSchemaAndTheCode() {
        JsonObject token = JsonParser.parseString(cli.run("describe", "demo", "-o", "json")
                        .exits(ExitCode.OK)
                        .out())
                .getAsJsonObject();

        assertThat(token.get("schema").getAsString()).isEqualTo("apikeys/show@2");
        assertThat(token.get("code").getAsString()).isEqualTo(code);
        assertThat(token.get("last_accessed").isJsonNull()).isTrue();
    }

    @Test
    void tokenIsMeantByItsLabelItsIdOrFourCharactersOfIt() {
        for (String word : new String[] {"demo", id, id.substring(0, 4), id.substring(0, 11)}) {
            assertThat(cli.run("show", word, "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        }
        cli.run("show", id.substring(0, 3)).exits(ExitCode.NOT_FOUND);
        cli.run("show", "--label", id).exits(ExitCode.NOT_FOUND);
        cli.run("show", "--id", "demo").exits(ExitCode.NOT_FOUND);
        cli.run("show").exits(ExitCode.USAGE);
        cli.run("show", "demo", "demo").exits(ExitCode.USAGE);
    }

    @Test
    void labelThatIsTheBeginningOfAnotherIdIsAmbiguousUntilForced() {
        String prefix = id.substring(0, 4);
        String other = cli.run("generate", "--label", prefix).exits(ExitCode.OK).line();

        for (String[] args : new String[][] {{"show", prefix}, {"revoke", prefix, "-y"}, {"relabel", prefix, "new"}}) {
            Cli.Result result = cli.run(args).exits(ExitCode.AMBIGUOUS);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("\n  " + id + "  demo\n", "\n  " + other.substring(4, 16) + "  " + prefix + "\n")
                    .contains("--id", "--label");
        }
        assertThat(cli.run("list", "--columns", "status").out()).isEqualTo("Active\nActive\n");
        assertThat(cli.run("show", "--label", prefix, "-q").exits(ExitCode.OK).line())
                .isEqualTo(other);
        assertThat(cli.run("show", "--id", prefix, "-q").exits(ExitCode.OK).line())
                .isEqualTo(code);
    }

    @Test
    void codeOnTheScreenIsSaidToBeThere() {
        assertThat(cli.atTerminal(80, "").run("show", "demo").exits(ExitCode.OK).err())
                .contains("The audit trail records");
        assertThat(cli.inPipe().run("show", "demo").exits(ExitCode.OK).err()).isEmpty();
    }

    @Test
    void colourFollowsTheOptionThenTheEnvironment() {
        assertThat(cli.run("show", "demo").out()).doesNotContain("\u001b");
        assertThat(cli.run("show", "demo", "--color=always").out()).contains("\u001b[");
        cli.with("NO_COLOR", "1");
        assertThat(cli.run("show", "demo", "--color=always").out()).contains("\u001b[");
        assertThat(cli.atTerminal(80, "").run("show", "demo").out()).doesNotContain("\u001b");
    }
}
