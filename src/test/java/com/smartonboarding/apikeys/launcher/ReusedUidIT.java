package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

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
        PrivateMounts.require("setpriv", "sudo", "sqlite3", "useradd", "usermod");

        Run.Ended ended = PrivateMounts.run(SCRIPT.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("ci \\(\\w{12}\\)", "ci (ID)")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
                .isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }
}
