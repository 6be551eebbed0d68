package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.store.Anchor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each thing that can be wrong with settings is found, and the printed command mends it. */
class DoctorSettingsTest {
    private final Cli cli;
    private final Patient patient;

    DoctorSettingsTest(Cli cli) {
        this.cli = cli;
        patient = new Patient(cli).healthy();
    }

    private Path configure(String text) throws Exception {
        Path file = Files.writeString(cli.home().resolve(".config/apikeys/apikeys.properties"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @ParameterizedTest
    @Treats("settings")
    @ValueSource(strings = {"colour", "data.base", "a/b", "java"})
    void unknownSettingIsFoundAndRemoved(String key) throws Exception {
        Path file = configure("recoverable = always\n  " + key + " = /x\n");

        patient.has("settings", "error", "'" + key + "'").isTreated().hasNothing();

        assertThat(file).hasContent("recoverable = always\n");
    }

    @Test
    void unusableValueIsFoundAndRemoved() throws Exception {
        Path file = configure("# comment\nlifetime-max = soon\n");

        patient.has("settings", "error", "'lifetime-max'").isTreated().hasNothing();

        assertThat(file).hasContent("# comment\n");
    }

    @Test
    void variableThatNamesNoConfigurationIsFoundAndUnset() throws Exception {
        cli.with("APIKEYS_CONFIG", "/nonexistent/apikeys.properties");

        patient.has("settings", "error", "which does not exist").isTreated().hasNothing();
    }

    @Test
    @Treats("unknown-variables")
    void misspeltVariableIsFoundAndUnset() throws Exception {
        cli.with("APIKEYS_DATABSE", "/x");

        patient.has("unknown-variables", "warning", "The variable APIKEYS_DATABSE has no effect")
                .isTreated()
                .hasNothing();
    }

    @Test
    @Treats("variables")
    void variablesThatLeadAwayFromTheConfigurationAreFoundAndUnset() throws Exception {
        String database = cli.home() + "/other/apikeys.db";
        String keyFile = cli.home() + "/other/apikeys.key";
        cli.run("init", "--database", database, "--key-file", keyFile).exits(ExitCode.OK);
        configure("database = " + database + "\nkey-file = " + keyFile + "\n");
        cli.with("APIKEYS_DATABASE", cli.database().toString())
                .with("APIKEYS_KEY_FILE", cli.keyFile().toString());

        patient.hasAll("variables warning", "variables warning").isTreated().hasNothing();

        assertThat(cli.run("list", "-o", "ids").exits(ExitCode.OK).out()).isEmpty();
    }

    @Test
    @Treats("last-anchor")
    void printedCommandsNameTheFilesThatOptionsNamed() throws Exception {
        String database = cli.home() + "/other place/apikeys.db";
        String keyFile = cli.home() + "/other place/apikeys.key";
        cli.run("init", "--database", database, "--key-file", keyFile).exits(ExitCode.OK);
        Files.delete(Anchor.file(Path.of(keyFile), Path.of(database)));
        Patient other = new Patient(cli, "--database", database, "--key-file", keyFile);

        other.has("last-anchor", "warning", "is missing");
        assertThat(other.commands())
                .containsExactly("apikeys --database '" + database + "' --key-file '" + keyFile + "' audit verify");
        other.isTreated().hasNothing();
    }
}
