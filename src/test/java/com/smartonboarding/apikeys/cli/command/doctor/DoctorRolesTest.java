package com.smartonboarding.apikeys.cli.command.doctor;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong with the administrators is found, and the printed command mends it. */
class DoctorRolesTest {
    private static final String ME = Long.toString(ProcessIds.read().effective());

    private final Cli cli;
    private final Patient patient;

    DoctorRolesTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli);
    }

    private void accounts(String... lines) throws Exception {
        Path passwd = Files.writeString(cli.home().resolve("passwd"), String.join("\n", lines) + "\n");
        cli.with(new Accounts(Path.of("/nonexistent"), passwd, 1));
    }

    @Test
    @Treats("administrators")
    void administratorWithoutAccountIsFoundAndLosesTheRole() throws Exception {
        patient.healthy();
        accounts("alice:x:1041:1041::/:/bin/sh");
        cli.run("admins", "add", "1041").exits(ExitCode.OK);
        patient.hasNothing();
        accounts("bob:x:1042:1042::/:/bin/sh");

        patient.has("administrators", "warning", "alice (uid 1041) holds the role, but this machine has no account")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("administrators")
    void administratorWhoseUidHasAnotherNameIsFoundAndLosesTheRole() throws Exception {
        patient.healthy();
        accounts("alice:x:1041:1041::/:/bin/sh");
        cli.run("admins", "add", "1041").exits(ExitCode.OK);
        accounts("mallory:x:1041:1041::/:/bin/sh");

        patient.has("administrators", "warning", "this uid now belongs to mallory")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("administrators")
    void onlyAdministratorWhoDoesNotOwnTheFilesIsFoundAndGetsCompany() throws Exception {
        patient.healthy();
        accounts("alice:x:1041:1041::/:/bin/sh", "bob:x:1042:1042::/:/bin/sh");
        cli.run("admins", "add", "alice").exits(ExitCode.OK);
        cli.run("admins", "remove", ME).exits(ExitCode.OK);

        cli.ofAlice(9);
        accounts("alice:x:1041:1041::/:/bin/sh", "bob:x:1042:1042::/:/bin/sh");

        patient.has("administrators", "notice", "alice (uid 1041) is the only System Administrator")
                .isTreated("USER", "bob")
                .hasNothing();
    }

    @Test
    @Treats("administrators")
    void nobodyWithTheRoleIsFoundAndTheOwnerRecoversIt() throws Exception {
        patient.healthy();
        accounts("alice:x:1041:1041::/:/bin/sh");
        cli.run("admins", "add", "alice").exits(ExitCode.OK);
        cli.run("admins", "remove", ME).exits(ExitCode.OK);
        accounts("bob:x:1042:1042::/:/bin/sh");
        Patient both = new Patient(cli);

        both.hasAll("administrators warning", "administrators error");
        both.isTreatedBy("apikeys admins add --recover");
        both.has("administrators", "warning", "alice (uid 1041)").isTreated().hasNothing();
    }
}
