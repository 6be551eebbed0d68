package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.CHECKOUT;
import static com.smartonboarding.apikeys.launcher.Installation.JAVA_HOME;
import static com.smartonboarding.apikeys.launcher.Installation.script;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher of a checkout that is not built yet: once with the real Maven, otherwise with a scripted one. */
class FirstBuildIT {
    private static final String BUILDING = "apikeys: building for the first time, this takes a minute ...\n";

    /** Makes a package and prints a lot. */
    private static final String MAVEN = """
            #!/bin/sh
            echo "$@" >>"$CHECKOUT/calls"
            echo noise; echo noise >&2
            for argument; do case $argument in -Dbuild.folder=*) folder=${argument#*=} ;; esac; done
            mkdir -p "$folder/apikeys/lib"
            """;

    @TempDir
    Path folder;

    private Path checkout;
    private Path programs;

    @BeforeEach
    void makeCheckout() throws Exception {
        checkout = Files.createDirectory(folder.toRealPath().resolve("check out"));
        programs = Installation.programs(folder.resolve("programs"));
        script(folder.resolve("java/bin/java"), "#!/bin/sh\necho ran\n");
        Files.writeString(folder.resolve("java/release"), "JAVA_VERSION=\"17\"\n");
        Files.createDirectory(checkout.resolve("bin"));
        Files.copy(CHECKOUT.resolve("bin/apikeys"), checkout.resolve("bin/apikeys"));
        Files.createFile(checkout.resolve("pom.xml"));
    }

    @Test
    void aFreshCheckoutBuildsOnceForTwoCallsAndThenRunsReadOnly() throws Exception {
        Path fresh = folder.resolve("fresh checkout");
        for (String part : List.of("bin", "completions", "src", ".mvn")) {
            Installation.copy(CHECKOUT.resolve(part), fresh.resolve(part));
        }
        Files.copy(CHECKOUT.resolve("pom.xml"), fresh.resolve("pom.xml"));
        Path launcher = fresh.resolve("bin/apikeys");

        Run.Started one = Run.of(launcher, "--version")
                .in(folder)
                .with("JAVA_HOME", JAVA_HOME)
                .within(Duration.ofMinutes(10))
                .start();
        Run.Started two = Run.of(launcher, "--version")
                .in(folder)
                .with("JAVA_HOME", JAVA_HOME)
                .within(Duration.ofMinutes(10))
                .start();
        List<Run.Ended> runs = List.of(one.end(), two.end());

        assertThat(runs).allSatisfy(run -> {
            assertThat(run.code()).as(run.err()).isZero();
            assertThat(run.out().lines()).hasSize(4).first().asString().startsWith("apikeys ");
            assertThat(run.err()).hasLineCount(1);
        });
        assertThat(runs).extracting(Run.Ended::err).containsOnlyOnce(BUILDING);
        assertThat(runs)
                .extracting(Run.Ended::err)
                .anyMatch(err -> err.matches("apikeys: waiting for process \\d+, which is building it ...\n"));
        assertThat(contents(fresh.resolve("target"))).containsExactly("apikeys");

        Installation.makeReadOnly(fresh);
        var before = Installation.state(fresh);
        Run.Ended later = Run.of(launcher, "--version")
                .in(folder)
                .with("JAVA_HOME", JAVA_HOME)
                .end();
        assertThat(later).isEqualTo(new Run.Ended(0, runs.get(0).out(), ""));
        assertThat(Installation.state(fresh)).isEqualTo(before);
    }

    @Test
    void manyCallsAtOnceBuildOnce() throws Exception {
        maven("sleep 1; echo jar >\"$folder/apikeys/lib/apikeys.jar\"");

        Run.Started[] calls = new Run.Started[8];
        for (int i = 0; i < calls.length; i++) {
            calls[i] = launcher().start();
        }

        for (Run.Started call : calls) {
            assertThat(call.end().out()).isEqualTo("ran\n");
        }
        assertThat(checkout.resolve("calls")).content().hasLineCount(1);
    }

    @Test
    void aSecondCallDoesNotBuildAgain() throws Exception {
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");

        assertThat(launcher().end()).isEqualTo(new Run.Ended(0, "ran\n", BUILDING));
        assertThat(launcher().end()).isEqualTo(new Run.Ended(0, "ran\n", ""));

        assertThat(checkout.resolve("calls"))
                .content()
                .matches("-q -B -Dstyle.color=never -Dquick -Dbuild.folder=\\S.* package\n");
        assertThat(contents(checkout.resolve("target"))).containsExactly("apikeys");
    }

