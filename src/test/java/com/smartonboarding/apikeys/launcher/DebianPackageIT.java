package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Dpkg installs the Debian packages, other programs find its files, and removing it removes them. */
class DebianPackageIT {
    private static final Path SCRIPT = Path.of("src/test/resources/debian-package.sh");
    private static final Path EXPECTED = Path.of("src/test/resources/debian-package.expected");
    private static final Path SERVER_SCRIPT = Path.of("src/test/resources/debian-server.sh");
    private static final Path SERVER_EXPECTED = Path.of("src/test/resources/debian-server.expected");
    private static final Path PAGE = Path.of("src/docs/shared-server.md");
    private static final Path PAGE_SCRIPT = Path.of("src/test/resources/shared-server-page.sh");
    private static final Path PAGE_EXPECTED = Path.of("src/test/resources/shared-server-page.expected");
    private static final Path PACKAGE = Path.of(System.getProperty("apikeys.deb"));
    private static final Path SERVER = Path.of(System.getProperty("apikeys.server.deb"));

    @Test
    void shellsAndManFindWhatItBringsAndNothingStays() throws IOException, InterruptedException {
        require("dpkg", "unshare", "man", "bash", "zsh", "fish");
        if (!Files.exists(Path.of("/usr/share/bash-completion/bash_completion"))) {
            Skip.aloud("bash-completion is not installed");
        }

        Run.Ended ended = PrivateMounts.run(SCRIPT.toString(), PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()).isEqualTo(Files.readString(EXPECTED));
        assertThat(ended.code()).isZero();
    }

    @Test
    void aServerIsSetUpByTwoCommandsAndKeepsItsTokens() throws IOException, InterruptedException {
        require(
                "dpkg",
                "unshare",
                "setpriv",
                "sudo",
                "visudo",
                "useradd",
                "adduser",
                "systemd-sysusers",
                "systemd-analyze",
                "systemd-notify",
                "perl",
                "curl");

        Run.Ended ended = PrivateMounts.run(
                SERVER_SCRIPT.toString(), PACKAGE.toString(), Installation.JAVA_HOME, SERVER.toString());

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out().replaceAll("\\(uid \\d+\\)", "(uid N)").replaceAll("admins add \\d+", "admins add N"))
                .isEqualTo(Files.readString(SERVER_EXPECTED));
        assertThat(ended.code()).isZero();
    }

    @Test
    void thePageAboutSharedServersRunsAsItStandsThere() throws IOException, InterruptedException {
        require("dpkg", "apt", "unshare", "setpriv", "sudo", "visudo", "useradd", "adduser");
        require("perl", "nginx", "curl", "tmux", "zsh", "fish");
        Run.Ended simulated = Run.of(
                        "apt-get",
                        "-s",
                        "install",
                        PACKAGE.toAbsolutePath().toString(),
                        SERVER.toAbsolutePath().toString())
                .end();
        if (simulated.code() != 0 || simulated.out().contains("Inst default-jre")) {
            Skip.aloud("apt would have to download what the packages need");
        }

        // A network of its own, because nginx takes ports, and processes of its own, because servers stay behind.
        Run.Ended ended = PrivateMounts.run(
                "unshare",
                "--net",
                "--pid",
                "--fork",
                "--kill-child",
                "--mount-proc",
                PAGE_SCRIPT.toString(),
                PACKAGE.toString(),
                Installation.JAVA_HOME,
                SERVER.toString(),
                PAGE.toString());

        assertThat(ended.err()).isEmpty();
        String id = ended.out().replaceAll("(?s).*Generated demo \\((\\w{12})\\).*", "$1");
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replace(id, "ID")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME")
                        .replaceAll("\\(uid \\d+\\)", "(uid N)")
                        .replaceAll("admins add \\d+", "admins add N")
                        .replaceAll("\\t\\d{3,5}\\t", "\tN\t"))
                .isEqualTo(Files.readString(PAGE_EXPECTED));
        assertThat(ended.code()).isZero();
    }

    private static void require(String... programs) throws IOException, InterruptedException {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("mounts of a test's own need root");
        }
        for (String program : programs) {
            Skip.unlessInstalled(program);
        }
        if (PrivateMounts.run(
                                "sh",
                                "-c",
                                "mount -t tmpfs tmpfs /mnt && mkdir /mnt/1 /mnt/2"
                                        + " && mount -t overlay -o lowerdir=/usr,upperdir=/mnt/1,workdir=/mnt/2 overlay /usr")
                        .code()
                != 0) {
            Skip.aloud("this machine does not let root lay one folder over another");
        }
    }
}
