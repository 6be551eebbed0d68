package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.JAVA_HOME;
import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static com.smartonboarding.apikeys.launcher.Installation.script;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Class data beside the jars: the first run makes it, later runs use it while it fits, and unfit data does no harm. */
class ClassDataIT {
    /** Passes everything on to a real Java, and records where the classes of a run came from. */
    private static final String WATCHED_JAVA = """
            #!/bin/sh
            case "$*" in
              *apikeys.Main*) shift && exec '%1$s' -Xlog:disable -Xlog:class+load:file='%2$s/loaded' "$@" ;;
              *) echo made >>'%2$s/made' && exec '%1$s' "$@" ;;
            esac
            """;

    @TempDir
    static Path folder;

    private static Path home;
    private static Path lib;
    private static Path unpacked;
    private static Path ran;

    /** Unpacks a package and runs it once with this build's Java. */
    @BeforeAll
    static void unpack() throws Exception {
        folder = folder.toRealPath();
        home = folder.resolve("installed");
        lib = home.resolve("lib");
        unpacked = Files.createDirectory(folder.resolve("unpacked"));
        ran = folder.resolve("ran");
        for (String part : List.of("bin", "lib", "share")) {
            Installation.copy(PACKAGE.resolve(part), unpacked.resolve(part));
        }
        assertThat(Run.of("chmod", "-R", "go-w", unpacked.toString()).end().code())
                .isZero();
        install(unpacked);
        run(JAVA_HOME);
        assertThat(Run.of("cp", "-a", home.toString(), ran.toString()).end().code())
                .isZero();
    }

    @BeforeEach
    void forget() throws Exception {
        install(ran);
        made();
    }

    private static void install(Path from) throws Exception {
        assertThat(Run.shell(
                                "chmod -Rf u+w \"$2\"; rm -rf \"$2\" && cp -a \"$1\" \"$2\"",
                                from.toString(),
                                home.toString())
                        .end()
                        .code())
                .isZero();
    }

    @Test
    void isWrittenByTheFirstRunAndUsedFromThenOn() throws Exception {
        install(unpacked);
        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(made()).isTrue();

        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(made()).as("again").isFalse();
        assertThat(lib.resolve(classData())).isRegularFile();
        try (Stream<Path> files = Files.list(lib)) {
            assertThat(files.map(file -> file.getFileName().toString())).noneMatch(name -> name.endsWith(".work"));
        }
    }

    @Test
    void ofJava25IsItsAheadOfTimeCacheAndStandsBesideThatOfAnother() throws Exception {
        String java25 = java25();
        assertThat(everyClassFrom(java25)).isTrue();
        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(made()).isTrue();

        assertThat(everyClassFrom(java25)).isTrue();
        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(made()).as("again").isFalse();
    }

    /** They made the compiled code of serve a third slower. */
    @Test
    void ofJava25HasNoProfiles() throws Exception {
        String java25 = java25();
        run(java25);

        Run.Ended shown = Run.of(java25 + "/bin/java", "-XX:AOTCache=" + lib.resolve(name(java25) + ".aot"))
                .and("--enable-native-access=ALL-UNNAMED", "-XX:+UnlockDiagnosticVMOptions")
                .and(
                        "-XX:+AOTPrintTrainingInfo",
                        "-cp",
                        lib.resolve("stand-ins.jar") + ":" + lib.resolve("apikeys.jar"))
                .and("com.smartonboarding.apikeys.Main", "--version")
                .end();

        assertThat(shown.out()).contains("Archived TrainingData Dictionary", "apikeys ");
        assertThat(shown.out()).doesNotContain("java/");
    }

    @Test
    void ofAnotherJavaIsPassedOver() throws Exception {
        String java25 = java25();
        run(java25);
        Files.copy(lib.resolve(classData()), replaced(lib.resolve(name(java25) + ".aot")));

        assertThat(anyClassFromData(java25)).isFalse();
    }

    @Test
    void ofTwoJavasOfOneVersionStandBesideEachOther() throws Exception {
        Path other = watched(JAVA_HOME, "other");
        for (int i = 0; i < 2; i++) {
            assertSilent(launcher(JAVA_HOME).with("JAVA_HOME", other.toString()).end());
            run(JAVA_HOME);
            made();
        }

        assertSilent(launcher(JAVA_HOME).with("JAVA_HOME", other.toString()).end());
        assertThat(programFromData()).isTrue();
        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(made()).as("again").isFalse();
    }

    static List<String> javas() throws IOException {
        List<String> homes = new ArrayList<>(List.of(JAVA_HOME));
        Installation.java25().map(Path::toString).ifPresent(homes::add);
        return homes;
    }

