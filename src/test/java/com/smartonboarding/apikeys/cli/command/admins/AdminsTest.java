package com.smartonboarding.apikeys.cli.command.admins;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import org.junit.jupiter.api.Test;

/** Who has the role, and what happens without it. */
class AdminsTest {
    @Test
    void roleIsGivenAndTakenButNotFromTheLast(Cli cli) {
        cli.run("generate", "--label", "a").exits(ExitCode.OK);

        String last = cli.run("admins", "list").exits(ExitCode.OK).line().split("\t", -1)[0];
        cli.run("admins", "remove", last).exits(ExitCode.CONFLICT);
        cli.run("admins", "add", "no-such-user").exits(ExitCode.NOT_FOUND);
        assertThat(cli.run("admins", "add", "daemon").exits(ExitCode.OK).err())
                .contains("is now a System Administrator");
        assertThat(cli.run("admins", "add", "daemon").exits(ExitCode.OK).err()).contains("already");
        assertThat(cli.run("admins", "list", "-o", "json").out()).contains("\"apikeys/admins@1\"", "\"daemon\"");

        cli.run("admins", "remove", last).exits(ExitCode.OK);
        assertThat(cli.run("revoke", "a", "-y").exits(ExitCode.DENIED).out()).isEmpty();
        cli.run("show", "a").exits(ExitCode.DENIED);
        cli.run("generate", "--label", "d").exits(ExitCode.DENIED);
        cli.run("show", "a", "--no-code").exits(ExitCode.OK);
        assertThat(cli.run("list", "--columns", "label,status")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo("a\tActive");

        cli.run("admins", "add", "--recover", last).exits(ExitCode.OK);
        cli.run("revoke", "a", "-y").exits(ExitCode.OK);
    }
}
