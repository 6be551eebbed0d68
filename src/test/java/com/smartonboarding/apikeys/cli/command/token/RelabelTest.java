package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import org.junit.jupiter.api.Test;

/** When a token gets another label, and when it does not. */
class RelabelTest {
    @Test
    void keepsTheCodeAndRefusesALabelInUse(Cli cli) {
        cli.run("generate", "--label", "b").exits(ExitCode.OK);
        String code = cli.run("generate", "--label", "a").exits(ExitCode.OK).line();

        Cli.Result taken = cli.run("relabel", "a", "b").exits(ExitCode.CONFLICT);
        assertThat(taken.err()).contains("in use by the Active token b (");
        cli.run("relabel", "a", " x").exits(ExitCode.USAGE);
        cli.run("relabel", "a").exits(ExitCode.USAGE);
        cli.run("relabel", "nothing", "x").exits(ExitCode.NOT_FOUND);
        cli.run("relabel", "a", "a").exits(ExitCode.OK);
        cli.run("relabel", "--label", "a", "z").exits(ExitCode.OK);

        assertThat(cli.run("list", "--columns", "label,status", "--sort", "label")
                        .exits(ExitCode.OK)
                        .out())
                .isEqualTo("b\tActive\nz\tActive\n");
        assertThat(cli.run("show", "z", "-q").line()).isEqualTo(code);
    }
}
