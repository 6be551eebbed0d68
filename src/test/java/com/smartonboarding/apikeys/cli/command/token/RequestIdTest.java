package com.smartonboarding.apikeys.cli.command.token;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A repeated request returns the same token and code, even after a crash in between. A different request does not. */
class RequestIdTest {
    private static final OutputStream FULL = new OutputStream() {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("No space left on device");
        }
    };

    private final Cli cli;

    RequestIdTest(Cli cli) {
        this.cli = cli;
        cli.run("init").exits(ExitCode.OK);
    }

    private Cli.Result again(String line) {
        return cli.run(line.split(" ", -1));
    }

    private List<String> tokens() {
        return cli.run("list", "--columns", "label,status")
                .out()
                .lines()
                .sorted()
                .toList();
    }

    @Test
    void generatingAgainGivesTheSameCodeAndMakesNoSecondToken() {
        String line = "generate --label ci --scope a --scope b --expires-in 90d --request-id job-8";
        String code = again(line).exits(ExitCode.OK).line();
        cli.at(Cli.START.plus(Duration.ofDays(3)));

        Cli.Result result = again(line.replace("--scope a --scope b", "--scope b --scope a"))
                .exits(ExitCode.OK);

        assertThat(result.line()).isEqualTo(code);
        assertThat(result.err())
                .startsWith("This request already generated ci (" + code.substring(4, 16)
                        + "). Here is its code again. It expires 2027-02-21T09:00:00Z.");
        assertThat(tokens()).containsExactly("ci\tActive");
        assertThat(new RawDatabase(cli.database())
                        .texts("SELECT action || ' ' || coalesce(detail, '') FROM audit ORDER BY sequence"))
                .endsWith("generate ", "show the request was repeated");
        assertThat(JsonParser.parseString(again(line + " -o json").out())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("repeated");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --label other --request-id r",
                "generate --label ci --scope deploy --request-id r",
                "generate --label ci --description x --request-id r",
                "generate --label ci --expires-in 90d --request-id r",
                "generate --label ci --once --request-id r",
                "rotate ci --request-id r",
            })
    void anotherRequestWithTheSameIdIsAConflict(String line) {
        again("generate --label ci --request-id r").exits(ExitCode.OK);

        Cli.Result result = again(line).exits(ExitCode.CONFLICT);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("The request id 'r' was used for something else: it made ci (");
        assertThat(tokens()).containsExactly("ci\tActive");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rotate other --request-id r",
                "rotate ci --grace 1h --request-id r",
                "rotate ci --expires-in 1d --request-id r",
                "generate --label ci --request-id r",
            })
    void anotherRequestThanTheRotationIsAConflict(String line) {
        again("generate --label ci").exits(ExitCode.OK);
        again("generate --label other").exits(ExitCode.OK);
        again("rotate ci --request-id r").exits(ExitCode.OK);

        assertThat(again(line).exits(ExitCode.CONFLICT).err()).contains("was used for something else");

        assertThat(tokens()).hasSize(3);
    }

    @Test
    void rotatingAgainGivesTheSameCodeByWhateverNameItIsAskedFor() {
        String old = again("generate --label ci").line().substring(4, 16);
        String code = again("rotate ci --request-id r").exits(ExitCode.OK).line();
        cli.at(Cli.START.plus(Duration.ofHours(5)));

        for (String token : new String[] {"ci", old, code.substring(4, 16)}) {
            Cli.Result result = again("rotate " + token + " --request-id r").exits(ExitCode.OK);
            assertThat(result.line()).isEqualTo(code);
            assertThat(result.err())
                    .startsWith("This request already made ci (" + code.substring(4, 16) + ") to replace ");
        }
        // The grace period starts with the first delivery.
        assertThat(again("show --id " + old + " --field expires").line()).isEqualTo("2026-11-24T09:00:00Z");
        assertThat(tokens()).hasSize(2);

        again("rotate ci --finish -y").exits(ExitCode.OK);
        assertThat(again("rotate ci --request-id r").exits(ExitCode.OK).line()).isEqualTo(code);
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tRevoked");
    }

    @Test
    void requestOfATokenThatWasRevokedOrExpiredIsAConflict() {
        again("generate --label ci --request-id r --expires-in 1h").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(1)));
        assertThat(again("generate --label ci --request-id r --expires-in 1h")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("has expired. Nothing was changed");

        again("generate --label ci --request-id s").exits(ExitCode.OK);
        again("revoke ci -y").exits(ExitCode.OK);
        assertThat(again("generate --label ci --request-id s")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("has been revoked since. Nothing was changed");

        again("generate --label ci").exits(ExitCode.OK);
        again("rotate ci --request-id t").exits(ExitCode.OK);
        again("rotate ci --abort -y").exits(ExitCode.OK);
        again("rotate ci --request-id t").exits(ExitCode.CONFLICT);
        again("rotate ci --request-id u").exits(ExitCode.OK);
    }

    @Test
    void undeliveredRequestBeginsAnew() {
        cli.run(FULL, "generate", "--label", "ci", "--request-id", "r").exits(ExitCode.UNDELIVERED);
        again("generate --label ci --request-id r").exits(ExitCode.OK);
        cli.run(FULL, "rotate", "ci", "--request-id", "s").exits(ExitCode.UNDELIVERED);

        String code = again("rotate ci --request-id s").exits(ExitCode.OK).line();

        assertThat(again("rotate ci --request-id s").exits(ExitCode.OK).line()).isEqualTo(code);
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tActive", "ci\tRevoked", "ci\tRevoked");
    }

    @Test
    void repeatedRequestThatCannotBeWrittenOutLeavesItsTokenAsItIs() {
        String code =
                again("generate --label ci --request-id r").exits(ExitCode.OK).line();

        Cli.Result result =
                cli.run(FULL, "generate", "--label", "ci", "--request-id", "r").exits(ExitCode.STORAGE);

        assertThat(result.err()).contains("Its token is unchanged", "repeat the request");
        assertThat(again("generate --label ci --request-id r")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo(code);

        String successor = again("rotate ci --request-id s").exits(ExitCode.OK).line();
        cli.run(FULL, "rotate", "ci", "--request-id", "s").exits(ExitCode.STORAGE);
        assertThat(again("rotate ci --request-id s").exits(ExitCode.OK).line()).isEqualTo(successor);
    }

    /** Leaves the database as a process does that dies between commit and delivery. */
    private void dieBeforeDelivery(String line) throws IOException {
        Path then = cli.home().resolve("then.db");
        OutputStream looking = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (Files.notExists(then)) {
                    Files.copy(cli.database(), then, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        };
        cli.run(looking, line.split(" ", -1)).exits(ExitCode.OK);
        Files.move(then, cli.database(), StandardCopyOption.REPLACE_EXISTING);
        Files.delete(cli.anchor());
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate --label ci --once --request-id r", "rotate once --request-id r"})
    void deliveredCodeWithoutACopyIsNotReplacedByTheSameRequest(String line) {
        again("generate --label once --once").exits(ExitCode.OK);
        String code = again(line).exits(ExitCode.OK).line();

        Cli.Result repeated = again(line).exits(ExitCode.CONFLICT);

        assertThat(repeated.out()).isEmpty();
        assertThat(repeated.err()).contains("was delivered, but no copy of its code was kept");
        cli.inPipe(code).run("verify", "--no-touch").exits(ExitCode.OK);
        assertThat(cli.run("history", code.substring(4, 16)).exits(ExitCode.OK).out())
                .contains("\tdeliver\t");
    }

    @Test
    void siteThatKeepsNoCopiesKnowsWhatItDeliveredToo() throws IOException {
        Path configuration = cli.home().resolve(".config/apikeys/apikeys.properties");
        Files.writeString(configuration, "recoverable=never\n");
        Files.setPosixFilePermissions(
                configuration, java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
        String code =
                again("generate --label ci --request-id r").exits(ExitCode.OK).line();

        assertThat(again("generate --label ci --request-id r")
                        .exits(ExitCode.CONFLICT)
                        .out())
                .isEmpty();

        cli.inPipe(code).run("verify", "--no-touch").exits(ExitCode.OK);
    }

    @Test
    void everydayGenerateNotesNothingMore() {
        again("generate --label a").exits(ExitCode.OK);
        again("generate --label b --request-id r").exits(ExitCode.OK);
        again("generate --label c --once").exits(ExitCode.OK);

        assertThat(new RawDatabase(cli.database()).texts("SELECT action FROM audit ORDER BY sequence"))
                .containsExactly("init", "generate", "generate", "generate");
    }

    @Test
    void deliveryThatCannotBeNotedIsSaidAndTheCodeGoesOnWorking() {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        Cli.Result result = cli.runLocking(written, "generate", "--label", "ci", "--once", "--request-id", "r")
                .exits(ExitCode.OUTCOME_UNKNOWN);

        assertThat(result.err())
                .contains(
                        "was written to standard output and works",
                        "could not be recorded",
                        "You have two choices. To keep this code, use it and do not repeat the request 'r'. To replace it,"
                                + " repeat the request: that revokes this token and makes a new one.")
                .doesNotContain("Nothing was changed", "Try again");
        cli.inPipe(written.toString(UTF_8)).run("verify").exits(ExitCode.OK);
        again("generate --label ci --once --request-id r").exits(ExitCode.CONFLICT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "undelivered",
                "stranded",
                "the request was repeated, and no copy of this code was kept",
                "rotated",
                "the rotation was aborted"
            })
    void reasonThatAPersonTypesIsNoStateOfTheSystem(String reason) {
        again("generate --label ci --request-id r").exits(ExitCode.OK);
        cli.run("revoke", "ci", "-y", "--reason", reason).exits(ExitCode.OK);

        assertThat(again("generate --label ci --request-id r")
                        .exits(ExitCode.CONFLICT)
                        .out())
                .isEmpty();

        cli.inPipe("m-1\n")
                .run("generate", "--label-file", "-", "--request-id", "m")
                .exits(ExitCode.OK);
        cli.inPipe();
        cli.run("revoke", "m-1", "-y", "--reason", reason).exits(ExitCode.OK);
        cli.inPipe("m-1\n")
                .run("generate", "--label-file", "-", "--request-id", "m")
                .exits(ExitCode.CONFLICT);
    }

    @Test
    void tokenOfOnceThatNobodyReceivedIsRevokedAndANewOneIsMade() throws IOException {
        dieBeforeDelivery("generate --label ci --once --request-id r");
        assertThat(tokens()).containsExactly("ci\tActive");

        again("generate --label ci --once --request-id r").exits(ExitCode.OK);

        assertThat(tokens()).containsExactly("ci\tActive", "ci\tRevoked");
        assertThat(cli.run("list", "--status", "revoked", "--columns", "revoke_reason")
                        .line())
                .isEqualTo("the request was repeated, and no copy of this code was kept");
    }

    @Test
    void tokenOfOnceThatIsInUseIsNotReplaced() {
        String code = again("generate --label ci --once --request-id r").line();
        cli.inPipe(code).run("verify").exits(ExitCode.OK);
        cli.inPipe();

        assertThat(again("generate --label ci --once --request-id r")
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("was delivered, but no copy of its code was kept");
        assertThat(tokens()).containsExactly("ci\tActive");
    }

    @Test
    void successorWithoutASealThatNobodyReceivedIsReplacedAndADeliveredOneIsNot() throws IOException {
        again("generate --label ci --once").exits(ExitCode.OK);
        dieBeforeDelivery("rotate ci --request-id r");
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tActive");

        again("rotate ci --request-id r").exits(ExitCode.OK);
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tActive", "ci\tRevoked");

        again("rotate ci --request-id r").exits(ExitCode.CONFLICT);
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tActive", "ci\tRevoked");
    }

    @Test
    void rotationThatDiedBeforeDeliveryGoesOnWhereItWas() throws IOException {
        String old = again("generate --label ci").line();
        for (String grace : new String[] {"24h", "0"}) {
            String line = "rotate ci --grace " + grace + " -y --request-id " + grace;
            dieBeforeDelivery(line);
            assertThat(cli.inPipe(old).run("verify", "--no-touch").exitCode()).isZero();
            cli.inPipe();
            assertThat(again("rotate ci --status").exits(ExitCode.OK).out().lines())
                    .allMatch(row -> row.contains("\tActive\t\t"));
            again("rotate ci").exits(ExitCode.CONFLICT);

            String code = again(line).exits(ExitCode.OK).line();

            assertThat(cli.inPipe(code).run("verify", "--no-touch").exitCode()).isZero();
            cli.inPipe();
            again("rotate ci --finish -y").exits(ExitCode.OK);
            old = code;
        }
        assertThat(tokens()).containsExactly("ci\tActive", "ci\tRevoked", "ci\tRevoked");
    }

    @Test
    void labelThatIsThereIsSuccessWithoutACode() {
        String code =
                again("generate --label ci --if-absent").exits(ExitCode.OK).line();

        Cli.Result result = again("generate --label ci --if-absent").exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("ci (" + code.substring(4, 16) + ") already exists; nothing was generated.\n");
        assertThat(JsonParser.parseString(
                                again("generate --label ci --if-absent -o json").out())
                        .getAsJsonObject()
                        .get("outcome")
                        .getAsString())
                .isEqualTo("present");
        again("rotate ci").exits(ExitCode.OK);
        again("generate --label ci --if-absent").exits(ExitCode.OK);
        assertThat(tokens()).hasSize(2);
    }

    @Test
    void requestIdIsPlainAndNotTooLong() {
        for (String id : new String[] {"", "a b", "ü", "a\tb", "x".repeat(129)}) {
            cli.run("generate", "--label", "ci", "--request-id=" + id).exits(ExitCode.USAGE);
        }
        cli.run("generate", "--label", "ci", "--request-id", "x".repeat(128)).exits(ExitCode.OK);
    }

    /** While the first run writes its code, the second does all of its work. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate -q --label new --once --request-id r",
                "generate -q --label-file labels --once --request-id r",
                "rotate once -q --request-id r",
                "rotate once -q --grace 0 --yes --request-id r"
            })
    void ofTwoAtOnceOnlyOneSaysThatItsCodeIsGood(String line) throws IOException {
        Path labels = Files.writeString(cli.home().resolve("labels"), "a\nb\n");
        String predecessor = cli.run("generate", "-q", "--label", "once", "--once")
                .exits(ExitCode.OK)
                .line();
        String[] command = line.replace("labels", labels.toString()).split(" ", -1);
        List<Cli.Result> second = new ArrayList<>();
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                if (second.isEmpty()) {
                    second.add(cli.run(command));
                }
            }
        };

        Cli.Result first = cli.run(slow, command).exits(ExitCode.UNDELIVERED);

        assertThat(first.err()).contains("Use the code from the other call");
        second.get(0).exits(ExitCode.OK).out().lines().forEach(code -> verifies(code, ExitCode.OK));
        if (!line.contains("--grace 0")) {
            verifies(predecessor, ExitCode.OK);
        }
        cli.run(command).exits(ExitCode.CONFLICT);
    }

    /** The successor is revoked, so its predecessor must stay active. */
    @Test
    void predecessorOfASuccessorThatWasRevokedMeanwhileLivesOn() {
        String old =
                cli.run("generate", "-q", "--label", "ci").exits(ExitCode.OK).line();
        boolean[] revoked = {false};
        OutputStream slow = new OutputStream() {
            @Override
            public void write(int b) {
                if (!revoked[0]) {
                    revoked[0] = true;
                    cli.run("rotate", "ci", "--abort", "--yes").exits(ExitCode.OK);
                }
            }
        };

        assertThat(cli.run(slow, "rotate", "ci", "-q", "--grace", "0", "--yes")
                        .exits(ExitCode.UNDELIVERED)
                        .err())
                .contains("another call revoked the token. The code does not work.");
        verifies(old, ExitCode.OK);
    }

    private void verifies(String code, ExitCode exitCode) {
        cli.inPipe(code).run("verify", "--no-touch", "-q").exits(exitCode);
        cli.inPipe();
    }
}
