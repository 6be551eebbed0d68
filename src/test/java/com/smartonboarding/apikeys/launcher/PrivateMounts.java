package com.smartonboarding.apikeys.launcher;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.time.Duration;

/** Mounts that end with the script that runs in them, so that it can change {@code /etc} and make users. */
final class PrivateMounts {
    private PrivateMounts() {}

    /** Skips the test, aloud, unless root may make mounts here and these programs are installed. */
    static void require(String... programs) throws IOException, InterruptedException {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("mounts, users and sudo rules of a test's own need root");
        }
        Skip.unlessInstalled("unshare");
        for (String program : programs) {
            Skip.unlessInstalled(program);
        }
        if (run("mount", "-t", "tmpfs", "tmpfs", "/mnt").code() != 0) {
            Skip.aloud("this machine does not let root make mounts");
        }
    }

    /**
     * Runs a command in mounts of its own, where it sees only its own processes: two tests can have users with the same
     * uid at the same time.
     */
    static Run.Ended run(String... command) throws IOException, InterruptedException {
        return Run.of("unshare", "--mount", "--propagation", "private", "--pid", "--kill-child", "--mount-proc")
                .and(command)
                .within(Duration.ofMinutes(6))
                .end();
    }
}
