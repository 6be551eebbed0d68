package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** If a file of the package is missing, the message says so, and never that apikeys has a bug. */
class IncompleteInstallationIT {
    @TempDir
    Path folder;

    private Path home;

    @BeforeEach
    void copyAndUse() throws Exception {
        home = folder.resolve("package");
        Installation.copy(PACKAGE, home);
        Files.delete(home.resolve("share/class-data.sh")); // because making class data takes seconds
        assertThat(apikeys("generate", "-q", "--label", "one").code()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "empty", "damaged"})
    void libraryThatCannotBeLoadedIsNamed(String how) throws Exception {
        for (Path library : libraries()) {
            switch (how) {
                case "missing" -> Files.delete(library);
                case "empty" -> Files.write(library, new byte[0]);
                default -> Files.writeString(library, "no library at all");
            }
        }
        assertEveryCommandNamesTheLibrary("Install apikeys again.");
    }

    @Test
    void libraryThatMayNotBeReadIsNamed() throws Exception {
        if (ProcessIds.read().effective() == 0) {
            Skip.aloud("root may read everything");
        }
        for (Path library : libraries()) {
            Files.setPosixFilePermissions(library, PosixFilePermissions.fromString("---------"));
        }
        assertEveryCommandNamesTheLibrary("may not read it");
    }

    @Test
    void libraryOnADiskWithoutProgramsIsNamed() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("a mount of a test's own needs root");
        }
        String mounted = "mount --bind \"$1/lib/native\" \"$1/lib/native\" &&"
                + " mount -o remount,bind,noexec \"$1/lib/native\" || exit 99; exec \"$1/bin/apikeys\" list";

        Run.Ended run = on(Run.of("unshare", "--mount", "--propagation", "private", "sh", "-c", mounted, "sh")
                        .and(home.toString()))
                .end();

        if (run.code() == 99 || run.err().startsWith("unshare")) {
            Skip.aloud("this machine does not let root make mounts");
        }
        assertThat(run.code()).isEqualTo(ExitCode.STORAGE.number());
        assertThat(run.err()).contains("libsqlitejdbc.so", "noexec").hasLineCount(1);
    }

    private void assertEveryCommandNamesTheLibrary(String advice) throws Exception {
        for (String command : List.of("list", "generate --label two", "show one", "revoke -y one", "admins list")) {
            Run.Ended run = apikeys(command.split(" "));

            assertThat(run.code()).as(run.err()).isEqualTo(ExitCode.STORAGE.number());
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).contains("libsqlitejdbc.so", advice).hasLineCount(1);
        }
        Run.Ended version = apikeys("--version");
        assertThat(version.code()).isZero();
        assertThat(version.err()).isEmpty();
        assertThat(version.out()).startsWith("apikeys ").contains("\nJava ", "libsqlitejdbc.so", "\nschema ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"gson.jar", "jdbi3-core.jar", "sqlite-jdbc.jar"})
    void jarThatIsMissingIsAnIncompleteInstallation(String jar) throws Exception {
        Files.delete(home.resolve("lib").resolve(jar));

        for (String command : List.of("list -o json", "generate --label two -o json")) {
            Run.Ended run = apikeys(command.split(" "));

            assertThat(run.code())
                    .as(run.err())
                    .isEqualTo((command.startsWith("list") ? ExitCode.STORAGE : ExitCode.OUTCOME_UNKNOWN).number());
            assertThat(run.out()).isEmpty();
            assertThat(run.err())
                    .contains("The class ", "incomplete", "Install apikeys again")
                    .doesNotContain("bug", "    at ");
        }
    }

    private List<Path> libraries() throws Exception {
        try (Stream<Path> files = Files.walk(home.resolve("lib/native"))) {
            return files.filter(file -> file.endsWith("libsqlitejdbc.so")).toList();
        }
    }

    private Run.Ended apikeys(String... arguments) throws Exception {
        return on(Run.of(home.resolve("bin/apikeys"), arguments)).end();
    }

    private Run on(Run run) {
        return run.with("HOME", folder.toString())
                .with("XDG_DATA_HOME", folder.toString())
                .with("XDG_CONFIG_HOME", folder.toString())
                .without("SUDO_UID");
    }
}
