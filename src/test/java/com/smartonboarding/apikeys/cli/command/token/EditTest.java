package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code edit} changes, records, refuses and leaves alone. */
class EditTest {
    private static final String HOSTILE = "it's' was 'old' expires='' \"ä\" \\ 日本語";

    private final Cli cli;
    private final String code;

    EditTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci", "--scope", "deploy", "--scope", "read", "--expires-in", "30d")
                .exits(ExitCode.OK)
                .line();
        cli.at(Cli.START.plusSeconds(60));
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1));
    }

    private String field(String token, String field) {
        return run("show " + token + " --field " + field).exits(ExitCode.OK).line();
    }

    private long events() {
        return Long.parseLong(new RawDatabase(cli.database())
                .texts("SELECT count(*) FROM audit")
                .get(0));
    }

    private Cli.Result verify(String options) {
        return cli.inPipe(code).run(("verify --no-touch " + options).strip().split(" ", -1));
    }

    @Test
    void codeStaysTheSameAndTheChangeTakesEffectAtOnce() {
        verify("--scope admin").exits(ExitCode.REJECTED_SCOPE);

        run("edit ci --add-scope admin --remove-scope read --expires-in 1h --description x")
                .exits(ExitCode.OK);

        assertThat(run("show ci -q").line()).isEqualTo(code);
        verify("--scope admin").exits(ExitCode.OK);
        verify("--scope read").exits(ExitCode.REJECTED_SCOPE);
        assertThat(field("ci", "scopes")).isEqualTo("admin deploy");
        assertThat(field("ci", "description")).isEqualTo("x");
        cli.at(Cli.START.plus(Duration.ofMinutes(61)));
        verify("").exits(ExitCode.REJECTED_EXPIRED);
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void allOfOneCallIsOneEvent() {
        long before = events();

        run("edit ci --add-scope admin --no-expiry --description x").exits(ExitCode.OK);

        assertThat(events()).isEqualTo(before + 1);
        assertThat(run("history ci").out())
                .contains("description='x' was '' scopes='admin deploy read' was 'deploy read' expires='' was"
                        + " '2026-12-23T09:00:00Z'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--add-scope read",
                "--remove-scope nothing",
                "--no-description",
                "--expires-at 2026-12-23T09:00:00Z",
                "--add-scope deploy --remove-scope x --no-description",
            })
    void whatIsLikeThisAlreadyIsNotRecorded(String options) {
        long before = events();

        assertThat(run("edit ci " + options).exits(ExitCode.OK).err())
                .contains("is like this already. Nothing was changed.");

        assertThat(events()).isEqualTo(before);
    }

    @Test
    void dryRunSaysWhatWouldChangeAndChangesNothing() {
        long before = events();

        Cli.Result result =
                run("edit ci --remove-scope read --no-expiry --dry-run").exits(ExitCode.OK);

        assertThat(result.out()).isEqualTo("expires\t2026-12-23T09:00:00Z\t\nscopes\tdeploy read\tdeploy\n");
        assertThat(result.err()).contains("Would edit ci (").contains("Nothing was changed.");
        assertThat(run("edit ci --remove-scope read --no-expiry --dry-run -q").exits(ExitCode.OK))
                .isEqualTo(new Cli.Result(0, result.out(), ""));
        assertThat(events()).isEqualTo(before);
        assertThat(field("ci", "scopes")).isEqualTo("deploy read");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--expires-in 1d --no-expiry",
                "--description x --no-description",
                "--add-scope a --remove-scope a",
                "--add-scope a,b",
                "--expires-at 2026-11-23",
                "--expires-in 0d",
            })
    void contradictionsAndBadValuesAreRefused(String options) {
        run(("edit ci " + options).strip()).exits(ExitCode.USAGE);
    }

    @Test
    void revokedTokenIsNotEdited() {
        run("revoke ci -y").exits(ExitCode.OK);

        assertThat(run("edit ci --no-expiry").exits(ExitCode.CONFLICT).err()).contains("is revoked");
        run("edit ci --no-expiry --dry-run").exits(ExitCode.CONFLICT);
    }

    @Test
    void expiredTokenWithALaterExpiryIsValidAgain() {
        cli.at(Cli.START.plus(Duration.ofDays(31)));
        verify("").exits(ExitCode.REJECTED_EXPIRED);

        assertThat(run("edit ci --expires-in 30d").exits(ExitCode.OK).err())
                .contains("It had expired, and is valid again.");

        verify("").exits(ExitCode.OK);
        assertThat(field("ci", "status")).isEqualTo("Active");
    }

    @Test
    void expiredTokenWhoseLabelAnotherUsesStaysExpired() {
        cli.at(Cli.START.plus(Duration.ofDays(31)));
        String id = code.substring(4, 16);
        run("generate --label ci").exits(ExitCode.OK);

        assertThat(run("edit --id " + id + " --no-expiry")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("The label is in use by the Active token ci (");
        run("edit --id " + id + " --description old").exits(ExitCode.OK);
        verify("").exits(ExitCode.REJECTED_EXPIRED);
    }

    @Test
    void expiryThatARotationSetIsNotChanged() {
        String id = code.substring(4, 16);
        run("rotate ci --grace 1d").exits(ExitCode.OK);

        assertThat(run("edit --id " + id + " --no-expiry")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("a rotation replaced it with ci (", "apikeys rotate --finish", "apikeys rotate --abort");
        run("edit --id " + id + " --description old --add-scope x").exits(ExitCode.OK);
        run("edit ci --no-expiry").exits(ExitCode.OK);
        run("rotate ci --abort -y").exits(ExitCode.OK);
        assertThat(field(id, "expires")).isEqualTo("2026-12-23T09:00:00Z");
        run("edit " + id + " --no-expiry").exits(ExitCode.OK);
        assertThat(field(id, "status")).isEqualTo("Active");
    }

    @Test
    void expiryOfATokenWhoseSuccessorWasRevokedIsTheOneThatCounts() {
        String id = code.substring(4, 16);
        String successor = run("rotate ci --grace 1d").exits(ExitCode.OK).line().substring(4, 16);
        run("revoke -y " + successor).exits(ExitCode.OK);

        run("edit " + id + " --expires-in 10d").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(120));
        run("rotate --abort -y " + successor).exits(ExitCode.OK);

        assertThat(field(id, "expires")).isEqualTo("2026-12-03T09:01:00Z");
    }

    @Test
    void policyRefusesWhatMovesAwayFromItOnly() throws IOException {
        run("generate --label old --scope admin").exits(ExitCode.OK);
        cli.configure("lifetime-max=20d\nscopes=read\ndescription-required=true\n");

        run("edit old --add-scope write").exits(ExitCode.USAGE);
        assertThat(run("edit ci --expires-in 31d").exits(ExitCode.USAGE).err())
                .contains("lifetime-max is '20d' in ", "the latest expiry is 2026-12-13T09:00:00Z", "apikeys rotate");
        run("edit ci --no-expiry --dry-run").exits(ExitCode.USAGE);
        run("edit old --expires-in 365d").exits(ExitCode.OK);
        run("edit old --expires-in 366d").exits(ExitCode.USAGE);
        run("edit old --expires-in 10d --add-scope read --description x").exits(ExitCode.OK);
        run("edit old --no-description").exits(ExitCode.USAGE);
        cli.at(Cli.START.plus(Duration.ofDays(10)));
        run("edit old --expires-in 11d").exits(ExitCode.USAGE);
        run("edit old --expires-in 10d").exits(ExitCode.OK);
        assertThat(field("old", "scopes")).isEqualTo("admin read");
    }

    @Test
    void pastHasTheValuesOfThatTime() {
        on(1).run("edit", "ci", "--description", HOSTILE, "--remove-scope", "read", "--expires-in", "1h");
        on(2).run("edit", "ci", "--no-description", "--no-expiry", "--add-scope", "a");
        on(3).run("relabel", "ci", "cd").exits(ExitCode.OK);
        on(4).run("edit", "cd", "--description", "last").exits(ExitCode.OK);
        on(5);

        assertPast();
        run("revoke cd -y").exits(ExitCode.OK);
        on(6);
        run("purge --revoked-before 0s -y").exits(ExitCode.OK);
        assertPast();
    }

    private Cli on(int day) {
        return cli.at(Cli.START.plus(Duration.ofDays(day)));
    }

    private void assertPast() {
        assertThat(past("2026-11-23T10:00:00Z")).isEqualTo("ci\tActive\tdeploy read\t2026-12-23T09:00:00Z\t\n");
        assertThat(past("2026-11-24T09:30:00Z"))
                .isEqualTo("ci\tActive\tdeploy\t2026-11-24T10:00:00Z\t" + HOSTILE.replace("\\", "\\\\") + "\n");
        assertThat(past("2026-11-24T10:30:00Z")).contains("ci\tExpired\tdeploy\t");
        assertThat(past("2026-11-25T10:00:00Z")).isEqualTo("ci\tActive\ta deploy\t\t\n");
        assertThat(past("2026-11-26T10:00:00Z")).isEqualTo("cd\tActive\ta deploy\t\t\n");
        assertThat(past("2026-11-27T10:00:00Z")).isEqualTo("cd\tActive\ta deploy\t\tlast\n");
    }

    private String past(String time) {
        return run("list --as-of " + time + " --columns label,status,scopes,expires,description")
                .exits(ExitCode.OK)
                .out();
    }

    @Test
    void ownerMetadataAndNetworksCanBeEdited() {
        run("edit ci --owner ops --meta a=1 --meta b=2 --from-network ::1 --from-network 10.0.0.0/8")
                .exits(ExitCode.OK);
        assertThat(notes()).isEqualTo("ops\t{\"a\":\"1\",\"b\":\"2\"}\t::1/128 10.0.0.0/8\n");
        verify("--from 11.0.0.0").exits(ExitCode.REJECTED_NETWORK);

        run("edit ci --meta b=x=y --no-meta a --no-meta none --from-network 11.0.0.0/8")
                .exits(ExitCode.OK);
        assertThat(notes()).isEqualTo("ops\t{\"b\":\"x=y\"}\t11.0.0.0/8\n");
        verify("--from 11.0.0.0").exits(ExitCode.OK);
        assertThat(run("history ci").out())
                .contains("owner='ops' was '' networks='::1/128 10.0.0.0/8' was '' metadata.a='1' was '' metadata.b='2'"
                        + " was ''")
                .contains(
                        "networks='11.0.0.0/8' was '::1/128 10.0.0.0/8' metadata.a='' was '1' metadata.b='x=y' was '2'");

        run("edit ci --no-owner --no-meta b --no-networks").exits(ExitCode.OK);
        assertThat(notes()).isEqualTo("\t\t\n");
        verify("--from 12.0.0.0").exits(ExitCode.OK);
        run("list").exits(ExitCode.OK);
    }

    @Test
    void notesThatAreLikeThisAlreadyAreNotRecorded() {
        run("edit ci --owner ops --meta a=1 --from-network 10.0.0.0/8").exits(ExitCode.OK);
        long before = events();

        run("edit ci --owner ops --meta a=1 --from-network 10.0.0.0/8 --no-meta b")
                .exits(ExitCode.OK);

        assertThat(events()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--owner a --no-owner",
                "--from-network ::1 --no-networks",
                "--meta a=1 --no-meta a",
                "--meta a",
                "--no-meta a=1",
                "--from-network 10.1.2.3/8",
            })
    void contradictoryAndBadNotesAreRefused(String options) {
        run("edit ci " + options).exits(ExitCode.USAGE);
    }

    @Test
    void metadataStaysWithinItsLimit() {
        for (int i = 0; i < 16; i++) {
            run("edit ci --meta k" + i + "=x").exits(ExitCode.OK);
        }

        assertThat(run("edit ci --meta k16=x").exits(ExitCode.USAGE).err()).contains("at most 16 keys");
        run("edit ci --meta k16=x --no-meta k0").exits(ExitCode.OK);
    }

    @Test
    void pastHasTheNotesOfThatTime() {
        on(1).run("edit", "ci", "--owner", HOSTILE, "--meta", "a.b=" + HOSTILE, "--from-network", "10.0.0.0/8");
        on(2).run("edit", "ci", "--no-owner", "--meta", "a.b=2", "--meta", "c=3", "--no-networks");
        on(3).run("edit", "ci", "--owner", "last", "--no-meta", "a.b").exits(ExitCode.OK);
        on(4);

        assertPastNotes();
        run("revoke ci -y").exits(ExitCode.OK);
        on(5);
        run("purge --revoked-before 0s -y").exits(ExitCode.OK);
        assertPastNotes();
    }

    private void assertPastNotes() {
        assertThat(pastNotes("2026-11-23T10:00:00Z")).isEqualTo("\t\t\n");
        assertThat(run("list --as-of 2026-11-24T10:00:00Z --columns owner -o tsv")
                        .out())
                .isEqualTo(HOSTILE.replace("\\", "\\\\") + "\n");
        assertThat(cli.run("list", "--as-of", "2026-11-24T10:00:00Z", "--meta", "a.b=" + HOSTILE, "-o", "ids")
                        .out())
                .isNotEmpty();
        assertThat(pastNotes("2026-11-24T10:00:00Z")).endsWith("\t10.0.0.0/8\n");
        assertThat(pastNotes("2026-11-25T10:00:00Z")).isEqualTo("\t{\"a.b\":\"2\",\"c\":\"3\"}\t\n");
        assertThat(pastNotes("2026-11-26T10:00:00Z")).isEqualTo("last\t{\"c\":\"3\"}\t\n");
    }

    private String pastNotes(String time) {
        return run("list --as-of " + time + " --columns owner,metadata,networks")
                .exits(ExitCode.OK)
                .out();
    }

    private String notes() {
        return run("list ci --columns owner,metadata,networks")
                .exits(ExitCode.OK)
                .out();
    }
}
