package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code generate} makes, prints and refuses. */
class GenerateTest {
    private final Cli cli;

    GenerateTest(Cli cli) {
        this.cli = cli;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " lead",
                "trail ",
                "-dash",
                "a\tb",
                "a\nb",
                "a\u001bb",
                "a\u202eb",
                "a\u200bb",
                "a\u00a0b",
                "a\u2028b",
                "a\ufffdb",
                "a\ud800",
                "a\u0378b",
                "a\u00adb"
            })
    void labelThatCouldDeceiveIsRefused(String label) {
        Cli.Result result = cli.run("generate", "--label=" + label).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(cli.database()).doesNotExist();
    }

    @Test
    void labelHasAtMost128Characters() {
        cli.run("generate", "--label", "😀".repeat(128)).exits(ExitCode.OK);
        cli.run("generate", "--label", "x".repeat(129)).exits(ExitCode.USAGE);
        cli.run("generate", "--label", "😀".repeat(129)).exits(ExitCode.USAGE);
    }

    @Test
    void labelIsKeptInOneForm() {
        String code =
                cli.run("generate", "--label", "cafe\u0301").exits(ExitCode.OK).line();

        assertThat(cli.run("list", "--columns", "label").line()).isEqualTo("caf\u00e9");
        assertThat(cli.run("show", "cafe\u0301", "-q").exits(ExitCode.OK).line())
                .isEqualTo(code);
        cli.run("generate", "--label", "caf\u00e9").exits(ExitCode.CONFLICT);
    }

    @Test
    void labelOfAnActiveTokenIsTakenAndOfAnotherFree() {
        cli.run("generate", "--label", "demo", "--expires-in", "1h").exits(ExitCode.OK);
        Cli.Result taken = cli.run("generate", "--label", "demo").exits(ExitCode.CONFLICT);
        assertThat(taken.out()).isEmpty();
        assertThat(taken.err()).contains("in use by the Active token demo (", "apikeys revoke ");

        cli.at(Cli.START.plus(Duration.ofHours(1)));
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(2)));
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);

        assertThat(cli.run("list", "--columns", "status", "demo").out()).isEqualTo("Expired\nRevoked\nActive\n");
    }

    @Test
    void scopesAreSortedAndOfPlainCharacters() {
        cli.run("generate", "--label", "demo", "--scope", "write", "--scope=read:x/*", "--scope", "write")
                .exits(ExitCode.OK);
        assertThat(cli.run("show", "demo", "--field", "scopes").line()).isEqualTo("read:x/* write");
        for (String scope : new String[] {"", "a b", "a,b", "ü", "x".repeat(65)}) {
            cli.run("generate", "--label", "other", "--scope=" + scope).exits(ExitCode.USAGE);
        }
    }

    @Test
    void expiryIsInTheFutureAndSaidInOneWay() {
        cli.run("generate", "--label", "a", "--expires-in", "1d12h").exits(ExitCode.OK);
        cli.run("generate", "--label", "b", "--expires-at", "2026-11-24").exits(ExitCode.OK);
        cli.run("generate", "--label", "c", "--expires-at", "2026-11-24T00:00:00+05:30")
                .exits(ExitCode.OK);
        assertThat(cli.run("list", "--columns", "expires", "--sort", "label").out())
                .isEqualTo("2026-11-24T21:00:00Z\n2026-11-24T00:00:00Z\n2026-11-23T18:30:00Z\n");

        cli.run("generate", "--label", "d", "--expires-in", "1d", "--expires-at", "2027-01-01")
                .exits(ExitCode.USAGE);
        for (String time : new String[] {"2026-11-23", "2026-11-23T09:00:00Z", "tomorrow", "2027-02-30", ""}) {
            cli.run("generate", "--label", "d", "--expires-at=" + time).exits(ExitCode.USAGE);
        }
        for (String duration : new String[] {"0s", "0d", "-1d", "90", "1.5h", "200y", "36526d", ""}) {
            cli.run("generate", "--label", "d", "--expires-in=" + duration).exits(ExitCode.USAGE);
        }
    }

    @Test
    void quietSaysNothing() {
        cli.run("init").exits(ExitCode.OK);

        assertThat(cli.run("generate", "--label", "demo", "-q")
                        .exits(ExitCode.OK)
                        .err())
                .isEmpty();
    }

    @Test
    void jsonHasTheCodeAndEveryField() {
        Cli.Result result = cli.run("generate", "--label", "demo", "-o", "json", "--scope", "read")
                .exits(ExitCode.OK);

        JsonObject token = JsonParser.parseString(result.out()).getAsJsonObject();
        assertThat(token.get("schema").getAsString()).isEqualTo("apikeys/generate@2");
        assertThat(token.get("code").getAsString())
                .isEqualTo(cli.run("show", "demo", "-q").line())
                .contains(token.get("id").getAsString());
        assertThat(token.get("status").getAsString()).isEqualTo("Active");
        assertThat(token.get("expires").isJsonNull()).isTrue();
        assertThat(token.get("scopes").getAsJsonArray()).hasSize(1);
        assertThat(result.err()).doesNotContain(token.get("code").getAsString());
        assertThat(cli.run("rotate", "demo", "-o", "json").exits(ExitCode.OK).err())
                .isEmpty();
        assertThat(cli.run("generate", "--label", "d\u0435mo", "-q", "-o", "json")
                        .exits(ExitCode.OK)
                        .err())
                .startsWith("Warning: ")
                .hasLineCount(1);
    }

    @Test
    void codeOfOnceIsNeverShownAgain() {
        cli.run("generate", "--label", "demo", "--once").exits(ExitCode.OK);

        Cli.Result shown = cli.run("show", "demo").exits(ExitCode.NOT_FOUND);
        assertThat(shown.out()).isEmpty();
        assertThat(shown.err()).contains("generated without a sealed copy");
        assertThat(cli.run("show", "demo", "--field", "recoverable").line()).isEqualTo("false");
    }

    @Test
    void codeThatCanNeitherBeWrittenNorRevokedIsSaidToBeSo() throws SQLException {
        cli.run("init").exits(ExitCode.OK);
        cli.waitingAtMost(Duration.ofMillis(200));
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            OutputStream failing = new OutputStream() {
                @Override
                public void write(int b) throws IOException {
                    try {
                        statement.execute("BEGIN EXCLUSIVE");
                    } catch (SQLException e) {
                        throw new AssertionError(e);
                    }
                    throw new IOException("No space left on device");
                }
            };

            Cli.Result result = cli.run(failing, "generate", "--label", "lost").exits(ExitCode.OUTCOME_UNKNOWN);

            assertThat(result.err()).contains("could not be revoked", "apikeys revoke ", "locked");
        }
        cli.run("revoke", "-y", "lost").exits(ExitCode.OK);
    }
}
