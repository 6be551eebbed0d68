package com.smartonboarding.apikeys.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
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

    @Test
    void newLabelIsOneDocument() {
        String a = id("a");

        Cli.Result result = run("relabel a c -o json");

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isEqualTo("""
            {
              "schema": "apikeys/relabel@1",
              "changed": true,
              "former_label": "a",
              "token": {
                "id": "%s",
                "label": "c",
                "status": "Active",
                "expires": null,
                "last_accessed": null,
                "revoked": null
              }
            }
            """.formatted(a));
        assertThat(run("relabel c c -o json").out()).contains("\"changed\": false", "\"former_label\": \"c\"");
    }

    @Test
    void administratorsAreOneDocument() {
        Cli.Result added = run("admins add 3999999001 -o json");
        assertThat(added.err()).isEmpty();
        assertThat(added.out()).isEqualTo("""
            {
              "schema": "apikeys/admins-add@1",
              "changed": true,
              "administrator": {
                "uid": 3999999001,
                "name": "uid 3999999001"
              },
              "former_name": null
            }
            """);
        assertThat(run("admins add 3999999001 -o json").out()).contains("\"changed\": false");

        Cli.Result removed = run("admins remove 3999999001 -o json");
        assertThat(removed.err()).isEmpty();
        assertThat(removed.out()).isEqualTo("""
            {
              "schema": "apikeys/admins-remove@1",
              "removed": {
                "uid": 3999999001,
                "name": "uid 3999999001"
              }
            }
            """);
    }

    @Test
    void newDatabaseIsOneDocument() {
        String database = cli.home().resolve("new.db").toString();
        String keyFile = cli.home().resolve("new.key").toString();

        Cli.Result result = run("init -o json --database " + database + " --key-file " + keyFile);

        assertThat(result.err()).isEmpty();
        assertThat(result.out())
                .startsWith("{\n  \"schema\": \"apikeys/init@1\",\n  \"database\": \"" + database
                        + "\",\n  \"key_file\": \"" + keyFile + "\",\n  \"administrator\": {\n");
        Cli.Result quiet = run("init -q --database " + database + "2 --key-file " + keyFile + "2");
        assertThat(quiet.out() + quiet.err()).isEmpty();
    }

    @Test
    void quietScanPrintsOnlyWhatItFinds() {
        String code = cli.run("show", "a", "-q").line();
        cli.inPipe(code);

        Cli.Result found = cli.run("scan", "-", "-q").exits(ExitCode.LEAK_FOUND);
        assertThat(found.out()).contains(" a Active");
        assertThat(found.err()).isEmpty();

        Cli.Result revoked = cli.run("scan", "-", "-q", "--revoke", "-y").exits(ExitCode.OK);
        assertThat(revoked.out()).contains(" a Revoked");
        assertThat(revoked.err()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "revoke a -y -q",
                "revoke --expired -y --quiet",
                "purge --revoked-before 0s -y -q",
                "relabel a c -q",
                "admins add 3999999001 --quiet",
                "rotate a --grace 0 -y -q --secret-file %s/code"
            })
    void quietCommandSaysNothing(String line) {
        Cli.Result result = run(line.replace("%s", cli.home().toString()));

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
    void endOfARotationIsQuiet() {
        run("rotate a -q");
        Cli.Result aborted = run("rotate a --abort -y -q");
        run("rotate b -q");
        Cli.Result finished = run("rotate b --finish -y -q");

        assertThat(aborted.out() + aborted.err() + finished.out() + finished.err())
                .isEmpty();
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

    private Cli.Result runOnFullDisk(String line) {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };
        return cli.run(full, line.split(" ", -1));
    }

    @Test
    void reportsAboutKeysAndBackupsThatCannotBeWrittenDoNotDenyTheChangeEither() {
        String key = cli.run("key", "list", "-o", "tsv").out().split("\t", -1)[0];
        String backup = cli.home().resolve("copy").toString();
        for (String line : List.of(
                "backup " + backup,
                "key rotate",
                "key rekey",
                "key drop -y " + key,
                "restore --rollback -y " + backup + "2")) {
            if (line.startsWith("restore")) {
                run("backup " + backup + "2");
                assertThat(runOnFullDisk(line + " -n -o json")
                                .exits(ExitCode.STORAGE)
                                .err())
                        .contains("Nothing was changed");
            }
            assertThat(runOnFullDisk(line + " -o json")
                            .exits(ExitCode.OUTCOME_UNKNOWN)
                            .err())
                    .contains("The change was made, but its report")
                    .doesNotContain("Nothing was changed");
        }
    }

    @Test
    void reportThatCannotBeWrittenDoesNotDenyTheChange() {
        Cli.Result result = runOnFullDisk("revoke a -y -o json").exits(ExitCode.OUTCOME_UNKNOWN);

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
