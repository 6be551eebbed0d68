package com.smartonboarding.apikeys.cli.command.token;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scan, called as users and scripts call it. */
class ScanIT {
    private static final Path JAVAS = Path.of("/usr/lib/jvm");

    @TempDir
    private Path tree;

    private final Home home;

    ScanIT(Home home) {
        this.home = home;
    }

    @Test
    void leakIsFoundRevokedAndThenNoLeakAnyMore() throws Exception {
        Run.Ended run = home.bash("""
                set -e
                cd "$1"
                apikeys generate -q --label ci >'ключ с пробелом'
                cat ключ* | apikeys scan - && exit 1 || echo "exit $?"
                apikeys scan . && exit 1 || echo "exit $?"
                ! grep -rq "$(cut -c 18- ключ*)" "$HOME"
                apikeys scan --revoke --yes .
                apikeys scan .
                """, tree.toString()).end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out().replaceAll(" [0-9A-Za-z]{12} ", " ID ")).isEqualTo("""
                <stdin>:1:1 ID ci Active
                exit 15
                ./ключ с пробелом:1:1 ID ci Active
                exit 15
                ./ключ с пробелом:1:1 ID ci Revoked
                ./ключ с пробелом:1:1 ID ci Revoked
                """);
        assertThat(run.err()).contains("Revoked ci (");
    }

    @Test
    void withoutGitAHistoryIsNotFound() throws Exception {
        Run.Ended run = home.bash("""
                mkdir bin
                for program in java readlink sh stty; do ln -s "$(command -v "$program")" bin; done
                apikeys init
                PATH=$PWD/bin
                apikeys scan --git .
                """).end();

        assertExit(run, ExitCode.NOT_FOUND);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("needs the program git");
    }

    @Test
    void closedPipeEndsTheScanSilently() throws Exception {
        Run.Ended run = home.bash("""
                apikeys generate -q --label ci >code
                code=$(cat code)
                for i in {1..20000}; do echo "$code"; done >many
                { apikeys scan many 2>said; echo $? >status; } | head -n 1
                cat said
                exit "$(cat status)"
                """).end();

        assertExit(run, ExitCode.BROKEN_PIPE);
        assertThat(run.out()).startsWith("many:1:1 ").hasLineCount(1);
    }

    @Test
    void interruptEndsTheScanAtOnce() throws Exception {
        Path endless = Files.writeString(tree.resolve("endless"), "a".repeat(8001));
        try (RandomAccessFile file = new RandomAccessFile(endless.toFile(), "rw")) {
            file.setLength(1L << 40); // a sparse file, which takes no space
        } catch (IOException e) {
            Skip.aloud("the temporary folder takes no file of a tebibyte");
        }
        assertExit(home.apikeys("init"), ExitCode.OK);
        Run.Started run = home.on(Run.of(LAUNCHER, "scan", endless.toString())).start();
        Path pid = Path.of("/proc", Long.toString(run.process().pid()));
        while (openFiles(pid).noneMatch(endless::equals)) {
            Thread.sleep(50);
        }

        Run.of("kill", "-INT", Long.toString(run.process().pid())).end();

        Run.Ended ended = run.end();
        assertExit(ended, ExitCode.INTERRUPTED);
        assertThat(ended.out() + ended.err()).isEmpty();
    }

    private static Stream<Path> openFiles(Path process) throws IOException {
        try (Stream<Path> numbers = Files.list(process.resolve("fd"))) {
            return numbers.map(ScanIT::target).toList().stream();
        } catch (java.nio.file.NoSuchFileException e) {
            return Stream.empty();
        }
    }

    private static Path target(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            return link;
        }
    }

    @Test
    void sourcesOfJavaHoldNoCode() throws Exception {
        Optional<Path> zip = sources();
        if (zip.isEmpty()) {
            Skip.aloud("there is no src.zip below " + JAVAS);
        }
        long unpacked = unpack(zip.orElseThrow());
        assertExit(home.apikeys("init"), ExitCode.OK);

        Run.Ended run = home.apikeys("scan", tree.toString());

        assertExit(run, ExitCode.OK);
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("Found no code in " + unpacked + " files.");
    }

    private static Optional<Path> sources() throws IOException {
        if (!Files.isDirectory(JAVAS)) {
            return Optional.empty();
        }
        try (Stream<Path> javas = Files.list(JAVAS)) {
            return javas.map(java -> java.resolve("lib/src.zip"))
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
    }

    /** Unpacks into the tree, and returns the number of files. */
    private long unpack(Path zip) throws IOException {
        long files = 0;
        try (ZipFile archive = new ZipFile(zip.toFile(), StandardCharsets.UTF_8)) {
            for (ZipEntry entry : Collections.list(archive.entries())) {
                Path target = tree.resolve(entry.getName()).normalize();
                if (!entry.isDirectory() && target.startsWith(tree)) {
                    Files.createDirectories(target.getParent());
                    try (InputStream in = archive.getInputStream(entry)) {
                        Files.copy(in, target);
                    }
                    files++;
                }
            }
        }
        return files;
    }
}
