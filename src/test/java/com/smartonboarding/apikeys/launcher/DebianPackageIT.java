package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Dpkg installs the Debian package, other programs find its files, and removing it removes them. */
class DebianPackageIT {
    private static final Path SCRIPT = Path.of("src/test/resources/debian-package.sh");
    private static final Path EXPECTED = Path.of("src/test/resources/debian-package.expected");
    private static final Path PACKAGE = Path.of(System.getProperty("apikeys.deb"));

    @Test
    void shellsAndManFindWhatItBringsAndNothingStays() throws IOException, InterruptedException {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("mounts of a test's own need root");
        }
        for (String program : new String[] {"dpkg", "unshare", "man", "bash", "zsh", "fish"}) {
            Skip.unlessInstalled(program);
        }
        if (!Files.exists(Path.of("/usr/share/bash-completion/bash_completion"))) {
            Skip.aloud("bash-completion is not installed");
        }
        if (inMountsOfItsOwn(
                                "sh",
                                "-c",
                                "mount -t tmpfs tmpfs /mnt && mkdir /mnt/1 /mnt/2"
                                        + " && mount -t overlay -o lowerdir=/usr,upperdir=/mnt/1,workdir=/mnt/2 overlay /usr")
                        .code()
                != 0) {
            Skip.aloud("this machine does not let root lay one folder over another");
        }

        Run.Ended ended = inMountsOfItsOwn(SCRIPT.toString(), PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }

    private static Run.Ended inMountsOfItsOwn(String... command) throws IOException, InterruptedException {
        return Run.of("unshare", "--mount", "--propagation", "private")
                .and(command)
                .end();
    }
}
