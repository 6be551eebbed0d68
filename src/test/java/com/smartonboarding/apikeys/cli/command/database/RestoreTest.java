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
import com.smartonboarding.apikeys.service.backup.Restorer;
import com.smartonboarding.apikeys.service.policy.Policy;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.OlderSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code restore} puts back a whole backup, loses nothing unasked, and keeps the former database. */
@ExtendWith(FreshHome.class)
class RestoreTest {
    private final Cli cli;
    private final String code;
    private final Path backup;

    RestoreTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        backup = cli.home().resolve("copy");
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
    }

    private Cli.Result restore(String... options) {
        return cli.run(Stream.concat(Stream.of("restore", backup.toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(cli.database().resolveSibling("."))) {
            return files.map(each -> each.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path former() {
        return cli.database()
                .resolveSibling(files().stream()
                        .filter(name -> name.contains(".before-restore-") && !name.endsWith("-journal"))
                        .findAny()
                        .orElseThrow());
    }

    private void assertWorks() {
        cli.inPipe().run("audit", "verify", "-q").exits(ExitCode.OK);
        assertThat(cli.run("show", "ci", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        cli.run("generate", "--label", "after").exits(ExitCode.OK);
        cli.run("audit", "verify", "-q").exits(ExitCode.OK);
        assertThat(files()).noneMatch(name -> name.startsWith("."));
    }

    /** Leaves nothing but the key file, as on a new machine. */
    private void loseMachine() throws IOException {
        Files.delete(cli.database());
        Files.deleteIfExists(cli.anchor());
        Files.deleteIfExists(Path.of(cli.database() + ".reserve"));
    }

    @Test
    void anOlderBackupIsRefusedAndTheMessageSaysWhatWouldBeLost() throws IOException {
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        cli.run("generate", "--label", "new").exits(ExitCode.OK);
        byte[] before = Files.readAllBytes(cli.database());

        Cli.Result refused = restore().exits(ExitCode.CONFLICT);

        assertThat(refused.err())
                .contains(
                        backup + " lacks 3 events of the present database since 2026-11-23T09:00:00Z.",
                        "1 token that does not work now would work again: ci (",
                        "1 token that was generated since would be unknown.",
                        "Nothing was changed.",
                        "--rollback");
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(files()).containsExactly("apikeys.db", "apikeys.db.reserve");
    }

    @Test
    void tokensThatDoNotWorkForAnyReasonAreNamed() throws IOException {
        for (String label : List.of("disabled", "expired", "purged", "rotated", "used", "short")) {
            cli.run("generate", "--label", label, "--expires-in", label.equals("short") ? "1h" : "90d")
                    .exits(ExitCode.OK);
        }
        Files.delete(backup);
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        cli.run("disable", "disabled", "-y").exits(ExitCode.OK);
        cli.run("edit", "expired", "--expires-in", "2h").exits(ExitCode.OK);
        cli.run("revoke", "purged", "-y").exits(ExitCode.OK);
        cli.run("rotate", "rotated", "--grace", "2h").exits(ExitCode.OK);
        cli.run("edit", "used", "--description", "still Active").exits(ExitCode.OK);
        cli.run("edit", "short", "--description", "expired in the backup, too").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(3)));
        cli.run("purge", "--revoked-before", "2026-11-23T11:00:00Z", "-y").exits(ExitCode.OK);
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);

        assertThat(restore().exits(ExitCode.CONFLICT).err())
                .contains("5 tokens that do not work now would work again: ")
                .contains("ci (", "disabled (", "expired (", "purged (", "rotated (")
                .doesNotContain("used (", "short (");
    }

    /** An earlier restore left both databases with events that the other one lacks. */
    @Test
    void aTokenThatOnlyTheBackupEnabledIsNamed() {
        cli.run("disable", "ci", "-y").exits(ExitCode.OK);
        Path disabled = cli.home().resolve("disabled");
        cli.run("backup", disabled.toString()).exits(ExitCode.OK);
        cli.run("enable", "ci", "-y").exits(ExitCode.OK);
        cli.run("generate", "--label", "gone").exits(ExitCode.OK);
        Path enabled = cli.home().resolve("enabled");
        cli.run("backup", enabled.toString()).exits(ExitCode.OK);
        cli.run("restore", disabled.toString(), "--rollback", "-y").exits(ExitCode.OK);

        assertThat(cli.run("restore", enabled.toString())
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("2 tokens that do not work now would work again: ", "ci (", "gone (");
    }

    @Test
    void rollbackKeepsTheFormerDatabaseAndIsRecorded() throws IOException {
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);

        Cli.Result made = restore("--rollback", "-y").exits(ExitCode.OK);

        assertThat(made.out()).isEmpty();
        assertThat(made.err()).contains("Restored 1 token and 2 events from " + backup, "The former database is ");
        assertThat(cli.run("audit", "list", "--action", "restore").out())
                .startsWith("3\t")
                .contains("from " + backup + ", instead of event 4 of 2026-11-23T09:00:00Z");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.database())))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(former())))
                .isEqualTo("rw-------");
        assertThat(cli.run("list", "--columns", "status", "--no-header", "--database", former().toString())
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo("Revoked");
        assertWorks();
    }

    @Test
    void rollbackNeedsAYes() {
        restore("--rollback").exits(ExitCode.DECLINED);
        cli.atTerminal(80, "n\n");
        restore("--rollback").exits(ExitCode.DECLINED);
        assertThat(files()).containsExactly("apikeys.db", "apikeys.db.reserve");
        cli.atTerminal(200, "y\n");
        assertThat(restore("--rollback").exits(ExitCode.OK).err()).contains("Restore it? [y/N]");
        assertWorks();
    }

    @Test
    void dryRunChangesNothing() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());

        restore("--dry-run").exits(ExitCode.CONFLICT);
        Cli.Result said = restore("--dry-run", "--rollback").exits(ExitCode.OK);

        assertThat(said.err()).contains("lacks 1 event", "Would restore 1 token", "Nothing was changed.");
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(files()).containsExactly("apikeys.db", "apikeys.db.reserve");
    }

    @Test
    void whereThereIsNoDatabaseTheKeyFileIsEnough() throws IOException {
        loseMachine();
        Files.delete(cli.database().getParent());

        assertThat(restore().exits(ExitCode.OK).err()).doesNotContain("former");

        assertThat(PosixFilePermissions.toString(
                        Files.getPosixFilePermissions(cli.database().getParent())))
                .isEqualTo("rwx------");
        assertWorks();
        assertThat(files()).containsExactly("apikeys.db", "apikeys.db.reserve");
    }

    @Test
    void standardInputIsRestoredToo() throws IOException {
        loseMachine();
        cli.inPipe(Files.readAllBytes(backup)).run("restore", "-").exits(ExitCode.OK);
        assertWorks();
    }

    @Test
    void theKeyFileMustFit() throws IOException {
        Path keys = cli.home().resolve("keys");
        Files.move(cli.keyFile(), keys);
        restore().exits(ExitCode.WRONG_KEY);
        loseMachine();
        cli.run("init").exits(ExitCode.OK); // makes another key file
        Files.delete(cli.database());

        assertThat(restore().exits(ExitCode.WRONG_KEY).err())
                .contains(
                        "The key file does not hold the key", backup + ". It belongs to another database", "--key-file")
                .doesNotContain(".part");
        assertThat(files()).containsExactly("apikeys.db.reserve");
    }

    @Test
    void backupWithADroppedKeyIsRefusedAndTheMessageSaysWhenItWasDropped() {
        String key = KeyFile.read(cli.keyFile()).newest().id();
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);
        cli.run("key", "rekey", "-q").exits(ExitCode.OK);
        cli.at(Cli.START.plusSeconds(60)).run("key", "drop", key, "-y").exits(ExitCode.OK);

        assertThat(restore("--rollback", "-y").exits(ExitCode.WRONG_KEY).err())
                .contains(backup + " needs the key " + key + ", which was dropped at 2026-11-23T09:01:00Z.")
                .contains("Use a newer backup.")
                .doesNotContain("--key-file");
    }

    @Test
    void aDamagedBackupIsRefused() throws IOException {
        loseMachine();
        new RawDatabase(backup).execute("UPDATE token SET label = 'evil'");
        assertThat(restore().exits(ExitCode.INTEGRITY).err())
                .contains(backup + " cannot be restored: ")
                .contains("Use another backup.")
                .doesNotContain(".part");
        Files.writeString(backup, "nonsense");
        restore().exits(ExitCode.INTEGRITY);
        Files.write(backup, new byte[0]);
        restore().exits(ExitCode.INTEGRITY);
        Files.delete(backup);
        restore().exits(ExitCode.NOT_FOUND);
        assertThat(files()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aBackupOfAnOlderVersionIsUpgraded(int version) throws IOException {
        loseMachine();
        OlderSchema.rewrite(backup, cli.keyFile(), version);

        restore().exits(ExitCode.OK);

        assertThat(cli.run("audit", "list", "--reverse", "--limit", "2").out())
                .contains("\trestore\t", "\tupgrade\t", "schema " + version + " to ")
                .doesNotContain("; copy");
        assertWorks();
        assertThat(files()).containsExactly("apikeys.db", "apikeys.db.reserve");
    }

    @Test
    @Timeout(60)
    void whatIsNoRegularFileIsRefused() throws Exception {
        Path pipe = cli.home().resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor())
                .isZero();
        for (String each : List.of("/dev/zero", pipe.toString(), cli.home().toString())) {
            assertThat(cli.run("restore", each).exits(ExitCode.USAGE).err())
                    .contains(each + " is not a regular file", "Nothing was changed.", "For a pipe, use -.");
        }
        Files.createSymbolicLink(cli.home().resolve("link"), backup);
        cli.run("restore", cli.home().resolve("link").toString(), "--rollback", "-y")
                .exits(ExitCode.OK);
    }

    @Test
    void theDatabaseItselfAndAnotherDatabaseAreRefused() throws IOException {
        cli.run("restore", cli.database().toString()).exits(ExitCode.USAGE);
        Path other = cli.home().resolve("other.db");
        cli.run("init", "--database", other.toString()).exits(ExitCode.OK);

        assertThat(restore("--rollback", "-y", "--database", other.toString())
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("is a backup of the database");
    }

    @Test
    void aNewerBackupNeedsNoRollback() throws IOException {
        byte[] older = Files.readAllBytes(cli.database());
        cli.run("generate", "--label", "later").exits(ExitCode.OK);
        Path newer = cli.home().resolve("newer");
        cli.run("backup", newer.toString()).exits(ExitCode.OK);
        Files.delete(cli.anchor());
        Files.write(cli.database(), older);

        cli.run("restore", newer.toString()).exits(ExitCode.OK);

        assertThat(cli.run("list", "-o", "ids").out().lines()).hasSize(2);
        assertWorks();
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 4096, 0})
    void aDamagedDatabaseIsReplacedWhateverIsWrongWithIt(int at) throws IOException {
        byte[] damaged = Files.readAllBytes(cli.database());
        if (at == 0) {
            damaged = "text".getBytes(StandardCharsets.UTF_8);
        } else {
            Arrays.fill(damaged, at, at == 3 ? 4 : damaged.length, (byte) 7);
        }
        Files.write(cli.database(), damaged);
        cli.run("list").exits(ExitCode.INTEGRITY);
        assertThat(restore().exits(ExitCode.CONFLICT).err())
                .contains(
                        "lacks event 3, which the anchor file beside the key file shows",
                        "It is not known which tokens");

        assertThat(restore("--rollback", "-y").exits(ExitCode.OK).err())
                .contains("The present database cannot be read", "lacks event 3");

        assertThat(former()).hasBinaryContent(damaged);
        assertWorks();
    }

    /** Without an anchor nothing shows that the backup is older. */
    @Test
    void aDamagedDatabaseWithoutAnAnchorNeedsNoRollback() throws IOException {
        Files.writeString(cli.database(), "text");
        Files.delete(cli.anchor());
        restore().exits(ExitCode.OK);
        assertWorks();
    }

    @Test
    void aRowThatWasTamperedWithDoesNotHideWhatWouldBeLost() {
        new RawDatabase(cli.database()).execute("UPDATE token SET label = 'evil'");
        cli.run("list").exits(ExitCode.INTEGRITY);

        assertThat(restore().exits(ExitCode.CONFLICT).err()).contains("lacks 1 event of the present database");
        restore("--rollback", "-y").exits(ExitCode.OK);
        assertWorks();
    }

    @Test
    void theJournalOfTheOldDatabaseIsNotAppliedToTheNewOne() throws IOException {
        Path journal = Path.of(cli.database() + "-journal");
        byte[] hot = hotJournal();
        for (boolean lost : List.of(true, false)) {
            if (lost) {
                loseMachine();
            } else {
                Files.writeString(cli.database(), "damaged");
                Files.deleteIfExists(cli.anchor());
            }
            Files.write(journal, hot);
            Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-------"));

            restore().exits(ExitCode.OK);

            assertThat(journal).doesNotExist();
            // Of a database that is there, it was rolled back.
            assertThat(files().stream().anyMatch(name -> name.matches("apikeys\\.db\\.before-restore-.*Z-journal")))
                    .isEqualTo(lost);
            cli.run("audit", "verify", "-q").exits(ExitCode.OK);
            try (Stream<Path> files = Files.list(cli.database().getParent())) {
                files.filter(each -> each.toString().contains("before-restore"))
                        .forEach(each -> each.toFile().delete());
            }
        }
        // The control: beside a backup that is put there by hand, the journal destroys it.
        Files.copy(backup, cli.database(), StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
        Files.delete(cli.anchor());
        Files.write(journal, hot);
        Files.setPosixFilePermissions(journal, PosixFilePermissions.fromString("rw-------"));
        cli.run("audit", "verify", "-q").exits(ExitCode.INTEGRITY);
    }

    /** A journal that rolls back all pages to nonsense. */
    private byte[] hotJournal() throws IOException {
        int pages = (int) (Files.size(backup) / 4096);
        ByteBuffer journal = ByteBuffer.allocate(512 + pages * (4096 + 8));
        journal.putLong(0xd9d505f920a163d7L)
                .putInt(pages)
                .putInt(0)
                .putInt(pages)
                .putInt(512)
                .putInt(4096);
        for (int page = 1; page <= pages; page++) {
            byte[] content = new byte[4096];
            if (page == 1) {
                System.arraycopy(Files.readAllBytes(backup), 0, content, 0, 4096);
            }
            int sum = 0; // the nonce
            for (int at = 4096 - 200; at > 0; at -= 200) {
                sum += content[at] & 0xff;
            }
            journal.position(512 + (page - 1) * (4096 + 8));
            journal.putInt(page).put(content).putInt(sum);
        }
        return journal.array();
    }

    @Test
    void anAnchorFromElsewhereRefusesAnOlderBackup() throws IOException {
        Path anchors = Files.writeString(
                cli.home().resolve("anchors"), cli.run("audit", "head").out());
        loseMachine();

        assertThat(restore("--anchor", anchors.toString())
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("lacks event 3 of 2026-11-23T09:00:00Z, which an anchor kept elsewhere shows");
        assertThat(cli.database()).doesNotExist();
        restore("--anchor", anchors.toString(), "--rollback", "-y").exits(ExitCode.OK);
        assertWorks();
    }

    @Test
    void theAnchorBesideTheKeyFileRefusesAnOlderBackupThoughTheDatabaseIsLost() throws IOException {
        Files.delete(cli.database());
        restore().exits(ExitCode.CONFLICT);
        restore("--rollback", "-y").exits(ExitCode.OK);
        assertWorks();
    }

    /** Through sudo, the actor is not the account that owns the files. */
    @Test
    void whoDoesNotOwnTheFilesNeedsTheRole() throws IOException {
        long me = ProcessIds.read().filesystem();
        AuditActor bob = new AuditActor(me + 1, "bob", me + 2, "sudo", null, null, "test");
        Session session = new Session(
                new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ofSeconds(30)),
                bob,
                new Accounts(),
                Clock.systemUTC(),
                SecureRandom::new,
                Policy.NONE);
        Restorer restorer = new Restorer(session, new FileGuard(me, true), List.of(), copied -> {}, checked -> {});
        byte[] content = Files.readAllBytes(backup);

        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> restorer.restore(
                        "x", new ByteArrayInputStream(content), Restorer.Mode.ROLLING_BACK, false, lost -> {}))
                .withMessageContaining("'restore' needs the System Administrator role");
        assertThat(cli.run("audit", "list", "--denied").out()).contains("restore");

        cli.run("admins", "add", Long.toString(me + 1)).exits(ExitCode.OK);
        restorer.restore("x", new ByteArrayInputStream(content), Restorer.Mode.ROLLING_BACK, false, lost -> {});
        assertThat(cli.run("audit", "list", "--action", "restore").out()).contains("from x");

        Files.delete(cli.database());
        assertThatExceptionOfType(DeniedException.class)
                .isThrownBy(() -> restorer.restore(
                        "x", new ByteArrayInputStream(content), Restorer.Mode.ROLLING_BACK, false, lost -> {}))
                .withMessageContaining("Only root and the account");
        assertThat(files()).noneMatch(name -> name.equals("apikeys.db"));
    }
}
