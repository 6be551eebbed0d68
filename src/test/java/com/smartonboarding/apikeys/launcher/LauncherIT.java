package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.CHECKOUT;
import static com.smartonboarding.apikeys.launcher.Installation.JAVA_HOME;
import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static com.smartonboarding.apikeys.launcher.Installation.fakeJava;
import static com.smartonboarding.apikeys.launcher.Installation.programs;
import static com.smartonboarding.apikeys.launcher.Installation.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The unpacked package, started from outside. */
class LauncherIT {
    @TempDir
    Path folder;

    @Test
    void tellsItsVersionAndNothingElse() throws Exception {
        assertTellsVersion(Run.of(LAUNCHER, "--version").end());
    }

    @Test
    void isFoundThroughAChainOfLinks() throws Exception {
        Path home = folder.resolve("home");
        Installation.copy(PACKAGE, home);
        Path first = Files.createDirectories(folder.resolve("a b")).resolve("first");
        Files.createSymbolicLink(first, home.resolve("bin/apikeys"));
        Files.createSymbolicLink(folder.resolve("second"), Path.of("a b/first"));
        Path third = Files.createDirectory(folder.resolve("c")).resolve("apikeys");
        Files.createSymbolicLink(third, Path.of("../second"));

        assertTellsVersion(Run.of(third, "--version").end());
        assertTellsVersion(Run.of("./second", "--version").in(folder).end());
        assertTellsVersion(Run.shell(
                        "PATH=\"$1:$PATH\" && apikeys --version",
                        folder.resolve("c").toString())
                .end());
    }

    @Test
    void runsFromAnotherFolderAndByARelativePath() throws Exception {
        assertTellsVersion(Run.of(LAUNCHER, "--version").in(folder).end());
        assertTellsVersion(Run.of("sh", "apikeys", "--version")
                .in(PACKAGE.resolve("bin"))
                .with("CDPATH", "/")
                .end());
        assertTellsVersion(Run.of("bin/apikeys", "--version")
                .in(PACKAGE)
                .with("CDPATH", "/")
                .end());
    }

    @Test
    void runsFromAFolderWithOddCharactersThatNobodyMayWrite() throws Exception {
        Path home = folder.resolve("-read only; $(touch x) ünï %");
        Installation.copy(PACKAGE, home);
        Installation.makeReadOnly(home);
        var before = Installation.state(folder);

        assertTellsVersion(
                Run.of(home.resolve("bin/apikeys"), "--version").in(folder).end());

        assertThat(Installation.state(folder)).isEqualTo(before);
    }

    @Test
    void saysThatAColonInThePathCannotBe() throws Exception {
        Path home = folder.resolve("a:b");
        Installation.copy(PACKAGE, home);

        Run.Ended run = Run.of(home.resolve("bin/apikeys"), "--version").end();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("apikeys: cannot run from %s: Java takes a colon for the end of a path.%n".formatted(home));
    }

