package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

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
        PrivateMounts.require("setpriv", "mkfifo");

        Run.Ended ended = PrivateMounts.run(SCRIPT.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("\\(\\w{12}\\)", "(ID)")
                        .replaceAll("show \\w{12}", "show ID"))
                .isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }
}
