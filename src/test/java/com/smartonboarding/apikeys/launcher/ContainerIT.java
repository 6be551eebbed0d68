package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** A container: a read-only root file system, a volume, a uid without a name, and a key file as Kubernetes presents it. */
class ContainerIT {
    private static final Path SCRIPT = Path.of("src/test/resources/container.sh");
    private static final Path EXPECTED = Path.of("src/test/resources/container.expected");

    @Test
    void aKeyFileThatRootPresentsIsUsedOnlyIfNobodyElseCanReadOrReplaceIt() throws IOException, InterruptedException {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("mounts and users of a test's own need root");
        }
        for (String program : new String[] {"unshare", "setpriv", "mkfifo"}) {
            Skip.unlessInstalled(program);
        }
        if (inMountsOfItsOwn("mount", "-t", "tmpfs", "tmpfs", "/mnt").code() != 0) {
            Skip.aloud("this machine does not let root make mounts");
        }

        Run.Ended ended = inMountsOfItsOwn(SCRIPT.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("\\(\\w{12}\\)", "(ID)")
                        .replaceAll("show \\w{12}", "show ID"))
                .isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }

    private static Run.Ended inMountsOfItsOwn(String... command) throws IOException, InterruptedException {
        return Run.of("unshare", "--mount", "--propagation", "private")
                .and(command)
                .end();
    }
}
