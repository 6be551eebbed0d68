package com.smartonboarding.apikeys.cli.command.doctor;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Each thing that can be wrong with the master keys is found, and the printed command mends it. */
class DoctorKeysTest {
    private final Cli cli;

    DoctorKeysTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    @Treats("key-age")
    void oldKeyIsFoundAndANewOneMade() throws Exception {
        Patient patient = new Patient(cli).healthy();
        cli.at(Cli.START.plus(Duration.ofDays(366)));
        cli.run("backup", "-q", cli.home().resolve("copy").toString()).exits(ExitCode.OK);
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);

        patient.has("key-age", "notice", "was made at 2026-11-23T09:00:00Z, more than 365 days ago")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("key-use")
    void keyThatNoTokenNeedsIsFoundAndDropped() throws Exception {
        Patient patient = new Patient(cli, "--deep").healthy();
        cli.run("key", "rotate").exits(ExitCode.OK);
        cli.run("key", "rotate").exits(ExitCode.OK);

        patient.has("key-use", "notice", "holds keys that the database does not need")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("key-use")
    void keyThatTokensNeedAndTheFileLacksIsFoundAndPutBack() throws Exception {
        Patient patient = new Patient(cli, "--deep").healthy();
        Path older = Files.copy(cli.keyFile(), cli.home().resolve("older"));
        cli.run("key", "rotate").exits(ExitCode.OK);
        cli.run("generate", "--label", "new", "--expires-in", "300d").exits(ExitCode.OK);
        Path copy = Files.copy(cli.keyFile(), cli.home().resolve("copy"));
        Files.copy(older, cli.keyFile(), StandardCopyOption.REPLACE_EXISTING);

        patient.has("key-use", "error", "lacks keys that codes of tokens need")
                .isTreated("COPY", copy.toString())
                .hasNothing();
    }
}
