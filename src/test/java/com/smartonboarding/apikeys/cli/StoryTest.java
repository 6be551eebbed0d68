package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import org.junit.jupiter.api.Test;

/** The life of a token, as the README tells it. */
class StoryTest {
    @Test
    void tokenIsGeneratedListedShownAndRevoked(Cli cli) {
        String code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        assertThat(code).matches("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}");
        String id = code.substring(4, 16);

        assertThat(cli.run("list").exits(ExitCode.OK).out())
                .isEqualTo(id + "\tdemo\tActive\t2026-11-23T09:00:00Z\t\t\n");
        assertThat(cli.run("show", "demo", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);
        assertThat(cli.run("list").exits(ExitCode.OK).out())
                .isEqualTo(id + "\tdemo\tRevoked\t2026-11-23T09:00:00Z\t\t\n");

        Cli.Result gone = cli.run("show", "demo").exits(ExitCode.NOT_FOUND);
        assertThat(gone.out()).isEmpty();
        assertThat(gone.err()).contains("destroyed when the token was revoked");

        Cli.Result again = cli.run("revoke", "demo").exits(ExitCode.OK);
        assertThat(again.err()).isEqualTo("demo (" + id + ") was already revoked on 2026-11-23T09:00:00Z.\n");
    }

    @Test
    void revokedLabelIsFreeAndMeansItsNewToken(Cli cli) {
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        String code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();

        assertThat(cli.run("show", "demo", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
    }
}
