package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.FreshHome;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** A file that is put in the place of the database, by somebody who holds the lock of the old one meanwhile. */
@ExtendWith(FreshHome.class)
class ReplacedFileTest {
    private final Cli cli;
    private final String code;
    private Path old = Path.of("");
    private Path newer = Path.of("");

    ReplacedFileTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
    }

    /** Prepares a newer file, in which the token is revoked. */
    @BeforeEach
    void prepare(@TempDir Path elsewhere) throws Exception {
        Path before = elsewhere.resolve("before");
        newer = elsewhere.resolve("newer");
        old = elsewhere.resolve("old");
        Files.copy(cli.database(), before, StandardCopyOption.COPY_ATTRIBUTES);
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        Files.copy(cli.database(), newer, StandardCopyOption.COPY_ATTRIBUTES);
        Files.delete(cli.anchor());
        Files.move(before, cli.database(), StandardCopyOption.REPLACE_EXISTING);
    }

    @Test
    void whoWaitsForTheOldFileAnswersFromTheNewOne() throws Exception {
        List<Object> failures = new ArrayList<>();
        try (TokenVerifier verifier =
                TokenVerifier.open(cli.database(), cli.keyFile(), Clock.systemUTC(), failures::add)) {
            assertThat(verifier.verify(code).isValid()).isTrue();

            Result answer = whileReplaced(() -> verifier.verify(code).result()).get(30, TimeUnit.SECONDS);

            assertThat(answer).isEqualTo(Result.REVOKED);
        }
        assertThat(failures).isEmpty();
    }

    @Test
    void whoWaitsToWriteTheOldFileWritesTheNewOne() throws Exception {
        Cli.Result written = whileReplaced(() -> cli.run("generate", "--label", "late-comer"))
                .get(30, TimeUnit.SECONDS);

        written.exits(ExitCode.OK);
        assertThat(cli.run("list", "--sort", "label", "--columns", "label,status", "--no-header")
                        .out())
                .isEqualTo("ci\tRevoked\nlate-comer\tActive\n");
        assertThat(Files.readString(old, StandardCharsets.ISO_8859_1))
                .as("the old file")
                .doesNotContain("late-comer");
    }

    /** Begins the work while somebody else holds the lock, and then replaces the file before the lock is released. */
    private <T> CompletableFuture<T> whileReplaced(Supplier<T> work) throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            CompletableFuture<T> running = CompletableFuture.supplyAsync(work);
            Thread.sleep(500); // until it waits for the lock
            Files.createLink(old, cli.database());
            Files.move(newer, cli.database(), StandardCopyOption.ATOMIC_MOVE);
            statement.execute("ROLLBACK");
            return running;
        }
    }
}
