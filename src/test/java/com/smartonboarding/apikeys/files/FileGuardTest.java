package com.smartonboarding.apikeys.files;

import static com.smartonboarding.apikeys.files.Sandbox.ME;
import static com.smartonboarding.apikeys.files.Sandbox.chmod;
import static com.smartonboarding.apikeys.files.Sandbox.file;
import static com.smartonboarding.apikeys.files.Sandbox.folder;
import static com.smartonboarding.apikeys.files.Sandbox.giveAway;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.smartonboarding.apikeys.cli.failure.Told;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.UnsafeFileException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileGuardTest {
    @TempDir
    Path top;

    private final FileGuard guard = new FileGuard(ME, true);
    private Path home;
    private Path database;

    @BeforeEach
    void aPrivateFolderWithADatabase() throws IOException {
        home = folder(top.resolve("home"), 0700);
        database = file(home.resolve("apikeys.db"), 0600);
    }

    @Test
    void aPrivateFileInAPrivateFolderIsAccepted() {
        assertThat(guard.check(database)).isTrue();
        assertThat(guard.checkDatabase(database)).isTrue();
    }

    @Test
    void aMissingFileAndAMissingFolderAreNotThere() {
        assertThat(guard.check(home.resolve("none"))).isFalse();
        assertThat(guard.checkDatabase(home.resolve("no/folder/apikeys.db"))).isFalse();
    }

    @Test
    void ofAllModesOfAFileThoseThatGiveNothingToOthersAreAccepted() throws IOException {
        List<Integer> accepted = new ArrayList<>();
        for (int mode = 0; mode <= 0777; mode++) {
            chmod(database, mode);
            if (accepts(database)) {
                accepted.add(mode);
            }
        }
        assertThat(accepted).containsExactly(0, 0100, 0200, 0300, 0400, 0500, 0600, 0700);
    }

    @Test
    void ofAllModesOfAFolderBelowTmpOnlyThePrivateOneIsAccepted() throws IOException {
        List<Integer> accepted = new ArrayList<>();
        for (int mode = 0; mode <= 0777; mode++) {
            chmod(home, mode);
            if (accepts(database)) {
                accepted.add(mode);
            }
        }
        chmod(home, 0700);
        assertThat(accepted).containsExactly(0700);
    }

    @Test
    void aFolderFurtherUpMayBeReadButNotWrittenByOthers() throws IOException {
        Path upper = folder(home.resolve("upper"), 0700);
        Path inner = file(folder(upper.resolve("inner"), 0700).resolve("apikeys.db"), 0600);
        for (int mode = 0; mode <= 0077; mode++) {
            chmod(upper, 0700 | mode);
            assertThat(accepts(inner)).as("mode %o", mode).isEqualTo((mode & 022) == 0);
        }
        chmod(upper, 0700);
    }

    @Test
    void theRefusalNamesPathOwnerModeAndTheMendingCommand() throws IOException {
        chmod(database, 0644);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.check(database))
                .withMessage(
                        "The file %s (owner uid %d, mode 0644) is open to group or others.".formatted(database, ME))
                .satisfies(failure -> assertThat(Told.by(failure)).endsWith(" Run: chmod 600 " + database))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.UNSAFE_FILES));
        chmod(database, 0600);
        chmod(home, 0770);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.check(database))
                .withMessageContaining("The folder " + home + " (owner uid " + ME + ", mode 0770)")
                .satisfies(failure -> assertThat(Told.by(failure))
                        .endsWith(" Below /tmp, chmod go-w " + home + " is not enough. Run: chmod 700 " + home));
    }

    @Test
    void aLinkInPlaceOfTheFileIsRefused() throws IOException {
        Path link = Files.createSymbolicLink(home.resolve("link.db"), database);
        assertRefused(link, "is a link", "readlink -f " + link);
        Files.delete(database);
        assertRefused(link, "is a link", "readlink -f " + link);
    }

    @Test
    void aSecondHardLinkIsRefused() throws IOException {
        Files.createLink(home.resolve("second"), database);
        assertRefused(database, "has 2 hard links", "-samefile " + database);
    }

    @Test
    void aNamedPipeAFolderAndADeviceAreRefused() throws Exception {
        assertRefused(Sandbox.pipe(home.resolve("pipe")), "is a named pipe", "ls -ldn");
        assertRefused(folder(home.resolve("folder"), 0700), "is a folder", "ls -ldn");
        assertRefused(Path.of("/dev/null"), "", "");
        assertRefused(Path.of("/"), "is a folder", "ls -ldn");
    }

    @Test
    void aFileOfAnotherOwnerIsRefused() throws IOException {
        giveAway(database);
        assertRefused(database, "does not belong to uid 0", "Run apikeys as uid 12345");
    }

    @Test
    void aFolderOfAnotherOwnerIsRefused() throws IOException {
        giveAway(home);
        assertRefused(database, "belongs neither to root nor to uid 0", "chown 0 " + home);
    }

    @Test
    void aFileOfTheAccountIsRefusedToAnybodyElse() {
        assumeTrue(ME == 0, "SKIPPED: only root can look into the private folder of another account");
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FileGuard(Sandbox.STRANGER, true).check(database));
    }

    @Test
    void aBarredFolderIsDeniedNotUnsafe() throws IOException {
        assumeTrue(ME != 0, "SKIPPED: nothing is barred to root");
        Path barred = folder(home.resolve("barred"), 0000);
        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> guard.check(barred.resolve("inner/apikeys.db")))
                .withMessageContaining("uid " + ME)
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.DENIED));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-journal", "-wal", "-shm", ".reserve"})
    void aSidecarThatMayBePlantedIsRefusedAndLeftAsItIs(String suffix) throws Exception {
        Path sidecar = file(home.resolve("apikeys.db" + suffix), 0600);
        assertThat(guard.checkDatabase(database)).isTrue();
        chmod(sidecar, 0644);
        assertSidecarRefused(sidecar);
        assertThat(sidecar).hasContent("content");
        Files.delete(sidecar);
        assertSidecarRefused(Files.createSymbolicLink(sidecar, database));
        Files.delete(sidecar);
        assertSidecarRefused(Files.createLink(sidecar, file(home.resolve("other"), 0600)));
        Files.delete(sidecar);
        assertSidecarRefused(Sandbox.pipe(sidecar));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-journal", "-wal", "-shm", ".reserve"})
    void aSidecarOfAnotherOwnerIsRefused(String suffix) throws IOException {
        assertSidecarRefused(giveAway(file(home.resolve("apikeys.db" + suffix), 0600)));
    }

    @Test
    void aPlantedSidecarIsRefusedEvenBeforeTheDatabaseExists() throws IOException {
        file(home.resolve("new.db-journal"), 0666);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.checkDatabase(home.resolve("new.db")));
    }

    @Test
    void aFileDirectlyInASharedFolderIsRefused() throws IOException {
        Path shared = chmod(folder(home.resolve("shared"), 0700), 0777);
        assertRefused(file(shared.resolve("apikeys.db"), 0600), "can be written by group or others", "chmod 700");
    }

    @Test
    void inASharedInstallationNothingBelowAStickyFolderIsAccepted() {
        assumeTrue(
                Sandbox.mode(Path.of("/tmp")) == 01777 && top.startsWith("/tmp"), "SKIPPED: /tmp is not sticky here");
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> new FileGuard(ME, false).check(database))
                .withMessageContaining("The folder /tmp (owner uid 0, mode 01777)")
                .satisfies(failure -> assertThat(Told.by(failure)).endsWith("mkdir -m 700 FOLDER"));
    }

    @Test
    void aStickyFolderOfAnybodyButRootIsNoExcuse() throws IOException {
        assumeTrue(ME != 0, "SKIPPED: here every folder is root's");
        Path sticky = folder(home.resolve("sticky"), 0700);
        Path inner = file(folder(sticky.resolve("inner"), 0700).resolve("apikeys.db"), 0600);
        Files.setAttribute(sticky, "unix:mode", 01777);
        assertRefused(inner, "can be written by group or others", "chmod go-w");
    }

    @Test
    void aSystemFileIsRootsAndEverybodyMayReadIt() {
        assertThat(guard.checkSystemFile(Path.of("/etc/passwd"))).isTrue();
        assertThat(guard.checkSystemFile(Path.of("/etc/no-such-folder/file"))).isFalse();
        assertThatExceptionOfType(UnsafeFileException.class).isThrownBy(() -> guard.checkSystemFile(database));
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.checkSystemFile(Path.of("/dev/stdin")))
                .withMessageContaining("is a link");
    }

    @Test
    void aPathWithControlCharactersIsShownHarmless() throws IOException {
        Path odd = file(home.resolve("it's\u001b[2J"), 0644);
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.check(odd))
                .satisfies(failure ->
                        assertThat(Told.by(failure)).endsWith("chmod 600 '" + home + "/it'\\''s\\u{1b}[2J'"));
    }

    private boolean accepts(Path path) {
        try {
            return guard.check(path);
        } catch (UnsafeFileException | DeniedException e) {
            return false;
        }
    }

    private void assertRefused(Path path, String fact, String remedy) {
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.check(path))
                .withMessageContaining(fact)
                .satisfies(failure -> assertThat(Told.by(failure)).contains(remedy));
    }

    private void assertSidecarRefused(Path sidecar) {
        assertThatExceptionOfType(UnsafeFileException.class)
                .isThrownBy(() -> guard.checkDatabase(database))
                .withMessageContaining("It may have been planted")
                .satisfies(failure -> assertThat(Told.by(failure))
                        .contains("ls -ldn " + sidecar + ";")
                        .endsWith("mv -n " + sidecar + " " + sidecar + ".suspect"));
    }

    @Test
    void journalThatComesAndGoesWithTheChangesOfOthersIsNoReasonToRefuse() throws Exception {
        Path journal = home.resolve("apikeys.db-journal");
        FileAttribute<?> mode = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Void> others = CompletableFuture.runAsync(() -> {
            while (!over.get()) {
                try {
                    Files.createFile(journal, mode);
                    Files.delete(journal);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        });
        try {
            for (int i = 0; i < 10_000; i++) {
                assertThat(guard.checkDatabase(database)).isTrue();
            }
        } finally {
            over.set(true);
            others.get();
        }
    }
}
