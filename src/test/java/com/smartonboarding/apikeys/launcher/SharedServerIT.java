package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.command.doctor.Treatments;
import com.smartonboarding.apikeys.cli.command.doctor.Treats;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Several people, one service account, and the real sudo: a person is who the kernel and sudo say, whatever they claim.
 */
class SharedServerIT {
    private static final Path SCRIPT = Path.of("src/test/resources/shared-server.sh");
    private static final Path ACCOUNT = Path.of("src/test/resources/shared-account.sh");
    private static final Path ACCOUNT_EXPECTED = Path.of("src/test/resources/shared-account.expected");
    private static final Path ATTACKS = Path.of("src/test/resources/shared-server-attacks.sh");
    private static final Path EXPECTED = Path.of("src/test/resources/shared-server.expected");

    private static final Path DOCTOR = Path.of("src/test/resources/shared-server-doctor.sh");
    private static final Path DOCTOR_EXPECTED = Path.of("src/test/resources/shared-server-doctor.expected");

    @Test
    void anAdministratorRevokesWhateverAnOperatorWithoutTheRoleDoes() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "sqlite3", "script", "awk");

        Run.Ended ended =
                PrivateMounts.run(ATTACKS.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.out()).as(ended.err()).isEqualTo("""
                bob may not signal it
                a reader is stopped: revoked
                a reader is stopped again and again: revoked
                a writer is stopped again and again: revoked
                nobody reads what a list prints: revoked
                Ctrl-Z is pressed: revoked
                denied attempts come all the time: revoked
                denials: 1
                a denial without room is logged
                the reserve is there
                the disk is full: revoked
                """);
    }

    @Test
    void everybodyIsToldWhatTheirRoleAllowsAndRecordedUnderTheirOwnUid() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "sqlite3");

        prints(SCRIPT, EXPECTED);
    }

    @Test
    void theAccountIsTakenOnItsOwnAndNobodyGetsMoreThroughIt() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "sqlite3", "script", "perl", "pgrep", "stdbuf");

        prints(ACCOUNT, ACCOUNT_EXPECTED);
    }

    private static void prints(Path script, Path expected) throws IOException, InterruptedException {
        Run.Ended ended = PrivateMounts.run(script.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.err()).isEmpty();
        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("\\([0-9A-Za-z]{12}\\)", "(ID)")
                        .replaceAll("show [0-9A-Za-z]{12}'", "show ID'")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
                .isEqualTo(Files.readString(expected));
        assertThat(ended.code()).isZero();
    }

    /** Also what only a real system configuration and a real sudo can show: the policy, and a restored backup. */
    @Test
    @Treats({"service-account", "operators", "sudo-rule", "overridden-settings"})
    void whatDoctorPrintsIsTypedAsItStandsAndThePolicyOfTheSystemBindsAll() throws IOException, InterruptedException {
        PrivateMounts.require("setpriv", "sudo", "sqlite3", "faketime", "useradd", "usermod", "groupadd");

        Run.Ended ended = PrivateMounts.run(DOCTOR.toString(), Installation.PACKAGE.toString(), Installation.JAVA_HOME);

        assertThat(ended.out()
                        .replaceAll("sok_\\w{51}", "CODE")
                        .replaceAll("\\b(edit|show) \\w{12}\\b", "$1 ID")
                        .replaceAll("\\(\\w{12}\\)", "(ID)")
                        .replaceAll("\\d{8}T\\d{6}\\.\\d{3}Z|\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\dZ", "TIME"))
                .as(ended.err())
                .isEqualTo(Files.readString(DOCTOR_EXPECTED));
        for (String check : List.of("service-account", "operators", "sudo-rule", "overridden-settings")) {
            Treatments.treated(check);
        }
    }
}
