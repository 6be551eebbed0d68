package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A disk that cannot read a page: SQLite reports it like a damaged page, and the tool must distinguish them. */
class DiskErrorIT {
    private final Home home;
    private final Cli cli;

    DiskErrorIT(Home home) {
        Skip.unlessInstalled("strace");
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"list", "show ci -q", "show ci --no-code", "generate --label other", "revoke ci -y", "history ci"
            })
    void pageThatTheDiskDoesNotGiveIsNoDamage(String line) throws Exception {
        // The tool and SQLite first read the header, once each.
        List<String> command = new ArrayList<>(
                List.of("-f", "-qq", "-o", "/dev/null", "-P", cli.database().toString()));
        command.addAll(List.of("-e", "trace=pread64,read", "-e", "signal=none"));
        command.addAll(List.of("-e", "inject=pread64:error=EIO:when=4+", "-e", "inject=read:error=EIO:when=3+"));
        command.add(Installation.LAUNCHER.toString());
        command.addAll(List.of(line.split(" ", -1)));

        Run.Ended run =
                home.on(Run.of("strace", command.toArray(String[]::new))).end();

        if (run.err().contains("PTRACE")) {
            Skip.aloud("strace may not trace here: " + run.err());
        }
        assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.STORAGE.number());
        assertThat(run.err()).contains("The disk that holds " + cli.database()).doesNotContain("backup", "damaged");
        cli.run("list").exits(ExitCode.OK);
    }
}