    @ParameterizedTest
    @MethodSource("javas")
    void ofTheJarBeforeIsPassedOverWhereItCannotBeWrittenAnew(String javaHome) throws Exception {
        run(javaHome);
        assertThat(anyClassFromData(javaHome)).isTrue();
        String before = launcher(javaHome).end().out().lines().findFirst().orElseThrow();
        String after = before.replaceAll("\\d", "9");

        replaceInProgram(before.substring("apikeys ".length()), after.substring("apikeys ".length()));
        closeLib();

        assertThat(launcher(javaHome).end().out()).startsWith(after + "\n");
        assertThat(programFromData()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void ofALibraryOfAnotherSizeIsPassedOverThoughItsTimeIsTheSame(String javaHome) throws Exception {
        run(javaHome);
        Path jar = lib.resolve("jdbi3-core.jar");
        FileTime time = Files.getLastModifiedTime(jar);
        byte[] bytes = Files.readAllBytes(jar);
        byte[] longer =
                Arrays.copyOf(bytes, bytes.length + 1); // add a comment of one character, which a zip file may have
        longer[bytes.length - 2] = 1;
        Files.write(jar, longer);
        Files.setLastModifiedTime(jar, time);
        closeLib();

        assertThat(anyClassFromData(javaHome)).isFalse();
    }

    @ParameterizedTest
    @MethodSource("javas")
    void ofALibraryOfAnotherTimeIsPassedOver(String javaHome) throws Exception {
        run(javaHome);
        Files.setLastModifiedTime(lib.resolve("jdbi3-core.jar"), FileTime.from(Instant.EPOCH));
        closeLib();

        assertThat(anyClassFromData(javaHome)).isFalse();
    }

    /** After this, nobody can write class data. */
    private static void closeLib() throws IOException {
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("r-xr-xr-x"));
    }

    /** Changes a text in the program's jar, as an update would. */
    private static void replaceInProgram(String text, String other) throws IOException {
        Path jar = lib.resolve("apikeys.jar");
        Path changed = folder.resolve("changed.jar");
        try (ZipFile old = new ZipFile(jar.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(changed))) {
            for (ZipEntry entry : Collections.list(old.entries())) {
                String bytes = new String(old.getInputStream(entry).readAllBytes(), StandardCharsets.ISO_8859_1);
                out.putNextEntry(new ZipEntry(entry.getName()));
                out.write((entry.getName().contains("/cli/") ? bytes.replace(text, other) : bytes)
                        .getBytes(StandardCharsets.ISO_8859_1));
            }
        }
        Files.move(changed, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    @ParameterizedTest
    @MethodSource("javas")
    void forOtherJarsIsWrittenAnew(String javaHome) throws Exception {
        run(javaHome);
        FileTime builds = FileTime.from(Instant.parse("2026-11-23T00:00:00Z"));
        Path jar = lib.resolve("apikeys.jar");
        Files.setLastModifiedTime(jar, builds); // as if the same version was built again and unpacked
        made();

        assertThat(everyClassFrom(javaHome)).isTrue();
        assertThat(made()).isTrue();
        assertThat(Files.getLastModifiedTime(jar)).isNotEqualTo(builds);
    }

    @Test
    void thatIsCutOrGarbageOrMissingIsPassedOver() throws Exception {
        Path data = lib.resolve(classData());
        byte[] whole = Files.readAllBytes(data);

        Files.write(data, Arrays.copyOf(whole, whole.length / 2));
        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
        Files.writeString(data, "no class data at all\n");
        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
        Files.write(data, new byte[0]);
        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
        Files.delete(data);
        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
        assertThat(made()).as("tried again where it may never work").isFalse();
    }

    @Test
    void thatOthersCouldWriteOrPutThereIsNotTrusted() throws Exception {
        Path data = lib.resolve(classData());

        for (String open : List.of("rw-rw-r--", "rw-r--rw-")) {
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(open));
            assertThat(anyClassFromData(JAVA_HOME)).as(open).isFalse();
        }
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rw-r--r--"));
        for (String open : List.of("rwxrwxr-x", "rwxr-xrwx")) {
            Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString(open));
            assertThat(anyClassFromData(JAVA_HOME)).as(open).isFalse();
        }
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.move(data, folder.resolve("elsewhere"));
        Files.createSymbolicLink(data, folder.resolve("elsewhere"));
        assertThat(anyClassFromData(JAVA_HOME)).as("link").isFalse();
        Files.delete(data);
        Files.move(folder.resolve("elsewhere"), data);
        assertThat(anyClassFromData(JAVA_HOME)).as("mended").isTrue();
    }

    @Test
    void ofAnotherAccountIsNotTrusted() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("to give a file away needs root");
        }
        Path data = lib.resolve(classData());

