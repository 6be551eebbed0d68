package com.smartonboarding.apikeys.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that change something report it as messages, as JSON, or not at all. */
class ReportTest {
    private final Cli cli;

    ReportTest(Cli cli) {
        this.cli = cli;
        for (String label : new String[] {"a", "b"}) {
            cli.run("generate", "--label", label).exits(ExitCode.OK);
        }
    }

    @Test
    void revokedTokensAreOneDocument() {
        String a = id("a");
        String b = id("b");
        cli.run("revoke", "b", "-y").exits(ExitCode.OK);

        Cli.Result result = run("revoke a b -y -o json");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
            {
              "schema": "apikeys/revoke@1",
              "revoked": [
                {
                  "id": "%s",
                  "label": "a",
                  "status": "Revoked",
                  "expires": null,
                  "last_accessed": null,
                  "revoked": "2026-11-23T09:00:00Z"
                }
              ],
              "already_revoked": [
                {
                  "id": "%s",
                  "label": "b",
                  "status": "Revoked",
                  "expires": null,
                  "last_accessed": null,
                  "revoked": "2026-11-23T09:00:00Z"
                }
              ],
              "predecessors": [],
              "steps": 1
            }
            """.formatted(a, b));
    }

    @Test
    void purgedTokensAreOneDocument() {
        String a = id("a");
        run("revoke a -y");
        cli.at(Cli.START.plus(Duration.ofDays(2)));

        Cli.Result result = run("purge --revoked-before 1d -y -o json");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
            {
              "schema": "apikeys/purge@1",
              "purged": [
                {
                  "id": "%s",
                  "label": "a",
                  "status": "Revoked",
                  "expires": null,
                  "last_accessed": null,
                  "revoked": "2026-11-23T09:00:00Z"
                }
              ]
            }
            """.formatted(a));
        assertThat(run("purge --revoked-before 1d -y -o json").out()).contains("\"purged\": []");
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke a -y -q", "revoke --expired -y --quiet", "purge --revoked-before 0s -y -q"})
    void quietCommandSaysNothing(String line) {
        Cli.Result result = run(line);

        assertThat(result.out() + result.err()).isEmpty();
    }

    @Test
    void quietCommandWithJsonPrintsTheDocument() {
        assertThat(run("revoke a -y -q -o json").out()).startsWith("{\n  \"schema\": \"apikeys/revoke@1\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"-q", "-o json", "-q -o json"})
    void warningIsSaidInEveryForm(String form) {
        String predecessor = id("a");
        run("rotate a -q");
        String successor = id("a");

        Cli.Result result = run("revoke -y --id " + successor + " " + form);

        assertThat(result.err())
                .startsWith("The predecessor a (" + predecessor + ") still authenticates until ")
                .hasLineCount(1);
    }

    @Test
    void dryRunIsAListInItsOwnFormats() {
        String list = run("list a -o json").out();
        Cli.Result json = run("revoke a -n -o json");
        assertThat(json.out()).isEqualTo(list);
        assertThat(json.err()).isEmpty();

        Cli.Result quiet = run("revoke a -n -q");
        assertThat(quiet.out()).isEqualTo(run("list a").out());
        assertThat(quiet.err()).isEmpty();

        assertThat(run("purge --revoked-before 1d -n -o json").out()).contains("apikeys/list@2", "\"tokens\": []");
    }

    @Test
    void failureIsOneObjectOnStandardErrorAndPrintsNoReport() {
        Cli.Result result = cli.run("revoke", "a", "nobody", "-y", "-o", "json").exits(ExitCode.NOT_FOUND);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("{\"schema\":\"apikeys/error@1\"").hasLineCount(1);
    }

    @Test
    void reportThatCannotBeWrittenDoesNotDenyTheChange() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        Cli.Result result = cli.run(full, "revoke", "a", "-y", "-o", "json").exits(ExitCode.OUTCOME_UNKNOWN);

        assertThat(result.err()).contains("The change was made, but its report").doesNotContain("Nothing was changed");
        assertThat(new RawDatabase(cli.database()).texts("SELECT label FROM token WHERE revoked_at IS NOT NULL"))
                .containsExactly("a");
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1)).exits(ExitCode.OK);
    }

    private String id(String label) {
        return cli.run("show", "--field", "id", "--label", label).line();
    }
}
