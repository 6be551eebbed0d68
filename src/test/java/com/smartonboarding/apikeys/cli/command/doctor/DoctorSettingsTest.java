package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
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

        patient.has("settings", "error", "which does not exist");
        assertUnset("APIKEYS_CONFIG");
    }

    @Test
    void misspeltVariableIsFoundAndUnset() throws Exception {
        cli.with("APIKEYS_DATABSE", "/x");

        patient.has("unknown-variables", "warning", "The variable APIKEYS_DATABSE has no effect");
        assertUnset("APIKEYS_DATABSE");
    }

    @Test
    void variableThatLeadsAwayFromTheConfigurationIsFoundAndUnset() throws Exception {
        configure("database = " + cli.home() + "/elsewhere.db\n");
        cli.with("APIKEYS_DATABASE", cli.database().toString());

        patient.has("variables", "warning", "The variable APIKEYS_DATABASE names " + cli.database());
        configure("database = " + cli.database() + "\n");
        patient.hasNothing();
    }

    /** A program cannot change the environment of its shell, so the test does it. */
    private void assertUnset(String variable) {
        assertThat(patient.commands()).containsExactly("unset " + variable);
        cli.with(variable, null);
        patient.hasNothing();
    }
}
