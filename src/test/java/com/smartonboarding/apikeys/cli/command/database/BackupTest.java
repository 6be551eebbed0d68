package com.smartonboarding.apikeys.cli.command.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.FreshHome;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.DeniedException;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.service.backup.BackupMaker;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.store.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** {@code backup} makes a whole and private copy, or none. */
@ExtendWith(FreshHome.class)
class BackupTest {
    private final Cli cli;
    private final String code;
    private final Path file;

    BackupTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        file = cli.home().resolve("copy");
    }

    private Cli.Result backup(String... arguments) {
        return cli.run(Stream.concat(Stream.of("backup"), Stream.of(arguments)).toArray(String[]::new));
    }

    private List<String> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertWorks(Path copy) {
        cli.run("audit", "verify", "-q", "--database", copy.toString()).exits(ExitCode.OK);
        assertThat(cli.run("show", "ci", "-q", "--database", copy.toString())
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo(code);
    }

    @Test
    void theCopyIsPrivateWholeAndRecorded() throws IOException {
        Cli.Result made = backup(file.toString()).exits(ExitCode.OK);

        assertThat(made.out()).isEmpty();
        assertThat(made.err()).isEqualTo("Backed up 1 token and 2 events to " + file + ", and verified the copy.\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(cli.run("audit", "list", "--action", "backup").out()).contains("to " + file);
        assertThat(files(cli.home())).contains("copy").noneMatch(name -> name.endsWith(".part"));
        assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).doesNotContain(code);
        assertWorks(file);
    }

    @Test
    void anExistingFileALinkAndAnOpenFolderAreRefusedAndStay() throws IOException {
        Files.writeString(file, "mine");
        backup(file.toString()).exits(ExitCode.CONFLICT);
        assertThat(file).hasContent("mine");

        Path link = Files.createSymbolicLink(cli.home().resolve("link"), file);
        backup(link.toString()).exits(ExitCode.UNSAFE_FILES);

        Path open = Files.createDirectory(cli.home().resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));
        backup(open.resolve("copy").toString()).exits(ExitCode.UNSAFE_FILES);
        assertThat(open).isEmptyDirectory();

        backup(cli.home().resolve("nowhere/copy").toString()).exits(ExitCode.NOT_FOUND);
        backup(cli.database().toString()).exits(ExitCode.USAGE);
        backup(cli.keyFile().toString()).exits(ExitCode.USAGE);
        assertThat(cli.run("audit", "list", "--action", "backup").out()).isEmpty();
    }

    @Test
    void combinationsThatMakeNoSenseAreRefused() {
        backup().exits(ExitCode.USAGE);
        backup("a", "--to-dir", "b").exits(ExitCode.USAGE);
        backup("a", "--keep", "3").exits(ExitCode.USAGE);
        backup("--to-dir", cli.home().toString(), "--keep", "0").exits(ExitCode.USAGE);
        backup("-", "-o", "json").exits(ExitCode.USAGE);
        cli.atTerminal(80, "");
        backup("-").exits(ExitCode.USAGE);
    }

    @Test
    void standardOutputGetsTheWholeCopyAndNothingStays() throws IOException {
        List<String> before = files(cli.database().resolveSibling("."));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        cli.run(out, "backup", "-").exits(ExitCode.OK);

        assertThat(files(cli.database().resolveSibling("."))).isEqualTo(before);
        Files.write(
                Files.createFile(
                        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))),
                out.toByteArray());
        assertWorks(file);
    }

    @Test
    void aTamperedDatabaseIsNotBackedUp() {
        new RawDatabase(cli.database()).execute("UPDATE token SET label = 'evil'");

        backup(file.toString()).exits(ExitCode.INTEGRITY);

        assertThat(files(cli.home())).noneMatch(name -> name.contains("copy"));
    }

    /** Through sudo, the actor is not the account that owns the files. */
    @Test
    void whoDoesNotOwnTheFilesNeedsTheRole() {
        long me = ProcessIds.read().filesystem();
        AuditActor bob = new AuditActor(me + 1, "bob", me + 2, "sudo", null, null, "test");
        KeyFile keys = KeyFile.read(cli.keyFile());
        Session session = new Session(
                new Database(cli.database(), keys, Duration.ofSeconds(30)),
                bob,
                new Accounts(),
                Clock.systemUTC(),
                SecureRandom::new,
                Policy.NONE);
        BackupMaker maker = new BackupMaker(session, new FileGuard(me, true), copied -> {}, checked -> {});

        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> maker.toFile(file))
                .withMessageContaining("'backup' needs the System Administrator role");
        assertThat(file).doesNotExist();
        assertThat(cli.run("audit", "list", "--denied").out()).contains("backup");
    }

    @Test
    void whatACrashLeftIsRemovedAndWhatIsNotOursStays() throws IOException {
        Path left = Files.copy(cli.database(), cli.home().resolve(".copy.part"));
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-------"));
        Files.writeString(cli.home().resolve(".copy.part-journal"), "hot");
        Files.setPosixFilePermissions(
                cli.home().resolve(".copy.part-journal"), PosixFilePermissions.fromString("rw-------"));
        backup(file.toString()).exits(ExitCode.OK);
        assertThat(files(cli.home())).noneMatch(name -> name.contains(".part"));
        assertWorks(file);

        Files.delete(file);
        Files.writeString(left, "my notes");
        Files.setPosixFilePermissions(left, PosixFilePermissions.fromString("rw-------"));
        assertThat(backup(file.toString()).exits(ExitCode.STORAGE).err()).contains(".copy.part");
        assertThat(left).hasContent("my notes");
    }

    @Test
    void onlyOlderBackupsOfTheSameDatabaseThatAreWholeAreDeleted() throws IOException {
        Path folder = Files.createDirectory(
                cli.home().resolve("backups"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path other = cli.home().resolve("other.db");
        cli.run("init", "--database", other.toString()).exits(ExitCode.OK);
        String[] toFolder = {"--to-dir", folder.toString(), "--keep", "2"};
        cli.at(Cli.START.plusSeconds(1));
        cli.run("backup", "--to-dir", folder.toString(), "--database", other.toString())
                .exits(ExitCode.OK);
        for (int day = 2; day <= 4; day++) {
            cli.at(Cli.START.plusSeconds(day));
            backup(toFolder).exits(ExitCode.OK);
        }
        Files.writeString(folder.resolve("notes"), "mine");
        assertThat(files(folder))
                .containsExactly(
                        "apikeys-20261123T090001.000Z.db",
                        "apikeys-20261123T090003.000Z.db",
                        "apikeys-20261123T090004.000Z.db",
                        "notes");

        new RawDatabase(folder.resolve("apikeys-20261123T090003.000Z.db")).execute("UPDATE token SET label = 'evil'");
        cli.at(Cli.START.plusSeconds(5));
        Cli.Result made = backup(toFolder).exits(ExitCode.OK);

        assertThat(made.err()).contains("An older backup was not deleted");
        assertThat(files(folder)).hasSize(5).contains("apikeys-20261123T090003.000Z.db");
    }

    @Test
    void everyCopyVerifiesWhileOthersWrite() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        List<CompletableFuture<Integer>> writers = IntStream.range(0, 3)
                .mapToObj(writer -> CompletableFuture.supplyAsync(() -> {
                    int made = 0;
                    while (!over.get()) {
                        cli.run("generate", "--label", "w" + writer + "-" + made)
                                .exits(ExitCode.OK);
                        made++;
                    }
                    return made;
                }))
                .toList();
        TreeMap<Integer, Path> copies = new TreeMap<>();
        try {
            for (int i = 0; i < 5; i++) {
                Path copy = cli.home().resolve("copy-" + i);
                backup(copy.toString()).exits(ExitCode.OK);
                copies.put(i, copy);
            }
        } finally {
            over.set(true);
        }
        int all = 1;
        for (CompletableFuture<Integer> writer : writers) {
            all += writer.get();
        }
        copies.values().forEach(this::assertWorks);
        assertThat(cli.run("list", "-o", "ids").out().lines()).hasSize(all).doesNotHaveDuplicates();
    }
}