        Files.setAttribute(data, "unix:uid", 65534);

        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
    }

    @Test
    void isUsedButNotWrittenInAReadOnlyInstallation() throws Exception {
        Installation.makeReadOnly(home);
        var before = Installation.state(home);
        assertThat(everyClassFrom(JAVA_HOME)).isTrue();
        assertThat(Installation.state(home)).isEqualTo(before);

        install(unpacked);
        Installation.makeReadOnly(home);
        var bare = Installation.state(home);
        assertThat(anyClassFromData(JAVA_HOME)).isFalse();
        assertThat(Installation.state(home)).isEqualTo(bare);
        assertThat(made()).isFalse();
    }

    @Test
    void isNotWrittenThroughSudoNorWhereOthersMayWrite() throws Exception {
        install(unpacked);
        assertSilent(launcher(JAVA_HOME).with("SUDO_UID", "1000").end());
        Files.setPosixFilePermissions(lib, PosixFilePermissions.fromString("rwxrwxr-x"));
        run(JAVA_HOME);

        assertThat(writtenByJava()).isEmpty();
        assertThat(made()).isFalse();
    }

    /** Through sudo, another Java runs than the one in the test, so its class data would have another name. */
    private static List<Path> writtenByJava() throws IOException {
        try (Stream<Path> files = Files.list(lib)) {
            return files.filter(file -> file.getFileName().toString().startsWith("apikeys-"))
                    .toList();
        }
    }

    @Test
    void sparesEverydayCommandsTheOpeningOfAnyJar() throws Exception {
        Skip.unlessInstalled("strace");
        String apikeys = home + "/bin/apikeys ";
        Path log = folder.resolve("opened");
        inNewHome(apikeys + "generate --label one");
        for (String command : List.of("list", "show --no-code one", "__complete active o", "revoke --yes one")) {
            Run.Ended traced = inNewHome("strace -f -e trace=open,openat -o " + log + " " + apikeys + command);

            if (traced.err().startsWith("strace:")) {
                Skip.aloud("strace may not trace here: " + traced.err());
            }
            assertThat(traced.code()).as(command + "\n" + traced.err()).isZero();
            assertThat(Files.readAllLines(log))
                    .as(command)
                    .anyMatch(line -> line.contains("/apikeys.db"))
                    .noneMatch(line -> line.contains(".jar\""));
        }
    }

    private static Run.Ended inNewHome(String words) throws Exception {
        Path user = Files.createDirectories(folder.resolve("user"));
        return Run.of("env")
                .and(words.split(" "))
                .in(folder)
                .with("JAVA_HOME", JAVA_HOME)
                .with("XDG_DATA_HOME", user.toString())
                .with("XDG_CONFIG_HOME", user.toString())
                .without("SUDO_UID")
                .end();
    }

    @Test
    void isUsedButNotWrittenByATab() throws Exception {
        String missing = folder.resolve("missing.db").toString();
        Run.Ended nothing = new Run.Ended(0, "", "");
        assertThat(tab(missing)).isEqualTo(nothing);
        assertThat(programFromData()).isTrue();

        install(unpacked);
        assertThat(tab(missing)).isEqualTo(nothing);
        assertThat(programFromData()).isFalse();
        assertThat(lib.resolve(classData())).doesNotExist();
        assertThat(made()).isFalse();
    }

    private static Run.Ended tab(String database) throws Exception {
        return Run.of(home.resolve("bin/apikeys"), "__complete", "active", "", database)
                .in(folder)
                .with("JAVA_HOME", watched(JAVA_HOME).toString())
                .without("SUDO_UID")
                .end();
    }

    @Test
    void isUsedButNotWrittenByAnotherAccount() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("to run as another account needs root");
        }
        Skip.unlessInstalled("setpriv");
        assertThat(Run.of("chmod", "0777", folder.toString()).end().code()).isZero();
        try {
            assertSilent(asNobody());
            assertThat(programFromData()).isTrue();

            install(unpacked);
            assertSilent(asNobody());
            assertThat(programFromData()).isFalse();
            assertThat(lib.resolve(classData())).doesNotExist();
            assertThat(made()).isFalse();
        } finally { // the other tests keep a database in it
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void needsNoTemporaryFolder() throws Exception {
        if (ProcessIds.read().effective() != 0) {
            Skip.aloud("a full temporary folder of a test's own needs root");
        }
        install(unpacked);
        String full = """
                mount -t tmpfs tmpfs /mnt && mkdir /mnt/lib && mount --bind "$1" /mnt/lib || exit 99
                mount -t tmpfs -o noexec,size=4k tmpfs /tmp && ! cat /dev/zero >/tmp/full 2>/dev/null || exit 99
                /mnt/lib/bin/apikeys --version && exec /mnt/lib/bin/apikeys --version >/dev/null
                """;

        Run.Ended run = Run.of("unshare", "--mount", "--propagation", "private", "/bin/sh", "-c", full, "sh")
                .and(home.toString())
                .with("JAVA_HOME", JAVA_HOME)
                .without("SUDO_UID")
                .end();

        if (run.code() == 99 || run.err().startsWith("unshare")) {
            Skip.aloud("this machine does not let root make mounts");
        }
        assertSilent(run);
        assertThat(writtenByJava()).anyMatch(file -> file.toString().matches(".*\\.(jsa|aot)"));
    }

    /** Whether all classes of the program and its libraries came from class data. */
    private static boolean everyClassFrom(String javaHome) throws Exception {
        run(javaHome);
        List<String> ours = Files.readAllLines(folder.resolve("loaded")).stream()
                .filter(line -> line.matches(
                        ".* (com\\.smartonboarding|picocli|org\\.jdbi|org\\.sqlite)\\.[\\w.$]+ source: .*"))
                .toList();
        assertThat(ours).hasSizeGreaterThan(100);
        return ours.stream().allMatch(line -> line.contains("source: shared objects file"));
    }

    /** Whether any class of the program came from class data. */
    private static boolean anyClassFromData(String javaHome) throws Exception {
        run(javaHome);
        return programFromData();
    }

    private static boolean programFromData() throws IOException {
        return Files.readString(folder.resolve("loaded")).contains("com.smartonboarding.apikeys.Main source: shared");
    }

    /** Whether class data was made, or making it was tried, since the last call. */
    private static boolean made() throws IOException {
        return Files.deleteIfExists(folder.resolve("made"));
    }

    private static void run(String javaHome) throws Exception {
        assertSilent(launcher(javaHome).end());
    }

    private static Run launcher(String javaHome) throws IOException {
        return Run.of(home.resolve("bin/apikeys"), "--version")
                .in(folder)
                .with("JAVA_HOME", watched(javaHome).toString())
                .without("SUDO_UID");
    }

    private static Run.Ended asNobody() throws Exception {
        return Run.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups")
                .and(home.resolve("bin/apikeys").toString(), "--version")
                .in(folder)
                .with("JAVA_HOME", watched(JAVA_HOME).toString())
                .end();
    }

    private static void assertSilent(Run.Ended run) {
        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).hasSize(4).first().asString().startsWith("apikeys ");
    }

    /** A Java home that records where classes come from, and otherwise behaves like the real one. */
    private static Path watched(String javaHome) throws IOException {
        return watched(javaHome, "watched-" + version(javaHome));
    }

    private static Path watched(String javaHome, String name) throws IOException {
        Path watched = folder.resolve(name);
        script(watched.resolve("bin/java"), WATCHED_JAVA.formatted(javaHome + "/bin/java", folder));
        Files.copy(Path.of(javaHome, "release"), replaced(watched.resolve("release")));
        return watched;
    }

    private static String classData() throws IOException {
        boolean cache = Runtime.version().feature() >= 25;
        return name(JAVA_HOME) + (cache ? ".aot" : ".jsa");
    }

    /** The name of the class data, which contains the path of Java. */
    private static String name(String javaHome) throws IOException {
        return "apikeys-" + watched(javaHome).toString().substring(1).replace('/', '_');
    }

    private static String version(String javaHome) throws IOException {
        for (String line : Files.readAllLines(Path.of(javaHome, "release"))) {
            if (line.startsWith("JAVA_VERSION=")) {
                return line.substring("JAVA_VERSION=\"".length(), line.length() - 1);
            }
        }
        throw new IllegalStateException(javaHome + " does not say its version");
    }

    private static String java25() throws IOException {
        if (Runtime.version().feature() >= 25) {
            Skip.aloud("the tests run on Java 25 or later, so there is no other Java to compare it with");
        }
        Optional<Path> home = Installation.java25();
        if (home.isEmpty()) {
            Skip.aloud("there is no JDK 25 under /usr/lib/jvm");
        }
        return home.orElseThrow().toString();
    }

    private static Path replaced(Path file) throws IOException {
        Files.deleteIfExists(file);
        return file;
    }
}
