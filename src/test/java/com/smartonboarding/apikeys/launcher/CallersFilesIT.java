package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Operators of a shared server name files of their own, and these stay their own. */
class CallersFilesIT {
    private static final String SCRIPT = "src/test/resources/callers-files.sh";
    private static final String KILLS = "src/test/resources/callers-files-kills.sh";
    private static final Path EXPECTED = Path.of("src/test/resources/callers-files.expected");

    /**
     * At how many calls of each system call one of the processes is killed; {@code -Dapikeys.calls=1000} covers all. By
     * default, only some of the system calls are tried.
     */
    private static final int CALLS = Integer.getInteger("apikeys.calls", 1);

    private static final List<String> POINTS = List.of(
            "caller:rename",
            "caller:write",
            "caller:fsync",
            "caller:unlink",
            "caller:chmod",
            "account:write",
            "account:pwrite64",
            "account:fsync",
            "account:unlink",
            "account:connect");

    @Test
    void filesAreUsedWithTheRightsOfWhoNamesThem() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "perl", "git", "pgrep");

        Run.Ended ended = inASpaceOfItsOwn(SCRIPT);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().replaceAll("\\b[0-9A-Za-z]{12}( |:|\\)|')", "ID$1"))
                .isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }

    @Test
    void aRotationSurvivesTheDeathOfEitherProcess() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "sqlite3", "strace", "pgrep");
        List<String> points = new ArrayList<>();
        points.add(Integer.toString(CALLS));
        if (CALLS == 1) {
            points.add("caller:rename");
            points.add("account:write");
            points.add("account:pwrite64");
        } else {
            points.addAll(POINTS);
        }

        Run.Ended ended = inASpaceOfItsOwn(KILLS, points.toArray(String[]::new));

        assertThat(ended.out())
                .as(ended.err())
                .contains("caller rename 1 ", "account write 1 ", "account pwrite64 1 ")
                .doesNotContain("WRONG");
    }

    private static Run.Ended inASpaceOfItsOwn(String script, String... more) throws IOException, InterruptedException {
        return space(script, Installation.PACKAGE.toString(), Installation.JAVA_HOME)
                .and(more)
                .within(Duration.ofMinutes(CALLS == 1 ? 6 : 600))
                .end();
    }

    /** Others may run the same script at the same time, so it sees only its own processes. */
    private static Run space(String... command) {
        return Run.of("unshare", "--mount", "--propagation", "private", "--pid", "--fork", "--mount-proc")
                .and(command);
    }
}
