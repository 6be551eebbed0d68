package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.JAVA_HOME;
import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.command.doctor.Treatments;
import com.smartonboarding.apikeys.cli.command.doctor.Treats;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only an installed package has: its class data, and the clock of a process. */
class DoctorIT {
    @TempDir
    private Path folder;

    private Path home;
    private Path installed;
    private Path timeOfDay;
    private String faketime = "";

    @BeforeEach
    void install() throws Exception {
        folder = folder.toRealPath();
        home = Files.createDirectory(folder.resolve("home"));
        installed = folder.resolve("installed");
        timeOfDay = folder.resolve("time");
        Installation.copy(PACKAGE, installed);
        assertThat(Run.of("chmod", "-R", "go-w", installed.toString()).end().code())
                .isZero();
        here(Run.of(installed.resolve("bin/apikeys"), "generate", "--label", "ci", "--expires-in", "300d"));
        assertThat(findings()).isEmpty();
    }

    @Test
    @Treats("class-data")
    void missingClassDataIsFoundAndWrittenAgain() throws Exception {
        List<Path> data = classData();
        assertThat(data).hasSize(1);
        Files.delete(data.get(0));

        assertThat(findings()).containsExactly("class-data notice");
        typePrintedCommand();
        assertThat(findings()).isEmpty();

        assertThat(classData()).isEqualTo(data);
        Treatments.treated("class-data");
    }

    /**
     * The printed command sets the clock by other machines, and a test must not do that to the machine it runs on. So the
     * clock is one that only the tool sees, and a program of the same name sets this one.
     */
    @Test
    @Treats("clock")
    void clockThatIsBehindIsFoundAndSet() throws Exception {
        Skip.unlessInstalled("faketime");
        faketime = Run.of("faketime", "-f", "+0", "printenv", "LD_PRELOAD")
                .end()
                .out()
                .strip();
        Installation.script(
                folder.resolve("bin/timedatectl"),
                "#!/bin/sh\n[ \"$*\" = 'set-ntp true' ] && echo +0 >'" + timeOfDay + "'\n");
        Files.writeString(timeOfDay, "-1h\n");

        assertThat(findings()).containsExactly("clock warning");
        typePrintedCommand();
        assertThat(findings()).isEmpty();

        Treatments.treated("clock");
    }

    private List<Path> classData() throws Exception {
        try (Stream<Path> files = Files.list(installed.resolve("lib"))) {
            return files.filter(file -> file.toString().matches(".*\\.(jsa|aot)"))
                    .toList();
        }
    }

    private List<String> findings() throws Exception {
        return doctor().lines()
                .filter(line -> line.matches("(error|warning|notice): .*"))
                .map(line -> line.replaceFirst("^(\\w+): ([a-z-]+): .*", "$2 $1"))
                .toList();
    }

    private void typePrintedCommand() throws Exception {
        List<String> commands =
                doctor().lines().filter(line -> line.startsWith("    ")).toList();
        assertThat(commands).hasSize(1);
        here(Run.of("bash", "-c", commands.get(0)));
    }

    private String doctor() throws Exception {
        return here(Run.of(installed.resolve("bin/apikeys"), "doctor", "--fail-on", "never"));
    }

    /** Runs it in this home, with this clock, and with the programs of this test first on the PATH. */
    private String here(Run run) throws Exception {
        Run.Ended ended = run.with("HOME", home.toString())
                .with("JAVA_HOME", JAVA_HOME)
                .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                .with("LD_PRELOAD", faketime)
                .with("FAKETIME_TIMESTAMP_FILE", timeOfDay.toString())
                .end();
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended.out();
    }
}
