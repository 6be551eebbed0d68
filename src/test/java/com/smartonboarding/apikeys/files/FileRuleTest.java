package com.smartonboarding.apikeys.files;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Next;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class FileRuleTest {
    private static final Path FILE = Path.of("/etc/apikeys/apikeys.properties");
    private static final int REGULAR = 0100000;

    @Test
    void ofAllModesOfASystemFileThoseThatLetNobodyElseWriteAreAccepted() {
        for (int mode = 0; mode <= 0777; mode++) {
            assertThat(FileRule.system().violation(FILE, new Facts(REGULAR | mode, 0, 0, 1, 1)) == null)
                    .as("mode %o", mode)
                    .isEqualTo((mode & 0020) == 0 && (mode & 0002) == 0);
        }
    }

    @Test
    void aSystemFileOfAnybodyButRootIsRefused() {
        assertThat(FileRule.system().violation(FILE, new Facts(REGULAR | 0644, 1000, 0, 1, 1)))
                .isNotNull();
    }

    @Test
    void aDeviceASocketAndALinkAreNamedForWhatTheyAre() {
        assertThat(FileRule.secret(0).violation(FILE, new Facts(0020600, 0, 0, 1, 1)))
                .isEqualTo(new FileRule.Violation(
                        "is a device, where a regular file is needed", Advice.of(Next.LOOK_AT_FILE, FILE)));
        assertThat(new Facts(0140600, 0, 0, 1, 1).kind()).isEqualTo("a socket");
        assertThat(new Facts(0120777, 0, 0, 1, 1).kind()).isEqualTo("a link");
    }

    @Test
    void aUidBeyondTheIntegersIsComparedWhole() {
        assertThat(FileRule.secret(4294967294L).violation(FILE, new Facts(REGULAR | 0600, 4294967294L, 0, 1, 1)))
                .isNull();
    }
}
