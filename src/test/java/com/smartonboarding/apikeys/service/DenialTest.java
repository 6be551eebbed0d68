package com.smartonboarding.apikeys.service;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A user without the role can try as often as they like: it costs the others almost nothing. */
class DenialTest {
    private static final long ME = ProcessIds.read().effective();

    private final Cli cli;
    private final RawDatabase database;

    DenialTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("admins", "add", "12345").exits(ExitCode.OK);
        cli.run("admins", "remove", Long.toString(ME)).exits(ExitCode.OK);
    }

    private List<String> denials() {
        return database.texts(
                "SELECT action || ' ' || coalesce(token_id, '-') || ' ' || coalesce(detail, '-') FROM audit"
                        + " WHERE denied = 1 ORDER BY sequence");
    }

    private String id() {
        return database.texts("SELECT id FROM token").get(0);
    }

    private void attempt(Duration afterStart, String... command) {
        cli.at(Cli.START.plus(afterStart));
        cli.run(command).exits(ExitCode.DENIED);
    }

    @Test
    void aThousandTokensAreOneSmallEvent() throws Exception {
        String[] command = Stream.concat(
                        Stream.of("revoke", "-y", "demo"),
                        IntStream.range(0, 1000).mapToObj(i -> "nobody-" + i))
                .toArray(String[]::new);
        long before = Files.size(cli.database());

        attempt(Duration.ZERO, command);

        assertThat(denials()).containsExactly("revoke - 1001 tokens, first " + id());
        assertThat(Files.size(cli.database()) - before).isLessThanOrEqualTo(4096);
    }

    @Test
    void attemptsWithinAMinuteAreOneEventAndTheNextTellsOfThem() {
        for (int second = 0; second < 60; second += 10) {
            attempt(Duration.ofSeconds(second), "show", "demo");
            attempt(Duration.ofSeconds(second), "show", "demo");
        }
        assertThat(denials()).containsExactly("show " + id() + " -");

        attempt(Duration.ofMinutes(1), "show", "demo");
        attempt(Duration.ofHours(1), "show", "nobody");

        assertThat(denials())
                .containsExactly(
                        "show " + id() + " -",
                        "show " + id() + " 5 more denied from 2026-11-23T09:00:00Z to 2026-11-23T09:00:50Z",
                        "show - -");
        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void anotherActionHasAnEventOfItsOwn() {
        attempt(Duration.ZERO, "show", "demo");
        attempt(Duration.ZERO, "revoke", "demo", "-y");

        assertThat(denials()).containsExactly("show " + id() + " -", "revoke " + id() + " -");
    }

    @Test
    void aClockThatWasSetBackHidesNothing() {
        attempt(Duration.ofHours(1), "show", "demo");
        attempt(Duration.ZERO, "show", "demo");

        assertThat(denials()).hasSize(2);
    }

    @Test
    void theRoleIsDecidedWhileAnotherWrites() throws Exception {
        Skip.unlessInstalled("sqlite3");
        Process writer = new ProcessBuilder("sqlite3", cli.database().toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var in = writer.outputWriter()) {
            in.write("BEGIN IMMEDIATE; SELECT 'locked';\n");
            in.flush();
            assertThat(writer.inputReader().readLine()).isEqualTo("locked");

            Cli.Result result = cli.run("relabel", "demo", "other").exits(ExitCode.DENIED);

            assertThat(result.err()).contains("the audit trail cannot be written");
        }
        assertThat(denials()).isEmpty();
    }
}
