package com.smartonboarding.apikeys.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Long work on many tokens shows its progress, and Ctrl-C leaves all tokens unchanged. */
class BulkInterruptIT {
    private static final int TOKENS = 10_000;

    private static final String SCRIPT = """
            set timeout 90
            spawn -noecho bash -c "trap : INT; $env(COMMAND); echo $? >status; printf 'shell> '"
            expect -re {[0-9]+ tokens [.]+} {} timeout { exit 9 }
            send "\003"
            expect eof {} timeout { exit 8 }
            """;

    @TempDir
    private Path folder;

    @Test
    void revokeAndPurgeAreDoneForAllOrForNone() throws Exception {
        Skip.unlessInstalled("expect");
        Home home = new Home(folder);
        ManyTokens.fill(home.cli(), TOKENS);

        breakOff(home, "$LAUNCHER revoke --label-glob '*' --yes");
        assertThat(statuses(home)).containsExactly("Active");

        home.cli().run("revoke", "--label-glob", "*", "--yes").exits(ExitCode.OK);
        breakOff(home, "$LAUNCHER purge --revoked-before 2026-11-24 --yes");
        assertThat(statuses(home)).containsExactly("Revoked");
        assertThat(home.cli().run("list", "-o", "ids").out().lines()).hasSize(TOKENS);
    }

    private void breakOff(Home home, String command) throws Exception {
        Run.Ended run = home.on(Run.of("expect", "-c", SCRIPT))
                .with("COMMAND", command)
                .with("LAUNCHER", Installation.LAUNCHER.toString())
                .with("TERM", "xterm-256color")
                .within(Duration.ofMinutes(5))
                .end();
        assertThat(run.code()).as(run.out() + run.err()).isZero();
        assertThat(Files.readString(folder.resolve("status")).strip())
                .as(run.out())
                .isEqualTo("130");
        assertThat(run.out()).endsWith("\r\u001b[Kshell> ");
    }

    private static Set<String> statuses(Home home) {
        return home.cli()
                .run("list", "--columns", "status")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .collect(Collectors.toSet());
    }
}
