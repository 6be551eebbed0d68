package com.smartonboarding.apikeys.cli.command.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.LastAccess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A token is replaced, and at every step at least one code authenticates. */
class RotateTest {
    private static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    private final Cli cli;
    private final RawDatabase database;
    private final String old;

    RotateTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
        old = cli.run("generate", "--label", "ci", "--description", "deploys", "--scope", "deploy", "--scope", "read")
                .exits(ExitCode.OK)
                .line();
    }

    private static String id(String code) {
        return code.substring(4, 16);
    }

    private String rotate(String... more) {
        String[] args = new String[more.length + 2];
        args[0] = "rotate";
        args[1] = "ci";
        System.arraycopy(more, 0, args, 2, more.length);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    private void after(Duration sinceStart) {
        cli.at(Cli.START.plus(sinceStart));
    }

    private void assertVerify(String code, ExitCode expected) {
        cli.inPipe(code + "\n").run("verify", "--no-touch", "-q").exits(expected);
        cli.inPipe();
    }

    private void use(String code) {
        cli.inPipe(code + "\n").run("verify", "--from", "192.0.2.7", "-q").exits(ExitCode.OK);
        cli.inPipe();
    }

    private String field(String token, String name) {
        String out = cli.run("show", "--id", token, "--field", name)
                .exits(ExitCode.OK)
                .out();
        return out.strip();
    }

    private List<String> eventsAfter(long sequence) {
        return database.texts(
                "SELECT action || ' ' || coalesce(token_id, '-') || ' ' || coalesce(detail, '-') FROM audit"
                        + " WHERE sequence > " + sequence + " ORDER BY sequence");
    }

    private long lastEvent() {
        return Long.parseLong(database.texts("SELECT max(sequence) FROM audit").get(0));
    }

    @Test
    void successorIsLikeItsPredecessorAndBothAuthenticateUntilTheGraceIsOver() {
        long before = lastEvent();

        Cli.Result result = cli.run("rotate", "ci").exits(ExitCode.OK);

        String code = result.line();
        String successor = id(code);
        String predecessor = id(old);
        assertThat(result.err())
                .isEqualTo("Rotated: ci (" + successor + ") replaces " + predecessor
                        + ", which works until 2026-11-24T09:00:00Z. The new token does not expire. 'apikeys show "
                        + successor + "' prints the code again.\n'apikeys rotate --finish " + successor
                        + "' revokes the old token. 'apikeys rotate --abort " + successor
                        + "' revokes the new token.\n");
        assertThat(cli.run("list", "--columns", "id,label,status,scopes,description,expires,predecessor,successor")
                        .out()
                        .lines())
                .containsExactlyInAnyOrder(
                        predecessor + "\tci\tActive\tdeploy read\tdeploys\t2026-11-24T09:00:00Z\t\t" + successor,
                        successor + "\tci\tActive\tdeploy read\tdeploys\t\t" + predecessor + "\t");
        assertThat(eventsAfter(before))
                .containsExactly(
                        "generate " + successor + " successor of " + predecessor,
                        "rotate " + predecessor + " successor " + successor,
                        "rotate " + predecessor + " successor " + successor + " delivered; ends 2026-11-24T09:00:00Z");
        after(Duration.ofDays(1).minusMillis(1));
        assertVerify(old, ExitCode.OK);
        assertVerify(code, ExitCode.OK);
        after(Duration.ofDays(1));
        assertVerify(old, ExitCode.REJECTED_EXPIRED);
        assertVerify(code, ExitCode.OK);
    }

    @Test
    void labelMeansTheNewestCurrentTokenAtEveryStep() {
        String code = rotate();
        assertThat(cli.run("show", "ci", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        assertThat(cli.run("show", id(old), "-q").exits(ExitCode.OK).line()).isEqualTo(old);
        cli.run("generate", "--label", "ci").exits(ExitCode.CONFLICT);

        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        assertThat(cli.run("show", "ci", "-q").exits(ExitCode.OK).line()).isEqualTo(old);
    }

    @Test
    void statusTellsHowFarItIs() {
        cli.run("rotate", "ci", "--status").exits(ExitCode.NOT_FOUND);
        String code = rotate("--grace", "2h");
        use(old);
        after(Duration.ofMinutes(30));
        use(code);

        String both =
                "predecessor\t" + id(old) + "\tci\tActive\t2026-11-23T11:00:00Z\t2026-11-23T09:00:00Z\nsuccessor\t"
                        + id(code) + "\tci\tActive\t\t2026-11-23T09:30:00Z\n";
        for (String token : new String[] {"ci", id(old), id(code)}) {
            assertThat(cli.run("rotate", token, "--status").exits(ExitCode.OK).out())
                    .isEqualTo(both);
        }
        JsonObject json = JsonParser.parseString(
                        cli.run("rotate", "ci", "--status", "-o", "json").out())
                .getAsJsonObject();
        assertThat(json.get("schema").getAsString()).isEqualTo("apikeys/rotation@2");
        assertThat(json.get("phase").getAsString()).isEqualTo("overlap");
        assertThat(json.get("ends").getAsString()).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(json.get("seconds_left").getAsLong()).isEqualTo(5400);
        assertThat(json.get("predecessor").getAsJsonObject().get("id").getAsString())
                .isEqualTo(id(old));
        assertThat(json.get("successor").getAsJsonObject().get("last_accessed").getAsString())
                .isEqualTo("2026-11-23T09:30:00Z");
        assertThat(cli.atTerminal(120, "").run("rotate", "ci", "--status").out())
                .contains("old", "new", "Both codes authenticate; the old code expires in 2 hours.");
        cli.inPipe();

        after(Duration.ofHours(2));
        assertPhase("finished");
        cli.run("rotate", "--abort", "ci", "-y").exits(ExitCode.OK);
        assertPhase("abandoned");
    }

    private void assertPhase(String phase) {
        assertThat(JsonParser.parseString(cli.run("rotate", "ci", "--status", "-o", "json")
                                .exits(ExitCode.OK)
                                .out())
                        .getAsJsonObject()
                        .get("phase")
                        .getAsString())
                .isEqualTo(phase);
    }

    @Test
    void finishRevokesThePredecessorAndToFinishAgainIsSuccess() {
        String code = rotate();
        long before = lastEvent();
        cli.run("rotate", "ci", "--finish").exits(ExitCode.DECLINED);
        assertVerify(old, ExitCode.OK);

        for (int i = 0; i < 2; i++) {
            assertThat(cli.run("rotate", "ci", "--finish", "-y")
                            .exits(ExitCode.OK)
                            .err())
                    .isEqualTo("The rotation is finished: the old token " + id(old) + " is revoked, and ci (" + id(code)
                            + ") replaces it.\n");
        }

        assertThat(cli.run("rotate", "ci", "--finish").exits(ExitCode.OK).out()).isEmpty();
        assertVerify(old, ExitCode.REJECTED_REVOKED);
        assertVerify(code, ExitCode.OK);
        assertThat(eventsAfter(before)).containsExactly("revoke " + id(old) + " rotated");
    }

    @Test
    void finishIfIdleRefusesWhileThePredecessorMayHaveBeenUsedWithinThatTime() {
        rotate();
        after(Duration.ofHours(1));
        use(old);

        Cli.Result used = cli.run("rotate", "ci", "--finish", "--if-idle", "1h").exits(ExitCode.CONFLICT);
        assertThat(used.out()).isEmpty();
        assertThat(used.err()).contains("is still in use: last accessed 2026-11-23T10:00:00Z from 192.0.2.7");
        // Accesses are recorded at most once a minute.
        after(Duration.ofHours(2).plusSeconds(59));
        assertThat(cli.run("rotate", "ci", "--finish", "--if-idle", "1h")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("finish after 2026-11-23T11:01:00Z");
        assertVerify(old, ExitCode.OK);
        assertThat(cli.pauses()).isEmpty();
        after(Duration.ofHours(2).plusSeconds(60));
        cli.run("rotate", "ci", "--finish", "--if-idle", "1h").exits(ExitCode.OK);
        assertVerify(old, ExitCode.REJECTED_REVOKED);
    }

    @Test
    void finishIfIdleOfAPredecessorThatHasExpiredIsSuccessAtOnce() {
        rotate("--grace", "1h");
        use(old);
        after(Duration.ofHours(1));

        cli.run("rotate", "ci", "--finish", "--if-idle", "7d").exits(ExitCode.OK);
        assertThat(cli.pauses()).isEmpty();
    }

    @Test
    void predecessorThatWasNeverUsedCountsFromItsCreation() {
        rotate();

        Cli.Result early =
                cli.run("rotate", "ci", "--finish", "--if-idle", "1h").exits(ExitCode.CONFLICT);
        assertThat(early.err())
                .contains(
                        "was never accessed, but it was created only at 2026-11-23T09:00:00Z",
                        "Try again after 2026-11-23T10:00:00Z");
        assertVerify(old, ExitCode.OK);
        after(Duration.ofHours(1));
        cli.run("rotate", "ci", "--finish", "--if-idle", "1h").exits(ExitCode.OK);
        assertThat(cli.pauses()).containsExactly(LastAccess.KNOWN_AFTER);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void useThatIsNotedOnlyWhileFinishingWaitsKeepsThePredecessorAlive(boolean usedBefore) {
        rotate("--grace", "7d");
        if (usedBefore) {
            use(old);
        }
        after(Duration.ofDays(1));
        cli.duringPause(() -> {
            use(old);
            cli.inPipe();
        });

        assertThat(cli.run("rotate", "ci", "--finish", "--if-idle", "1h")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("is still in use");

        assertVerify(old, ExitCode.OK);
    }

    @Test
    void abortGivesThePredecessorItsLifeAndItsLabelBack() {
        cli.run("generate", "--label", "short", "--expires-in", "30d").exits(ExitCode.OK);
        String predecessor = cli.run("list", "short", "-o", "ids").line();
        String successor = id(
                cli.run("rotate", "short", "--grace", "1h").exits(ExitCode.OK).line());
        assertThat(field(predecessor, "expires")).isEqualTo("2026-11-23T10:00:00Z");
        long before = lastEvent();

        cli.run("rotate", "short", "--abort").exits(ExitCode.DECLINED);
        assertThat(cli.run("rotate", "short", "--abort", "-y")
                        .exits(ExitCode.OK)
                        .err())
                .isEqualTo("The rotation is aborted: the new token " + successor + " is revoked. short (" + predecessor
                        + ") expires 2026-12-23T09:00:00Z, as before.\n");

        assertThat(field(predecessor, "expires")).isEqualTo("2026-12-23T09:00:00Z");
        assertThat(cli.run("show", "short", "--field", "id").line()).isEqualTo(predecessor);
        assertThat(field(successor, "status")).isEqualTo("Revoked");
        assertThat(eventsAfter(before))
                .containsExactly(
                        "revoke " + successor + " the rotation was aborted",
                        "rotate " + predecessor + " the rotation was aborted");
    }

    @Test
    void abortAfterTheGraceEndedBringsThePredecessorBack() {
        String code = rotate("--grace", "1h");
        after(Duration.ofDays(2));
        assertVerify(old, ExitCode.REJECTED_EXPIRED);

        cli.run("rotate", "ci", "--abort", "-y").exits(ExitCode.OK);

        assertVerify(old, ExitCode.OK);
        assertVerify(code, ExitCode.REJECTED_REVOKED);
        assertThat(cli.run("show", "ci", "-q").line()).isEqualTo(old);
    }

    @Test
    void toAbortAgainChangesNothingAndGoesNoRotationFurtherBack() {
        String second = rotate("--grace", "1h");
        after(Duration.ofDays(30));
        String third = rotate("--grace", "1h");
        cli.run("rotate", "ci", "--abort", "-y").exits(ExitCode.OK);
        long before = lastEvent();

        for (String token : new String[] {"ci", id(second), id(third)}) {
            cli.run("rotate", token, "--abort", "-y").exits(ExitCode.OK);
        }

        assertThat(lastEvent()).isEqualTo(before);
        assertVerify(old, ExitCode.REJECTED_EXPIRED);
        assertVerify(second, ExitCode.OK);
        assertVerify(third, ExitCode.REJECTED_REVOKED);
    }

    @Test
    void successorThatWasReplacedByAnotherEndsNothingAnyMore() {
        String given = rotate();
        cli.run("rotate", "ci", "--abort", "-y").exits(ExitCode.OK);
        String taken = rotate();

        for (String step : new String[] {"--status", "--finish", "--abort"}) {
            cli.run("rotate", id(given), step, "-y").exits(ExitCode.NOT_FOUND);
        }

        assertVerify(old, ExitCode.OK);
        assertVerify(taken, ExitCode.OK);
        assertThat(field(id(old), "expires")).isEqualTo("2026-11-24T09:00:00Z");
    }

    @Test
    void abortAfterFinishIsRefusedSinceNoTokenThatWorksWouldBeLeft() {
        String code = rotate();
        cli.run("rotate", "ci", "--finish", "-y").exits(ExitCode.OK);

        Cli.Result result = cli.run("rotate", "ci", "--abort", "-y").exits(ExitCode.CONFLICT);

        assertThat(result.err()).contains("would leave no token that works", "apikeys revoke " + id(code));
        assertVerify(code, ExitCode.OK);
    }

    @Test
    void abortIsRefusedWhenTheLabelWentToAnother() {
        String code = rotate();
        cli.run("relabel", "ci", "ci-new").exits(ExitCode.OK);
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);

        Cli.Result result = cli.run("rotate", "ci-new", "--abort", "-y").exits(ExitCode.CONFLICT);

        assertThat(result.err()).contains("The label is in use by the Active token ci (");
        assertVerify(old, ExitCode.OK);
        assertVerify(code, ExitCode.OK);
    }

    @Test
    void relabelledSuccessorIsFinishedAndAbortedByEitherName() {
        String code = rotate();
        cli.run("relabel", "ci", "deployer").exits(ExitCode.OK);
        assertThat(cli.run("show", "deployer", "-q").line()).isEqualTo(code);
        // No other token has the label, so it still leads to the token that keeps it.
        assertThat(cli.run("show", "ci", "-q").line()).isEqualTo(old);
        assertThat(cli.run("rotate", "ci", "--status").out())
                .isEqualTo(cli.run("rotate", "deployer", "--status").out());

        cli.run("rotate", "deployer", "--abort", "-y").exits(ExitCode.OK);
        assertThat(cli.run("show", "ci", "-q").line()).isEqualTo(old);
        cli.run("generate", "--label", "ci").exits(ExitCode.CONFLICT);
    }

    @Test
    void graceOfZeroRevokesThePredecessorOnceTheCodeIsDelivered() {
        cli.run("rotate", "ci", "--grace", "0").exits(ExitCode.DECLINED);
        assertThat(cli.run("list", "-o", "ids").out().lines()).hasSize(1);
        long before = lastEvent();

        Cli.Result result = cli.run("rotate", "ci", "--grace", "0", "-y").exits(ExitCode.OK);

        String code = result.line();
        assertThat(result.err())
                .contains("replaces " + id(old) + ", which was revoked. ")
                .doesNotContain("--abort");
        assertVerify(old, ExitCode.REJECTED_REVOKED);
        assertVerify(code, ExitCode.OK);
        assertThat(eventsAfter(before))
                .containsExactly(
                        "generate " + id(code) + " successor of " + id(old),
                        "rotate " + id(old) + " successor " + id(code),
                        "revoke " + id(old) + " rotated");
    }

    @Test
    void predecessorIsAsBeforeWhenTheCodeCannotBeDelivered() {
        for (String grace : new String[] {"24h", "0"}) {
            long before = lastEvent();

            Cli.Result result =
                    cli.run(FULL, "rotate", "ci", "--grace", grace, "-y").exits(ExitCode.UNDELIVERED);

            assertThat(result.err()).contains("could not be written to standard output", "the token was revoked");
            assertVerify(old, ExitCode.OK);
            assertThat(field(id(old), "expires")).isEmpty();
            assertThat(cli.run("show", "ci", "-q").line()).isEqualTo(old);
            assertThat(eventsAfter(before)).hasSize(4);
            assertThat(eventsAfter(before).get(2)).startsWith("undelivered ").endsWith(" undelivered");
        }
        assertVerify(rotate(), ExitCode.OK);
    }

    @Test
    void predecessorIsAsBeforeUntilTheCodeIsWritten() {
        OutputStream looking = new OutputStream() {
            @Override
            public void write(int b) {}

            @Override
            public void write(byte[] bytes, int offset, int length) {
                assertVerify(old, ExitCode.OK);
                assertThat(database.texts("SELECT coalesce(expires_at, 'never') FROM token WHERE revoked_at IS NULL"))
                        .containsExactly("never", "never");
                assertPhase("undelivered");
                cli.run("rotate", "ci", "--finish", "-y").exits(ExitCode.CONFLICT);
            }
        };

        cli.run(looking, "rotate", "ci", "--grace", "0", "-y").exits(ExitCode.OK);

        assertVerify(old, ExitCode.REJECTED_REVOKED);
    }

    @Test
    void tokenThatIsBeingRotatedIsNotRotatedAgain() {
        String code = rotate();

        for (String token : new String[] {"ci", id(old), id(code)}) {
            Cli.Result result = cli.run("rotate", token).exits(ExitCode.CONFLICT);
            assertThat(result.out()).isEmpty();
            assertThat(result.err())
                    .contains("is being rotated already", "rotate --finish " + id(code), "rotate --abort " + id(code));
        }

        cli.run("rotate", "ci", "--finish", "-y").exits(ExitCode.OK);
        String third = rotate();
        assertThat(field(id(third), "predecessor")).isEqualTo(id(code));
        assertVerify(code, ExitCode.OK);
    }

    @Test
    void successorsSuccessorIsMadeOnceTheGraceIsOver() {
        rotate("--grace", "1h");
        after(Duration.ofHours(1));

        String third = rotate("--grace", "1h");

        assertVerify(old, ExitCode.REJECTED_EXPIRED);
        assertVerify(third, ExitCode.OK);
        assertThat(cli.run("list", "--status", "active", "-o", "ids").out().lines())
                .hasSize(2);
    }

    @Test
    void onlyAnActiveTokenIsRotated() {
        cli.run("generate", "--label", "short", "--expires-in", "1h").exits(ExitCode.OK);
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        cli.run("revoke", "gone", "-y").exits(ExitCode.OK);
        after(Duration.ofHours(1));

        assertThat(cli.run("rotate", "short").exits(ExitCode.CONFLICT).err())
                .contains("is Expired, and only an Active token can be rotated");
        assertThat(cli.run("rotate", "gone").exits(ExitCode.CONFLICT).err()).contains("is Revoked");
        cli.run("rotate", "nothing").exits(ExitCode.NOT_FOUND);
        cli.run("generate", "--label", id(old)).exits(ExitCode.OK);
        cli.run("rotate", id(old)).exits(ExitCode.AMBIGUOUS);
        cli.run("rotate", "--id", id(old)).exits(ExitCode.OK);
    }

    @Test
    void revokingTheSuccessorNamesThePredecessorThatStillAuthenticates() {
        String code = rotate();

        Cli.Result result = cli.run("revoke", "ci", "-y").exits(ExitCode.OK);

        assertThat(result.err())
                .isEqualTo("Revoked ci (" + id(code) + ").\nThe predecessor ci (" + id(old)
                        + ") still authenticates until 2026-11-24T09:00:00Z. To revoke it too: apikeys revoke "
                        + id(old)
                        + "\n");
        assertVerify(old, ExitCode.OK);
        assertThat(cli.run("rotate", "ci", "--finish", "-y")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("would leave no token that works");
    }

    @Test
    void revokingBothNamesNone() {
        String code = rotate();

        assertThat(cli.run("revoke", id(code), id(old), "-y").exits(ExitCode.OK).err())
                .doesNotContain("still authenticates");
    }

    @Test
    void rotationAfterTheSuccessorWasRevokedByHandBeginsWithTheFormerLife() {
        cli.run("generate", "--label", "short", "--expires-in", "30d").exits(ExitCode.OK);
        String predecessor = cli.run("list", "short", "-o", "ids").line();
        cli.run("rotate", "short", "--grace", "1h").exits(ExitCode.OK);
        cli.run("revoke", "short", "-y").exits(ExitCode.OK);
        assertThat(field(predecessor, "expires")).isEqualTo("2026-11-23T10:00:00Z");

        String next = id(
                cli.run("rotate", "short", "--grace", "2h").exits(ExitCode.OK).line());

        assertThat(field(predecessor, "expires")).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(field(next, "expires")).isEqualTo("2026-12-23T09:00:00Z");
        cli.run("rotate", "short", "--abort", "-y").exits(ExitCode.OK);
        assertThat(field(predecessor, "expires")).isEqualTo("2026-12-23T09:00:00Z");
    }

    @Test
    void successorLivesAsLongAsItsPredecessorWasMadeToUnlessToldOtherwise() {
        cli.run("generate", "--label", "short", "--expires-in", "30d").exits(ExitCode.OK);
        after(Duration.ofDays(29));
        String second = id(
                cli.run("rotate", "short", "--grace", "7d").exits(ExitCode.OK).line());
        assertThat(field(second, "expires")).isEqualTo("2027-01-21T09:00:00Z");
        // The grace period never lengthens a life.
        assertThat(field(field(second, "predecessor"), "expires")).isEqualTo("2026-12-23T09:00:00Z");

        after(Duration.ofDays(31));
        String third = id(cli.run("rotate", "short", "--expires-in", "1d")
                .exits(ExitCode.OK)
                .line());
        assertThat(field(third, "expires")).isEqualTo("2026-12-25T09:00:00Z");
        cli.run("rotate", "ci", "--expires-at", "2026-12-24").exits(ExitCode.USAGE);
        assertThat(cli.run("show", "ci", "-q").line()).isEqualTo(old);
    }

    @Test
    void successorOfATokenWithoutASealKeepsNoneEither() {
        cli.run("generate", "--label", "once", "--once").exits(ExitCode.OK);

        Cli.Result result = cli.run("rotate", "once").exits(ExitCode.OK);

        assertThat(result.err()).contains("Save the code now, because no copy is kept.");
        assertThat(field(id(result.line()), "recoverable")).isEqualTo("false");
        cli.run("show", "once").exits(ExitCode.NOT_FOUND);
    }

    @Test
    void predecessorThatWasPurgedLeavesASuccessorThatWasNotRotated() {
        String code = rotate("--grace", "0", "-y");
        after(Duration.ofDays(2));
        cli.run("purge", "--revoked-before", "1d", "-y").exits(ExitCode.OK);

        for (String step : new String[] {"--status", "--finish", "--abort"}) {
            assertThat(cli.run("rotate", "ci", step, "-y")
                            .exits(ExitCode.NOT_FOUND)
                            .err())
                    .contains(" was made by a rotation, but its predecessor " + id(old) + " has been purged");
        }
        assertVerify(code, ExitCode.OK);
        assertThat(field(id(rotate()), "predecessor")).isEqualTo(id(code));
    }

    @Test
    void jsonHasTheSuccessorInFull() {
        Cli.Result result = cli.run("rotate", "ci", "-o", "json", "-q").exits(ExitCode.OK);

        assertThat(result.err()).isEmpty();
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertThat(json.get("schema").getAsString()).isEqualTo("apikeys/rotate@2");
        assertThat(json.get("outcome").getAsString()).isEqualTo("new");
        assertThat(json.get("secret_file").isJsonNull()).isTrue();
        assertThat(json.get("predecessor").getAsString()).isEqualTo(id(old));
        assertVerify(json.get("code").getAsString(), ExitCode.OK);
    }

    @Test
    void stepsExcludeEachOtherAndIdlenessIsAboutFinishing() {
        cli.run("rotate", "ci", "--finish", "--abort").exits(ExitCode.USAGE);
        cli.run("rotate", "ci", "--if-idle", "1h").exits(ExitCode.USAGE);
        cli.run("rotate", "ci", "--abort", "--if-idle", "1h").exits(ExitCode.USAGE);
        cli.run("rotate", "ci", "--grace", "-1h").exits(ExitCode.USAGE);
        cli.run("rotate").exits(ExitCode.USAGE);
        cli.run("rotate", "ci", "ci").exits(ExitCode.USAGE);
        assertThat(cli.run("list", "-o", "ids").out().lines()).hasSize(1);
    }

    @Test
    void personIsAskedBeforeATokenIsRevokedAndNotBeforeAnythingElse() {
        assertThat(cli.atTerminal(80, "n\n")
                        .run("rotate", "ci", "--grace", "0")
                        .exits(ExitCode.DECLINED)
                        .err())
                .contains("ci (" + id(old) + ") was never accessed. Replace it, and revoke it at once? [y/N] ");
        assertThat(cli.atTerminal(80, "").run("rotate", "ci").exits(ExitCode.OK).err())
                .doesNotContain("[y/N]");
        assertThat(cli.atTerminal(80, "n\n")
                        .run("rotate", "ci", "--abort")
                        .exits(ExitCode.DECLINED)
                        .err())
                .contains(") was never accessed. Revoke this successor? [y/N] ");
        assertThat(cli.atTerminal(80, "y\n")
                        .run("rotate", "ci", "--finish")
                        .exits(ExitCode.OK)
                        .err())
                .contains("ci (" + id(old) + ") was never accessed. Revoke it? [y/N] ");
    }

    @Test
    void deliveredCodeWhosePredecessorCannotBeShortenedIsSaidToBeSo() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Cli.Result result =
                cli.runLocking(written, "rotate", "ci", "--request-id", "r").exits(ExitCode.OUTCOME_UNKNOWN);

        assertThat(result.err())
                .contains("its code was written to standard output", "is unchanged", "rotate --status", "locked")
                .doesNotContain("Nothing was changed", "Try again");
        String code = written.toString(UTF_8).strip();
        assertVerify(old, ExitCode.OK);
        assertVerify(code, ExitCode.OK);
        assertThat(rotate("--request-id", "r")).isEqualTo(code);
        assertThat(field(id(old), "expires")).isEqualTo("2026-11-24T09:00:00Z");
    }

    @Test
    void undeliveredCodeWhoseTokenCannotBeRevokedIsSaidToBeSo() {
        for (String[] command : new String[][] {{"rotate", "ci"}, {"generate", "--label", "other"}}) {
            Cli.Result result = cli.runLocking(FULL, command).exits(ExitCode.OUTCOME_UNKNOWN);

            assertThat(result.err())
                    .contains("could not be revoked", "Run: apikeys revoke ", "locked.")
                    .doesNotContain("Nothing was changed", "Try again");
        }
    }

    @Test
    void clockThatWasSetBackEndsNothingEarlier() {
        String code = rotate("--grace", "1h");
        cli.at(Instant.parse("2026-11-22T09:00:00Z"));

        assertVerify(old, ExitCode.OK);
        assertVerify(code, ExitCode.OK);
        cli.run("rotate", "ci", "--finish", "-y").exits(ExitCode.OK);
        assertVerify(old, ExitCode.REJECTED_REVOKED);
    }

    @Test
    void noCodeIsInAnythingButTheOneLine() {
        Cli.Result rotated = cli.run("rotate", "ci").exits(ExitCode.OK);
        String everything = rotated.err()
                + cli.run("rotate", "ci", "--status").out()
                + cli.run("rotate", "ci", "--status", "-o", "json").out()
                + cli.run("rotate", "ci", "--finish", "-y").err()
                + database.texts("SELECT coalesce(detail, '') FROM audit")
                + database.texts("SELECT coalesce(revoke_reason, '') || coalesce(description, '') FROM token");

        assertThat(everything)
                .doesNotContain("sok_", old.substring(17), rotated.line().substring(17));
    }
}