    @Test
    void saysThatAPackageIsIncomplete() throws Exception {
        Installation.copy(PACKAGE.resolve("bin"), folder.resolve("bin"));

        Run.Ended run = Run.of(folder.resolve("bin/apikeys"), "--version").end();

        assertThat(run.code()).isEqualTo(1);
        assertThat(run.err())
                .isEqualTo("apikeys: %s/lib/apikeys.jar is missing: install apikeys again.%n"
                        .formatted(folder.toRealPath()));
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJava() throws Exception {
        Run.Ended run = Run.of(LAUNCHER, "--version")
                .with("PATH", programs(folder).toString())
                .end();

        assertNoJava(run, "but there is no java on the PATH (");
    }

    @Test
    void saysThatJavaHomeHasNoJava() throws Exception {
        assertNoJava(
                Run.of(LAUNCHER, "--version").with("JAVA_HOME", "/nowhere").end(),
                "but JAVA_HOME is /nowhere, which has no bin/java: unset JAVA_HOME, or install one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"11.0.2", "1.8.0_392", "16", "9-ea"})
    void saysThatJavaIsTooOld(String version) throws Exception {
        Path java = fakeJava(folder, version);

        assertNoJava(
                Run.of(LAUNCHER, "--version").with("JAVA_HOME", java.toString()).end(),
                "but %s/bin/java is Java %s: unset JAVA_HOME, or install one".formatted(java, version));
        assertNoJava(
                Run.of(LAUNCHER, "--version")
                        .with("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"))
                        .end(),
                "but %s/bin/java is Java %s: install one".formatted(java, version));
    }

    @Test
    void asksJavaItselfWhenThereIsNoReleaseFile() throws Exception {
        String noisy = "#!/bin/sh%n"
                + "case \"$*\" in *-version) ;; *) exec echo ran ;; esac%nexec >&2%necho Picked up this%n"
                + "echo 'openjdk version \"%s\" 2026-01-20'%n";
        script(folder.resolve("old/bin/java"), noisy.formatted("11.0.2"));
        script(folder.resolve("new/bin/java"), noisy.formatted("21"));

        assertNoJava(
                Run.of(LAUNCHER)
                        .with("JAVA_HOME", folder.resolve("old").toString())
                        .end(),
                "is Java 11.0.2: ");
        assertThat(Run.of(LAUNCHER)
                        .with("JAVA_HOME", folder.resolve("new").toString())
                        .end())
                .isEqualTo(new Run.Ended(0, "ran\n", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH"})
    void keepsOptionsInTheEnvironmentFromJava(String name) throws Exception {
        assertTellsVersion(
                Run.of(LAUNCHER, "--version").with(name, "-Dinjected=yes").end());
        assertThat(telling("--version").with(name, "-Dinjected=yes").end().out())
                .contains("argument --version")
                .doesNotContain("injected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-version",
                "--show-version",
                "-XX:+PrintFlagsFinal",
                "-XX:+X",
                "-cp",
                "-jar",
                "-javaagent:x.jar",
                "-Xlog:all",
                "@options",
                "-Dapikeys.native=/",
                "--",
                ""
            })
    void takesNoArgumentForAnOptionOfJava(String argument) throws Exception {
        Files.writeString(folder.resolve("options"), "--version\n");

        Run.Ended run = Run.of(LAUNCHER, argument, "no-such-command").in(folder).end();
        assertThat(run.code()).as(run.err()).isEqualTo(2);
        assertThat(run.out()).isEmpty();

        List<String> told = telling(argument, "a b", "*", "é")
                .in(folder)
                .end()
                .out()
                .lines()
                .filter(line -> line.startsWith("argument "))
                .toList();
        assertThat(told.subList(told.indexOf("argument com.smartonboarding.apikeys.Main") + 1, told.size()))
                .containsExactly("argument " + argument, "argument a b", "argument *", "argument é");
    }

    @Test
    void tellsJavaWhereThePackageIsAndGuardsTheProcess() throws Exception {
        Run.Ended run =
                telling().with("LC_ALL", "xx_XX.ISO-8859-1").without("TERM").end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .contains(
                        "argument -Dapikeys.native=" + PACKAGE.toRealPath().resolve("lib/native"),
                        "argument -Dapikeys.terminal=",
                        "argument -Xlog:disable",
                        "argument -XX:+DisplayVMOutputToStderr",
                        "argument -XX:ErrorFile=/dev/null",
                        "argument -XX:-CreateCoredumpOnCrash",
                        "argument -XX:+DisableAttachMechanism",
                        "argument -XX:-UsePerfData",
                        "umask 0077",
                        "core 0",
                        "LC_ALL=C.UTF-8")
                .noneMatch(line -> line.contains("apikeys.columns"));
    }

    @ParameterizedTest
    @CsvSource({"17.0.1, false, true", "21, false, false", "24, true, false", "25.0.1, true, false"})
    void givesEachJavaTheOptionsThatItNeeds(String version, boolean allowsNative, boolean hasG1) throws Exception {
        Path java = fakeJava(folder, version);

        List<String> list = told(java, "list");
        assertThat(list.contains("argument --enable-native-access=ALL-UNNAMED")).isEqualTo(allowsNative);
        assertThat(list.contains("argument -XX:+UseG1GC")).isEqualTo(hasG1);
        assertThat(list.contains("argument -XX:+UseSerialGC")).isNotEqualTo(hasG1);
        for (String[] bulk : new String[][] {{"list", "-o", "jsonl"}, {"verify", "--stream"}}) {
            assertThat(told(java, bulk)).doesNotContain("argument -XX:+UseG1GC");
        }
    }

    /** Java opens every jar of the class path, and class data fits only the class path that it was made for. */
    @Test
    void onlyServeHasTheJarsOfTheServerOnItsClassPath() throws Exception {
        Path java = fakeJava(folder, "17");
        String usual = "argument " + PACKAGE.resolve("lib/stand-ins.jar") + ":" + PACKAGE.resolve("lib/apikeys.jar");
        String[][] others = {
            {"list"}, {"verify", "--stream"}, {"help", "serve"}, {"generate", "--label", "serve"}, {"revoke", "serve"}
        };
        for (String[] other : others) {
            assertThat(told(java, other)).contains(usual).noneMatch(line -> line.contains("lib/server"));
        }
        for (String[] serve : new String[][] {
            {"serve"}, {"--wait", "1s", "serve"}, {"--debug", "--database=x", "serve", "--listen", "127.0.0.1:8080"}
        }) {
            assertThat(told(java, serve))
                    .contains(usual + ":" + PACKAGE.resolve("lib/server/*"), "argument -XX:+UseParallelGC")
                    .noneMatch(line -> line.contains("TieredStopAtLevel"));
        }
    }

    /** What this Java is told when the launcher runs this command. */
    private static List<String> told(Path java, String... command) throws Exception {
        return Run.of(LAUNCHER, command)
                .with("JAVA_HOME", java.toString())
                .end()
                .out()
                .lines()
                .toList();
    }

    @Test
    void tellsJavaWhichStreamsAreTerminalsAndHowWide() throws Exception {
        Skip.unlessInstalled("script");
        Path java = fakeJava(folder, "17");

        assertThat(inTerminal(java, "").lines())
                .contains("argument -Dapikeys.terminal=ioe", "argument -Dapikeys.columns=123");
        assertThat(inTerminal(java, "2>/dev/null").lines())
                .contains("argument -Dapikeys.terminal=io", "argument -Dapikeys.columns=123");
        assertThat(inTerminal(java, "</dev/null | cat").lines())
                .contains("argument -Dapikeys.terminal=e", "argument -Dapikeys.columns=123");
        assertThat(inTerminal(java, "2>/dev/null | cat").lines())
                .contains("argument -Dapikeys.terminal=i")
                .noneMatch(line -> line.contains("apikeys.columns"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"<&-", "2>&-", "<&- 2>&-"})
    void runsWithStreamsClosed(String closed) throws Exception {
        Run.Ended run =
                Run.shell("\"$1\" --version " + closed, LAUNCHER.toString()).end();

        assertTellsVersion(run);
    }

    @ParameterizedTest
    @ValueSource(strings = {">&-", ">&- 2>&-", "<&- >&-", "<&- >&- 2>&-"})
    void letsTheToolNoticeAClosedStandardOutput(String closed) throws Exception {
        Path program = Files.writeString(folder.resolve("Program.java"), """
                class Program {
                    public static void main(String[] args) {
                        try (var out = new java.io.FileOutputStream(java.io.FileDescriptor.out)) {
                            out.write('x');
                        } catch (java.io.IOException e) {
                            System.exit(99);
                        }
                    }
                }
                """);
        script(folder.resolve("bin/java"), "#!/bin/sh\nexec '%s/bin/java' '%s'\n".formatted(JAVA_HOME, program));
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17\"\n");

        Run run = Run.shell("\"$1\" " + closed, LAUNCHER.toString()).with("JAVA_HOME", folder.toString());

        assertThat(run.end()).isEqualTo(new Run.Ended(99, "", ""));
    }

    @Test
    void leavesNoStreamNumberToTheFilesThatJavaOpens() throws Exception {
        script(folder.resolve("bin/java"), """
                #!/bin/sh
                streams=$(readlink /proc/$$/fd/0 /proc/$$/fd/1 /proc/$$/fd/2; grep flags /proc/$$/fdinfo/1)
                echo "$streams" >"$TOLD"
                """);
        Files.writeString(folder.resolve("release"), "JAVA_VERSION=\"17\"\n");
        Path told = folder.resolve("told");

        Run.shell("\"$1\" <&- >&- 2>&-", LAUNCHER.toString())
                .with("JAVA_HOME", folder.toString())
                .with("TOLD", told.toString())
                .end();

        List<String> streams = Files.readAllLines(told);
        assertThat(streams.subList(0, 3)).containsOnly("/dev/null");
        assertThat(streams.get(3))
                .as("standard output is open for reading only")
                .endsWith("0");
    }

    @Test
    void isSilentOnTheJavaOfThisBuild() throws Exception {
        assertTellsVersion(
                Run.of(LAUNCHER, "--version").with("JAVA_HOME", JAVA_HOME).end());
    }

    @Test
    void isSilentOnJava25() throws Exception {
        Optional<Path> home = Installation.java25();
        if (home.isEmpty()) {
            Skip.aloud("there is no JDK 25 under /usr/lib/jvm");
        }
        assertTellsVersion(Run.of(LAUNCHER, "--version")
                .with("JAVA_HOME", home.orElseThrow().toString())
                .end());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "HOME=", "HOME=relative"})
    void saysThatNoHomeFolderIsKnown(String home) throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("to run as a uid without an account needs root");
        }
        Skip.unlessInstalled("setpriv");
        String account = "cd /; exec setpriv --reuid=64398 --regid=64398 --clear-groups env -i PATH=\"$PATH\" ";
        for (String command : List.of("list", "generate --label x", "init")) {
            Run.Ended run = Run.shell(account + home + " \"$1\" " + command, LAUNCHER.toString())
                    .end();

            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err())
                    .contains("No home folder is known for uid 64398", "HOME", "APIKEYS_DATABASE", "APIKEYS_KEY_FILE")
                    .hasLineCount(1);
        }
        Path own = Files.createDirectory(folder.resolve("own"));
        Files.setAttribute(own, "unix:uid", 64398);
        Files.setPosixFilePermissions(own, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        String named = "APIKEYS_DATABASE=" + own + "/a.db APIKEYS_KEY_FILE=" + own + "/a.key ";
        assertThat(Run.shell(account + home + " " + named + " \"$1\" init", LAUNCHER.toString())
                        .end()
                        .code())
                .isZero();
    }

    @Test
    void letsNoTerminalStopWhatSudoStarted() throws Exception {
        Path java = fakeJava(folder.resolve("java"), "17.0.1");
        script(java.resolve("bin/java"), "#!/bin/sh\ngrep SigIgn /proc/self/status");
        Path launcher = believing(java.resolve("bin"));

        // bit 0 is signal 1: QUIT 3, TSTP 20, TTIN 21, TTOU 22
        assertThat(ignored(Run.of(launcher, "list").with("SUDO_UID", "1")) & 0x380004)
                .isEqualTo(0x380004);
        assertThat(ignored(Run.of(launcher, "list")
                                .with("JAVA_HOME", java.toString())
                                .without("SUDO_UID"))
                        & 0x380004)
                .isZero();
    }

    /** The launcher of a package that takes programs from this folder, also through sudo. */
    private Path believing(Path programs) throws IOException {
        Path home = folder.resolve("believing");
        Installation.copy(PACKAGE, home);
        Path launcher = home.resolve("bin/apikeys");
        String text = Files.readString(launcher);
        assertThat(text).containsOnlyOnce("PATH=/usr/sbin:");
        Files.writeString(launcher, text.replace("PATH=/usr/sbin:", "PATH=" + programs + ":/usr/sbin:"));
        return launcher;
    }

    @Test
    void takesNoJavaAndNoProgramFromWhoCameThroughSudo() throws Exception {
        if (!Files.isExecutable(Path.of("/usr/bin/java"))) {
            Skip.aloud("there is no /usr/bin/java");
        }
        Path own = fakeJava(folder.resolve("own"), "17.0.1");
        for (String name : List.of("java", "ls", "stty", "readlink", "sh")) {
            script(own.resolve("bin").resolve(name), "#!/bin/sh\necho taken >>'" + folder + "/taken'\n");
        }
        String path = own.resolve("bin") + ":" + System.getenv("PATH");

        assertTellsVersion(Run.of(LAUNCHER, "--version")
                .with("PATH", path)
                .with("JAVA_HOME", own.toString())
                .with("SUDO_UID", "1")
                .end());
        assertThat(folder.resolve("taken")).doesNotExist();

        Run.of(LAUNCHER, "--version").with("PATH", path).without("SUDO_UID").end();
        assertThat(folder.resolve("taken")).as("without sudo").exists();
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 40_000, 300_000, 600_000, 786_431})
    void saysThatJavaCannotStartInSoLittleAddressSpace(int limit) throws Exception {
        assertCannotStart(Run.shell("ulimit -v $1; exec \"$2\" --version", "" + limit, LAUNCHER.toString())
                .end());
    }

    @ParameterizedTest
    @ValueSource(ints = {13, 16, 31})
    void saysThatJavaCannotStartWithSoFewFiles(int limit) throws Exception {
        assertCannotStart(Run.shell("ulimit -n $1; exec \"$2\" --version", "" + limit, LAUNCHER.toString())
                .end());
    }

    @ParameterizedTest
    @ValueSource(ints = {24, 32, 63}) // at 16, one shell in six dies before the launcher can check
    void saysThatJavaCannotStartWithSoLittleStack(int limit) throws Exception {
        assertCannotStart(Run.shell("ulimit -s $1; exec \"$2\" --version", "" + limit, LAUNCHER.toString())
                .end());
    }

    @Test
    void saysThatTheCurrentFolderWasRemoved() throws Exception {
        Path gone = Files.createDirectory(folder.resolve("gone"));

        Run.Ended run = Run.shell("cd \"$1\" && rmdir \"$1\" && exec \"$2\" list", gone.toString(), LAUNCHER.toString())
                .end();

        assertThat(run.code()).isEqualTo(127);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("apikeys: cannot start, because the current folder was removed.");
        assertThat(run.err()).doesNotContain("java");
    }

    @Test
    void neverEndsAsJavaDoesWhereNoMoreProcessesAreAllowed() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("to run as another account, which alone is limited, needs root");
        }
        Skip.unlessInstalled("setpriv");
        for (int limit : new int[] {1, 2, 3, 5, 8, 11, 14, 20}) {
            String command = "ulimit -u " + limit + "; exec setpriv --reuid=64399 --regid=64399 --clear-groups '"
                    + LAUNCHER + "' --version";
            Run.Ended run = Run.of("bash", "-c", command).end();
            assertThat(run.code()).as("%s processes: %s", limit, run.err()).isIn(0, 127);
            assertThat(run.out().isEmpty()).isEqualTo(run.code() != 0);
        }
    }

    @Test
    void startsJavaInAGibibyteOfAddressSpaceAndWith32Files() throws Exception {
        List<String> homes = new ArrayList<>(List.of(JAVA_HOME));
        Installation.java25().map(Path::toString).ifPresent(homes::add);
        for (String home : homes) {
            for (String limit : List.of("-v 1048576", "-v 2097152", "-d 393216", "-n 32")) {
                assertTellsVersion(Run.shell("ulimit " + limit + "; exec \"$1\" --version", LAUNCHER.toString())
                        .with("JAVA_HOME", home)
                        .end());
            }
        }
    }

    private static void assertCannotStart(Run.Ended run) {
        assertThat(run.code()).as(run.err()).isEqualTo(127);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).startsWith("apikeys: ").contains("ulimit").hasLineCount(1);
    }

    @Test
    void asksJavaItsVersionWithoutWhatTheEnvironmentTellsJava() throws Exception {
        script(folder.resolve("shim/java"), "#!/bin/sh\nexec '" + JAVA_HOME + "/bin/java' \"$@\"\n");
        Run run = Run.of(LAUNCHER, "--version").with("PATH", folder.resolve("shim") + ":" + System.getenv("PATH"));

        for (String name : List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS")) {
            assertTellsVersion(run.with(name, "-javaagent:/nowhere.jar").end());
        }
    }

    @Test
    void repeatsNothingThatIsNoVersionAndLeavesNoFile() throws Exception {
        script(folder.resolve("bin/java"), "#!/bin/sh\necho secret words >&2; exit 1\n");
        Path here = Files.createDirectory(folder.resolve("here"));

        Run.Ended run = Run.of(LAUNCHER, "--version")
                .in(here)
                .with("JAVA_HOME", folder.toString())
                .end();

        assertNoJava(run, folder + "/bin/java does not say which it is: ");
        assertThat(run.err()).doesNotContain("secret");

        script(folder.resolve("bin/java"), "#!/bin/sh\nexec '" + JAVA_HOME + "/bin/java' \"$@\"\n");
        Run.shell("ulimit -v 300000; exec \"$1\" --version", LAUNCHER.toString())
                .in(here)
                .with("JAVA_HOME", folder.toString())
                .end();
        assertThat(here).isEmptyDirectory();
    }

    private static long ignored(Run run) throws Exception {
        return Long.parseUnsignedLong(run.end().out().strip().replaceAll("SigIgn:\\s+", ""), 16);
    }

    @Test
    void exitsAsTheToolDoes() throws Exception {
        assertThat(Run.of(LAUNCHER, "--no-such-option").end().code()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bin/apikeys",
                "src/main/dist/class-data.sh",
                "src/main/dist/no-password.sh",
                "src/main/deb/control/postinst",
                "src/main/deb/control/prerm",
                "src/main/deb/server/apikeys-operator",
                "src/main/deb/server/control/postinst",
                "src/main/deb/server/control/postrm",
                "src/bench/page",
                "src/bench/bulk",
                "src/bench/run",
                "src/bench/serve",
                "src/bench/start",
                "src/bench/stream",
                "src/bench/scale",
                "src/bench/verification",
                "src/docs/picture/take",
                "src/test/resources/debian-package.sh",
                ".ci/run",
                "completions/apikeys.bash"
            })
    void passesShellcheck(String script) throws Exception {
        Skip.unlessInstalled("shellcheck");

        assertThat(Run.of("shellcheck", script).in(CHECKOUT).end()).isEqualTo(new Run.Ended(0, "", ""));
    }

    @Test
    void aTabWithoutJavaIsSilent() throws Exception {
        Run.Ended run = Run.of(LAUNCHER, "__complete", "active", "")
                .with("JAVA_HOME", "/nonexistent")
                .end();

        assertThat(run).isEqualTo(new Run.Ended(0, "", ""));
    }

    @Test
    void bringsASudoRuleThatSudoAccepts() throws Exception {
        String rule = PACKAGE.resolve("share/sudoers.d/apikeys").toString();
        Path visudo = Path.of("/usr/sbin/visudo"); // rarely on the PATH of ordinary users
        if (!Files.isExecutable(visudo)) {
            Skip.aloud("visudo is not installed");
        }

        Run.Ended run = Run.of(visudo, "-cf", rule).end();

        assertThat(run.code()).as(run.out() + run.err()).isZero();
    }

    @Test
    void bringsScannerRulesWithThePatternOfATokenCode() throws Exception {
        for (String rules : List.of("gitleaks.toml", "trufflehog.yaml")) {
            assertThat(PACKAGE.resolve("share/scanners").resolve(rules))
                    .content()
                    .contains("\\bsok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}\\b");
        }
    }

    private static void assertTellsVersion(Run.Ended run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(4).first().asString().startsWith("apikeys ");
    }

    private static void assertNoJava(Run.Ended run, String sentence) {
        assertThat(run.code()).isEqualTo(127);
        assertThat(run.out()).isEmpty();
        assertThat(run.err())
                .startsWith("apikeys: needs Java 17 or later, but ")
                .contains(sentence, "openjdk-17-jre-headless")
                .hasLineCount(1);
    }

    /** The launcher with a Java that prints what it was called with. */
    private Run telling(String... arguments) throws IOException {
        return Run.of(LAUNCHER, arguments)
                .with("JAVA_HOME", fakeJava(folder.resolve("telling"), "17.0.2").toString());
    }

    /** The output on a terminal that is 123 columns wide. */
    private String inTerminal(Path java, String redirections) throws Exception {
        String command = "stty rows 40 cols 123; JAVA_HOME='%s' '%s' %s".formatted(java, LAUNCHER, redirections);
        Run.Ended run = Run.of("script", "-qec", command, "/dev/null")
                .with("SHELL", "/bin/sh")
                .end();
        assertThat(run.code()).isZero();
        return run.out();
    }
}
