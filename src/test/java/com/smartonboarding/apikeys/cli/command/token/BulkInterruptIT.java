package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Dialogue;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Long work on many tokens shows its progress, and Ctrl-C leaves all tokens unchanged. */
class BulkInterruptIT {
    private static final int TOKENS = 10_000;

    @Test
    void revokeAndPurgeAreDoneForAllOrForNone(Home home) throws Exception {
        Dialogue terminal = new Dialogue(home, 80);
        ManyTokens.fill(home.cli(), TOKENS);

        breakOff(terminal, "$LAUNCHER revoke --label-glob '*' --yes");
        assertThat(statuses(home)).containsExactly("Active");

        home.cli().run("revoke", "--label-glob", "*", "--yes").exits(ExitCode.OK);
        breakOff(terminal, "$LAUNCHER purge --revoked-before 2026-11-24 --yes");
        assertThat(statuses(home)).containsExactly("Revoked");
        assertThat(home.cli().run("list", "-o", "ids").out().lines()).hasSize(TOKENS);
    }

    private static void breakOff(Dialogue terminal, String command) throws Exception {
        String screen = terminal.type(command, "[0-9]+ tokens [.]+", "\\003");

        assertThat(terminal.status()).as(screen).isEqualTo("130");
        assertThat(screen).endsWith("\r\u001b[Kshell> ");
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
