package com.smartonboarding.apikeys.cli.command.serve;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code serve} refuses before it serves. */
class ServeTest {
    private final Cli cli;

    ServeTest(Cli cli) {
        this.cli = cli;
    }

    private Cli.Result refused(String options) {
        List<String> words = new ArrayList<>(List.of("serve"));
        words.addAll(Arrays.asList(options.split(" ", -1)));
        Cli.Result result = cli.run(words.toArray(String[]::new)).exits(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        return result;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--listen 127.0.0.1:65536|--listen 127.0.0.1:65536 names no place to listen at: the last port is 65535.",
                "--listen serve.sock|--listen serve.sock names no place to listen at: a path must begin with /.",
                "--status-listen 192.0.2.1:80|--status-listen 192.0.2.1:80 is not at a loopback address, so other machines"
                        + " could reach it.",
                "--listen /run/s --listen unix:/run/s|The place unix:/run/s is given twice.",
                "--listen 127.0.0.1:80 --status-listen localhost:80|The place localhost:80 is given twice.",
                "--listen 127.0.0.1:0 --socket-group daemon|--socket-group and --socket-mode only matter to Unix sockets,"
                        + " and every place is a port.",
                "--listen 127.0.0.1:0 --socket-mode 0660|--socket-group and --socket-mode only matter to Unix sockets,"
                        + " and every place is a port.",
                "--listen 127.0.0.1:0 --header X-A --address-header x-a|--header and --address-header cannot name the same"
                        + " header.",
                "--listen 127.0.0.1:0 --address-header authorization|--address-header cannot be Authorization, which has"
                        + " the code.",
                "--idle-timeout 60|it is not a duration such as 30s, 5m or 12h",
                "--idle-timeout 0s|--idle-timeout must be at least 1s",
                "--drain 10|it is not a duration such as 30s, 5m or 12h",
                "--max-connections 0|it is not a number of connections, 1 or more",
                "--max-connections many|it is not a number of connections, 1 or more",
            })
    void whatCannotBeMeantIsRefused(String options, String message) {
        assertThat(refused(options).err().replaceAll("\\s+", " ")).contains(message);
    }

    @Test
    void aSocketFromSystemdThatIsNotStandardInputIsNotLeftToItsClients() {
        String err =
                cli.with("LISTEN_FDS", "1").run("serve").exits(ExitCode.USAGE).err();

        assertThat(err.replaceAll("\\s+", " "))
                .contains(
                        "systemd hands over a socket (LISTEN_FDS), but not as standard input, where this command expects"
                                + " it.")
                .contains("Set StandardInput=socket in the service, or name a place with --listen.");
    }
}