    @Test
    void aTabBuildsNothingAndSaysNothing() throws Exception {
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");

        assertThat(tab().end()).isEqualTo(new Run.Ended(0, "", ""));
        assertThat(checkout.resolve("target")).doesNotExist();
        assertThat(launcher().end()).as("the control").isEqualTo(new Run.Ended(0, "ran\n", BUILDING));
        assertThat(tab().end()).isEqualTo(new Run.Ended(0, "ran\n", ""));
    }

    @Test
    void aBuildThatFailsShowsWhatMavenSaidAndIsTriedAgain() throws Exception {
        maven("exit 1");

        Run.Ended run = launcher().end();
        assertThat(run)
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                BUILDING
                                        + "noise\nnoise\napikeys: could not be built: Maven says above why. It takes Maven 3.8.7 and a JDK 17 (not a JRE), or later.\n"));
        assertThat(contents(checkout.resolve("target"))).isEmpty();

        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");
        assertThat(launcher().end().out()).isEqualTo("ran\n");
    }

    @Test
    void aBuildThatIsInterruptedLeavesNothingAndIsDoneAgain() throws Exception {
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"; echo $$ >\"$CHECKOUT/maven\"; exec sleep 60");
        Run.Started call = launcher().start();
        long maven = Long.parseLong(awaitLine(checkout.resolve("maven")));

        call.process().destroy();
        Run.Ended run = call.end();

        assertThat(run).isEqualTo(new Run.Ended(143, "", BUILDING));
        assertThat(contents(checkout.resolve("target"))).isEmpty();
        assertThat(ProcessHandle.of(maven)).isEmpty();
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");
        assertThat(launcher().end()).isEqualTo(new Run.Ended(0, "ran\n", BUILDING));
    }

    @Test
    void aBuildThatWasKilledIsClearedAwayAndDoneAgain() throws Exception {
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"; echo $$ >\"$CHECKOUT/maven\"; exec sleep 60");
        Run.Started call = launcher().start();
        long maven = Long.parseLong(awaitLine(checkout.resolve("maven")));

        call.process().destroyForcibly();
        call.end();
        ProcessHandle.of(maven).ifPresent(ProcessHandle::destroyForcibly);

        assertThat(contents(checkout.resolve("target"))).hasSize(2);
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");
        assertThat(launcher().end()).isEqualTo(new Run.Ended(0, "ran\n", BUILDING));
        assertThat(contents(checkout.resolve("target"))).containsExactly("apikeys");
    }

    @Test
    void aFolderWithoutTheJarThatIsWrittenLastIsNotTakenForBuilt() throws Exception {
        maven("echo jar >\"$folder/apikeys/lib/apikeys.jar\"");
        Files.createDirectories(checkout.resolve("target/apikeys/lib"));
        Files.createFile(checkout.resolve("target/apikeys/lib/picocli.jar"));

        assertThat(launcher().end()).isEqualTo(new Run.Ended(0, "ran\n", BUILDING));
        assertThat(contents(checkout.resolve("target/apikeys/lib"))).containsExactly("apikeys.jar");
    }

    @Test
    void saysWhatToInstallWhenThereIsNoMaven() throws Exception {
        Run.Ended run = launcher().end();

        assertThat(run)
                .isEqualTo(
                        new Run.Ended(
                                1,
                                "",
                                "apikeys: is not built yet, and there is no Maven to build it: install it (on Debian: apt-get install maven openjdk-17-jdk-headless).\n"));
        assertThat(checkout.resolve("target")).doesNotExist();
    }

    @Test
    void saysThatThereIsNoPlaceToBuildIn() throws Exception {
        maven("exit 1");
        Files.createFile(checkout.resolve("target"));

        assertThat(launcher().end())
                .isEqualTo(new Run.Ended(
                        1,
                        "",
                        "apikeys: is not built yet, and %s/target cannot be written: have its owner call apikeys once.\n"
                                .formatted(checkout)));
    }

    private Run launcher() {
        return launcher("--version");
    }

    private Run tab() {
        return launcher("__complete", "active", "");
    }

    private Run launcher(String... arguments) {
        return Run.of(checkout.resolve("bin/apikeys"), arguments)
                .in(folder)
                .with("CHECKOUT", checkout.toString())
                .with("JAVA_HOME", folder.resolve("java").toString())
                .with("PATH", programs.toString());
    }

    private void maven(String deed) throws IOException {
        script(programs.resolve("mvn"), MAVEN + deed + "\n");
    }

    private static List<String> contents(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    private static String awaitLine(Path file) throws Exception {
        Instant end = Instant.now().plusSeconds(30);
        while (Instant.now().isBefore(end)) {
            if (Files.exists(file)) {
                String text = Files.readString(file);
                if (text.endsWith("\n")) {
                    return text.strip();
                }
            }
            Thread.sleep(20);
        }
        throw new AssertionError(file + " did not come");
    }
}
