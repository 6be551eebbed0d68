package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The real useradd gives a deleted account's uid to the next person, who then comes through the real sudo. */
class ReusedUidIT {
    private static final Path SCRIPT = Path.of("src/test/resources/reused-uid.sh");
    private static final Path EXPECTED = Path.of("src/test/resources/reused-uid.expected");

    @Test
    void theNextPersonWithAUidHasNeitherTheRoleNorTheCodes() throws IOException, InterruptedException {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("mounts, users and sudo rules of a test's own need root");
        }
        for (String program : new String[] {"unshare", "setpriv", "sudo", "sqlite3", "useradd", "usermod"}) {
            Skip.unlessInstalled(program);
        }
        if (inMountsOfItsOwn("mount", "-t", "tmpfs", "tmpfs", "/mnt").code() != 0) {
            Skip.aloud("this machine does not let root make mounts");
        }

        Run.Ended ended = inMountsOfItsOwn(SCRIPT.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("ci \\(\\w{12}\\)", "ci (ID)")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
                .isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }

    private static Run.Ended inMountsOfItsOwn(String... command) throws IOException, InterruptedException {
        return Run.of("unshare", "--mount", "--propagation", "private")
                .and(command)
                .end();
    }
}
