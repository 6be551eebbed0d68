package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long commands wait while another process has the database locked. */
class WaitTest {
    private static final String ADVICE = " Try again, or wait longer with --wait.\n";

    private final Cli cli;
    private final String code;
    private final Connection other;

    /** The default is longer than any test may take, so a command that ignores --wait fails its test. */
    WaitTest(Cli cli) throws SQLException {
        this.cli = cli.waitingAtMost(Duration.ofMinutes(10));
        code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
        lock();
    }

    @AfterEach
    void closeOther() throws SQLException {
        other.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "list",
                "show demo",
                "show demo --no-code",
                "history demo",
                "generate --label more",
                "relabel demo other",
                "revoke demo -y",
                "revoke demo -n",
                "rotate demo",
                "purge --revoked-before 1d -y",
                "admins list",
                "admins add 3999999001",
                "audit list",
                "audit head",
                "audit verify",
                "backup -",
                "verify",
                "scan -"
            })
    void withZeroNoCommandWaits(String line) {
        long begin = System.nanoTime();

        Cli.Result result = cli.inPipe(code + "\n").run((line + " --wait 0").split(" ", -1));

        result.exits(ExitCode.BUSY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("apikeys: Another process kept ").endsWith(ADVICE);
    }

    @Test
    void commandWaitsAsLongAsItIsTold() {
        long begin = System.nanoTime();

        cli.run("--wait", "1s", "list").exits(ExitCode.BUSY);

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void commandThatWaitsGoesOnOnceTheLockIsGone() throws Exception {
        Thread end = new Thread(() -> {
            try {
                Thread.sleep(1500);
                other.close();
            } catch (InterruptedException | SQLException e) {
                throw new AssertionError(e);
            }
        });
        end.start();

        assertThat(cli.run("list", "--wait", "1m", "--columns", "label")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo("demo");
        end.join();
    }

    @Test
    void configurationSaysHowLongToWaitUnlessTheOptionDoes() throws IOException {
        configure("wait=0\n");
        cli.run("list").exits(ExitCode.BUSY);

        long begin = System.nanoTime();
        cli.run("list", "--wait", "1s").exits(ExitCode.BUSY);
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));

        configure("\nwait=soon\n");
        assertThat(cli.run("list").exits(ExitCode.USAGE).err())
                .contains("The setting 'wait' in line 2 of ", "is 'soon', which is neither 0 nor a duration");
    }

    private void configure(String text) throws IOException {
        Path file = cli.home().resolve(".config/apikeys/apikeys.properties");
        Files.deleteIfExists(file);
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "-1s", "soon", "200000w"})
    void otherValuesAreRefused(String value) {
        cli.run("list", "--wait", value).exits(ExitCode.USAGE);
    }

    private void lock() throws SQLException {
        try (Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
        }
    }
}
