package com.smartonboarding.apikeys.server.place;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CyclicBarrier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files of Unix sockets: who may connect, whose name is taken over, and what is left at the end. */
class SocketFileTest {
    private static final long ME = ProcessIds.read().filesystem();
    private static final SocketAccess MINE = SocketAccess.of(new FileGuard(ME, true), null, new Random());

    @TempDir
    Path folder;

    private final List<OpenPlace> open = new ArrayList<>();

    @AfterEach
    void close() {
        open.forEach(OpenPlace::close);
    }

    private OpenPlace listen(Path path) {
        return listen(path, MINE);
    }

    private OpenPlace listen(Path path, SocketAccess access) {
        OpenPlace place = new UnixPlace(path).open(access);
        open.add(place);
        return place;
    }

    private Path path() {
        return folder.resolve("serve.sock");
    }

    private static String mode(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    /** A socket at which nobody answers, as a process leaves it that was killed. */
    private static void abandoned(Path path) throws IOException {
        try (ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.bind(UnixDomainSocketAddress.of(path));
        }
    }

    private static boolean answers(Path path) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void aSocketIsForTheAccountAloneAndGoneAtTheEnd() throws IOException {
        OpenPlace place = listen(path());

        assertThat(place.name()).isEqualTo(path().toString());
        assertThat(place.isUnixSocket()).isTrue();
        assertThat(place.isInherited()).isFalse();
        assertThat(mode(path())).isEqualTo("rw-------");
        assertThat(files()).containsExactly("serve.sock");
        assertThat(answers(path())).isTrue();
        place.close();
        assertThat(files()).isEmpty();
    }

    @Test
    void aConcealedSocketHasNoNameButThoseWhoHaveConnectedAreAccepted() throws IOException {
        OpenPlace place = listen(path());
        try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path()))) {
            place.conceal();
            assertThat(files()).isEmpty();
            SocketChannel accepted = place.channel().accept();
            assertThat(accepted).isNotNull();
            accepted.close();
            assertThat(client.isConnected()).isTrue();
        }
    }

    @Test
    void aGroupMayBeLetIn() throws IOException {
        assumeTrue(ME == 0, "SKIPPED: only root can give files to any group");
        SocketAccess access = SocketAccess.of(MINE.guard(), SocketAccess.group("daemon"), new Random());
        listen(path(), access);

        assertThat(mode(path())).isEqualTo("rw-rw----");
        Map<String, Object> facts = Files.readAttributes(path(), "posix:group");
        assertThat(facts.get("group")).hasToString("daemon");
        listen(folder.resolve("closed"), access.withMode("--socket-mode", "600"));
        assertThat(mode(folder.resolve("closed"))).isEqualTo("rw-------");
    }

    @Test
    void theOwnGroupMayBeLetIn() throws IOException {
        listen(path(), MINE.withMode("--socket-mode", "0660"));

        assertThat(mode(path())).isEqualTo("rw-rw----");
    }

    @Test
    void aFolderThatIsClosedToTheGroupIsNamed() throws IOException {
        SocketAccess access = SocketAccess.of(MINE.guard(), SocketAccess.group("daemon"), new Random());
        Path real = folder.toRealPath();
        Path socket = real.resolve("serve.sock");
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx------"));

        assertThat(new UnixPlace(socket).obstacle(access))
                .contains("Members of daemon cannot reach " + socket + ", because the folder " + real
                        + " is closed to them (mode 0700).");
        assertThat(new UnixPlace(socket).obstacle(access.withMode("--socket-mode", "0600")))
                .isEmpty();
        assertThat(new UnixPlace(socket).obstacle(MINE)).isEmpty();
        Files.setPosixFilePermissions(real, PosixFilePermissions.fromString("rwx--x--x"));
        assertThat(new UnixPlace(socket).obstacle(access).orElse(""))
                .as("the folders above may be closed, too")
                .doesNotContain("the folder " + real + " ");
    }

    @Test
    void aGroupOfOthersCannotBeLetIn() {
        assumeTrue(ME != 0, "SKIPPED: root can give files to any group");
        SocketAccess access = SocketAccess.of(MINE.guard(), SocketAccess.group("root"), new Random());

        assertThatThrownBy(() -> listen(path(), access))
                .isInstanceOf(DeniedException.class)
                .hasMessageContaining("because it is not a member of it");
    }

    @Test
    void aGroupMustExist() {
        assertThatThrownBy(() -> SocketAccess.group("no such group"))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("This machine has no group 'no such group'.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0666", "0662", "0661", "777", "0600 ", "0060", "0640", "rw", "", "1660"})
    void othersCannotBeLetIn(String mode) {
        assertThatThrownBy(() -> MINE.withMode("--socket-mode", mode))
                .isInstanceOf(UsageException.class)
                .hasMessage("--socket-mode is neither 0600 nor 0660. Other accounts cannot be let in by the mode of a"
                        + " socket.");
    }

    @Test
    void aSocketAtWhichNobodyAnswersIsReplaced() throws IOException {
        abandoned(path());
        listen(path());

        assertThat(answers(path())).isTrue();
        assertThat(files()).containsExactly("serve.sock");
    }

    @Test
    void aSocketAtWhichSomebodyAnswersIsAConflict() throws IOException {
        listen(path());

        assertThatThrownBy(() -> listen(path()))
                .isInstanceOf(ConflictException.class)
                .hasMessage("Another process listens at " + path() + ".");
        assertThat(answers(path())).isTrue();
        assertThat(files()).containsExactly("serve.sock");
    }

    /** With a full backlog, a client that waits would hang, and one that does not is told to try again. */
    @Test
    void aProcessThatIsTooBusyToAnswerIsStillThere() throws IOException {
        List<SocketChannel> waiting = new ArrayList<>();
        try (ServerSocketChannel busy = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            busy.bind(UnixDomainSocketAddress.of(path()), 1);
            boolean room = true;
            while (room) {
                SocketChannel client = SocketChannel.open(StandardProtocolFamily.UNIX);
                waiting.add(client);
                client.configureBlocking(false);
                try {
                    client.connect(UnixDomainSocketAddress.of(path()));
                } catch (IOException e) {
                    room = false;
                }
            }
            assertThatThrownBy(() -> listen(path())).isInstanceOf(ConflictException.class);
        } finally {
            for (SocketChannel client : waiting) {
                client.close();
            }
        }
    }

    @Test
    void ofManyThatWantAnAbandonedNameAtOnceOneGetsIt() throws Exception {
        for (int round = 0; round < 30; round++) {
            abandoned(path());
            int processes = 4;
            CyclicBarrier start = new CyclicBarrier(processes);
            List<CompletableFuture<OpenPlace>> all = Stream.generate(() -> CompletableFuture.supplyAsync(
                            () -> {
                                await(start);
                                return new UnixPlace(path()).open(MINE);
                            },
                            task -> new Thread(task).start()))
                    .limit(processes)
                    .toList();
            List<OpenPlace> winners = new ArrayList<>();
            for (CompletableFuture<OpenPlace> each : all) {
                try {
                    winners.add(each.join());
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(ConflictException.class);
                }
            }
            assertThat(winners).hasSize(1);
            assertThat(answers(path())).isTrue();
            winners.forEach(OpenPlace::close);
            assertThat(files()).isEmpty();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** A process that was killed may have left the file of its lock. It does not hold the lock any more. */
    @Test
    void aFileOfALockThatNobodyHoldsIsNoObstacle() throws IOException {
        Files.createFile(folder.resolve(".serve.sock.lock"));
        listen(path());

        assertThat(answers(path())).isTrue();
        assertThat(files()).containsExactly("serve.sock");
    }

    @Test
    void aProcessThatIsMakingTheSocketIsAConflict() throws IOException {
        try (FileChannel held = FileChannel.open(
                folder.resolve(".serve.sock.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            assertThat(held.lock().isValid()).isTrue();
            assertThatThrownBy(() -> listen(path())).isInstanceOf(ConflictException.class);
            assertThat(path()).doesNotExist();
        }
    }

    @Test
    void whatIsNoSocketIsRefusedAndKept() throws IOException {
        Files.writeString(path(), "mine");
        assertThatThrownBy(() -> listen(path()))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessage(path() + " is a regular file, not a socket.");
        assertThat(path()).hasContent("mine");

        Files.delete(path());
        Files.createSymbolicLink(path(), folder.resolve("target"));
        assertThatThrownBy(() -> listen(path()))
                .isInstanceOf(UnsafeFileException.class)
                .hasMessage(path() + " is a link, not a socket.");
        assertThat(Files.exists(folder.resolve("target"), LinkOption.NOFOLLOW_LINKS))
                .isFalse();
        assertThat(files()).containsExactly("serve.sock");
    }

    @Test
    void aFolderInWhichOthersCouldReplaceTheSocketIsRefused() throws IOException {
        for (String mode : List.of("rwxrwx---", "rwx----wx", "rwxrwxrwx")) {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
            assertThatThrownBy(() -> listen(path())).isInstanceOf(UnsafeFileException.class);
        }
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertThat(files()).isEmpty();
    }

    @Test
    void aFolderMustExist() {
        assertThatThrownBy(() -> listen(folder.resolve("none/serve.sock")))
                .isInstanceOf(NotFoundException.class)
                .hasMessage("There is no folder " + folder.resolve("none") + ".");
    }

    @Test
    void aPathIsAsLongAsTheKernelAllows() throws IOException {
        String longest = "s".repeat(106 - folder.toString().length() - 1);
        listen(folder.resolve(longest));
        assertThat(answers(folder.resolve(longest))).isTrue();

        Path tooLong = folder.resolve(longest + "s");
        assertThatThrownBy(() -> listen(tooLong))
                .isInstanceOf(UsageException.class)
                .hasMessage("The path of a Unix socket can have at most 106 bytes. " + tooLong + " has 107.");
        assertThatThrownBy(() -> listen(folder.resolve("ü".repeat(50)))).isInstanceOf(UsageException.class);
        assertThat(files()).containsExactly(longest);
    }

    @Test
    void theNameIsNotTakenFromAnotherProcessAtTheEnd() throws IOException {
        OpenPlace first = listen(path());
        Files.delete(path());
        listen(path());
        first.close();

        assertThat(answers(path())).isTrue();
    }
}
