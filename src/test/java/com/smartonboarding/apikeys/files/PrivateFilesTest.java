package com.smartonboarding.apikeys.files;

import static com.smartonboarding.apikeys.files.Sandbox.ME;
import static com.smartonboarding.apikeys.files.Sandbox.chmod;
import static com.smartonboarding.apikeys.files.Sandbox.mode;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateFilesTest {
    private static final byte[] CONTENT = "content".getBytes(UTF_8);

    private static final Draft.Content ANY = (position, octet) -> true;

    @TempDir
    Path top;

    private Path home;

    @BeforeEach
    void aPrivateFolder() throws IOException {
        home = Sandbox.folder(top.resolve("home"), 0700);
    }

    /** The second process of a test: makes everything, and prints which write was the first. */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[0]);
        PrivateFiles.createFolders(folder.resolve("new/inner"));
        PrivateFiles.createEmpty(folder.resolve("new/empty"));
        System.exit(writeNew(folder.resolve("new/inner/key"), arguments[1].getBytes(UTF_8)) ? 10 : 11);
    }

    @ParameterizedTest
    @ValueSource(strings = {"000", "022", "077", "777"})
    void everythingMadeIsPrivateWhateverTheUmask(String umask) throws Exception {
        assertThat(inAnotherProcess(umask, "content").waitFor()).isEqualTo(10);
        assertThat(mode(home.resolve("new"))).isEqualTo(0700);
        assertThat(mode(home.resolve("new/inner"))).isEqualTo(0700);
        assertThat(mode(home.resolve("new/empty"))).isEqualTo(0600);
        assertThat(mode(home.resolve("new/inner/key"))).isEqualTo(0600);
        assertThat(home.resolve("new/inner/key")).hasContent("content");
    }

    @Test
    void ofSeveralProcessesThatWriteTheSameFileOneWins() throws Exception {
        List<Process> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(inAnotherProcess("022", "writer " + i));
        }
        int winner = -1;
        for (int i = 0; i < writers.size(); i++) {
            int exit = writers.get(i).waitFor();
            assertThat(exit).isIn(10, 11);
            if (exit == 10) {
                assertThat(winner).isEqualTo(-1);
                winner = i;
            }
        }
        assertThat(home.resolve("new/inner/key")).hasContent("writer " + winner);
        assertThat(names(home.resolve("new/inner"))).containsExactly("key");
    }

    @Test
    void aFileThatAppearsIsWholeAndPassesTheGuardFromTheFirstMoment() throws Exception {
        FileGuard guard = new FileGuard(ME, true);
        byte[] large = new byte[100_000];
        for (int round = 0; round < 50; round++) {
            Path file = home.resolve("key" + round);
            AtomicBoolean first = new AtomicBoolean();
            Thread writer = new Thread(() -> first.set(writeNew(file, large)));
            AtomicBoolean second = new AtomicBoolean();
            Thread rival = new Thread(() -> second.set(writeNew(file, CONTENT)));
            writer.start();
            while (!guard.check(file)) {
                Thread.onSpinWait();
            }
            assertThat(Files.size(file)).isEqualTo(large.length);
            rival.start();
            writer.join();
            rival.join();
            assertThat(first).isTrue();
            assertThat(second).isFalse();
            assertThat(Files.size(file)).isEqualTo(large.length);
        }
    }

    @Test
    void whatExistsIsLeftAlone() throws IOException {
        Path file = Sandbox.file(home.resolve("key"), 0640);
        assertThat(writeNew(file, new byte[9])).isFalse();
        assertThat(PrivateFiles.createEmpty(file)).isFalse();
        assertThat(file).hasContent("content");
        assertThat(mode(file)).isEqualTo(0640);
        chmod(home, 0755);
        PrivateFiles.createFolders(home.resolve("inner"));
        assertThat(mode(home)).isEqualTo(0755);
        assertThat(names(home)).containsExactly("inner", "key");
    }

    @Test
    void aLinkThatLeadsNowhereIsNotFollowed() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("key"), home.resolve("elsewhere"));
        assertThat(writeNew(link, CONTENT)).isFalse();
        assertThat(PrivateFiles.createEmpty(link)).isFalse();
        assertThat(names(home)).containsExactly("key");
    }

    @Test
    void theRemainsOfACrashAreUsedUp() throws IOException {
        Sandbox.file(home.resolve(".key.draft"), 0600);
        assertThat(writeNew(home.resolve("key"), CONTENT)).isTrue();
        assertThat(names(home)).containsExactly("key");
    }

    @Test
    void aPlantedDraftIsNotWaitedForNorFollowedNorRemoved() throws Exception {
        Files.createSymbolicLink(home.resolve(".link.draft"), home.resolve("victim"));
        Sandbox.pipe(home.resolve(".pipe.draft"));
        Sandbox.file(home.resolve(".open.draft"), 0644);
        for (String name : List.of("link", "pipe", "open")) {
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> writeNew(home.resolve(name), CONTENT))
                    .withMessageContaining(home.resolve("." + name + ".draft").toString());
        }
        assertThat(names(home)).containsExactly(".link.draft", ".open.draft", ".pipe.draft");
    }

    @Test
    void aDraftOfAnotherUserIsNotRemoved() throws IOException {
        Sandbox.giveAway(Sandbox.file(home.resolve(".key.draft"), 0600));
        assertThatExceptionOfType(StorageException.class).isThrownBy(() -> writeNew(home.resolve("key"), CONTENT));
        assertThat(names(home)).containsExactly(".key.draft");
    }

    @Test
    void aDraftTakesItsSpaceAndLeavesNothingWhenItIsGivenUp() throws IOException {
        Path file = Sandbox.file(home.resolve("key"), 0600);
        try (Draft draft = Draft.open(file, 100, ME, ANY)) {
            assertThat(Files.size(home.resolve(".key.draft"))).isEqualTo(100);
            assertThat(draft.publish(CONTENT, false)).isFalse();
        }
        assertThat(names(home)).containsExactly("key");
        try (Draft draft = Draft.open(file, 100, ME, ANY)) {
            assertThat(draft.publish("other".getBytes(UTF_8), true)).isTrue();
        }
        assertThat(file).hasContent("other");
        assertThat(mode(file)).isEqualTo(0600);
        assertThat(names(home)).containsExactly("key");
    }

    @Test
    void aFullDiskLeavesNothingOfTheFile() {
        assumeTrue(ME == 0, "SKIPPED: only root can mount a small file system");
        Path small = home.resolve("small");
        PrivateFiles.createFolders(small);
        try {
            Sandbox.run("mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs", small.toString());
        } catch (AssertionError | IOException | InterruptedException e) {
            assumeTrue(false, "SKIPPED: this container does not let root mount");
        }
        try {
            Path file = small.resolve("key");
            assertThatExceptionOfType(StorageException.class)
                    .isThrownBy(() -> writeNew(file, new byte[1 << 20]))
                    .withMessage("Could not create " + file + ": No space left on device.");
            assertThat(file).doesNotExist();
            assertThat(small.resolve(".key.draft")).doesNotExist();
        } finally {
            assertThat(run("umount", small.toString())).isZero();
        }
    }

    @Test
    void failuresSayWhatHappenedAndWhy() throws IOException {
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> writeNew(home.resolve("none/key"), CONTENT))
                .withMessage("Could not create " + home.resolve("none/key") + ": no such file or folder.");
        Path file = Sandbox.file(home.resolve("file"), 0600);
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> PrivateFiles.createFolders(file))
                .withMessage("Could not create the folder " + file + ": something else is there.")
                .satisfies(failure -> assertThat(failure.state()).isEqualTo(State.UNCHANGED));
        assertThatExceptionOfType(StorageException.class)
                .isThrownBy(() -> PrivateFiles.syncFolder(home.resolve("none")));
    }

    @Test
    void aBarredFolderIsDenied() throws IOException {
        assumeTrue(ME != 0, "SKIPPED: nothing is barred to root");
        Path barred = Sandbox.folder(home.resolve("barred"), 0500);
        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> PrivateFiles.createEmpty(barred.resolve("key")))
                .withMessageContaining("permission denied");
    }

    @Test
    void theGuardRefusesWhatALinkedDraftWouldShow() throws IOException {
        Path draft = Sandbox.file(home.resolve(".key.draft"), 0600);
        Path file = Files.createLink(home.resolve("key"), draft);
        assertThatExceptionOfType(UnsafeFileException.class).isThrownBy(() -> new FileGuard(ME, true).check(file));
    }

    private static boolean writeNew(Path file, byte[] content) {
        return PrivateFiles.writeNew(file, content, ME, ANY);
    }

    private Process inAnotherProcess(String umask, String content) throws IOException {
        return new ProcessBuilder(
                        "sh",
                        "-c",
                        "umask \"$0\" && exec \"$@\"",
                        umask,
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:-UsePerfData",
                        "-cp",
                        System.getProperty("java.class.path"),
                        PrivateFilesTest.class.getName(),
                        home.toString(),
                        content)
                .inheritIO()
                .start();
    }

    private static int run(String... command) {
        try {
            return new ProcessBuilder(command).inheritIO().start().waitFor();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
