package com.smartonboarding.apikeys.cli.caller;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.cli.setting.OwnFiles;
import com.smartonboarding.apikeys.cli.talk.SecretFile;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.files.UncertainException;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The caller's process gives only what the caller named, and the account's process believes it nothing but content. */
class AttendantTest {
    @TempDir
    private Path folder;

    private ServerSocketChannel server;
    private SocketChannel there;
    private Wire wire;

    @BeforeEach
    void connect() throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        UnixDomainSocketAddress place = UnixDomainSocketAddress.of(folder.resolve("socket"));
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX).bind(place);
        wire = new Wire(SocketChannel.open(place));
        there = server.accept();
    }

    @AfterEach
    void close() throws IOException {
        wire.close();
        there.close();
        server.close();
    }

    /** The account's end, where a process of a caller who typed this attends. */
    private Line typed(String... words) throws IOException {
        FilesHere files = new FilesHere(
                new OwnFiles(folder.resolve("own.db"), folder.resolve("own.key"), List.of()),
                new FileGuard(ProcessIds.read().filesystem(), true),
                Map.of());
        Attendant attendant = new Attendant(new Wire(there), files, new CommandWords(List.of(words)));
        Thread thread = new Thread(() -> {
            try (attendant) {
                attendant.serve();
            } catch (IOException e) {
                // The test has closed the connection.
            }
        });
        thread.setDaemon(true);
        thread.start();
        return new Line(wire);
    }

    /** The account's end, where a process answers this, whatever it is asked. */
    private Line answered(Line.Sent data) throws IOException {
        Wire answering = new Wire(there);
        data.to(answering);
        answering.flush();
        there.shutdownOutput();
        return new Line(wire);
    }

    private Path file(String name, String content) throws IOException {
        return Files.writeString(folder.resolve(name), content);
    }

    private static String read(Line line, String option, String word) throws IOException {
        line.ask(Request.READ, wire -> wire.put(option).put(word), Line.NOTHING);
        try (InputStream in = new ReadThere(line)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertRefused(ThrowingCall call) {
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(call::run)
                .satisfies(refused -> assertThat(refused.exitCode()).isEqualTo(ExitCode.DENIED))
                .withMessageContaining("names no such file");
    }

    private interface ThrowingCall {
        void run() throws IOException;
    }

    @Test
    void onlyWhatAnOptionNamesIsReadForIt() throws IOException {
        String labels = file("labels", "ci\n").toString();
        String other = file("other", "x").toString();
        Line line = typed("generate", "--label-file=" + labels, "--secret-file", other);

        assertThat(read(line, "--label-file", labels)).isEqualTo("ci\n");
        assertRefused(() -> read(line, "--label-file", other));
        assertRefused(() -> read(line, "--anchor", labels));
        assertRefused(() -> read(line, "--label-file", folder.resolve("own.key").toString()));
        assertThat(read(line, "--label-file", labels)).as("after the refusals").isEqualTo("ci\n");
    }

    @Test
    void onlyASecretFileIsWritten() throws IOException {
        String labels = file("labels", "ci\n").toString();
        Line line = typed(
                "generate",
                "--label-file",
                labels,
                "--secret-file",
                folder.resolve("code").toString());

        assertRefused(() -> secret(line, labels));
        SecretFile code = secret(line, folder.resolve("code").toString());
        code.open(8);
        code.fill("secret\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(folder.resolve("code")).doesNotExist();
        assertThat(code.publish(false)).isTrue();
        assertThat(folder.resolve("code")).hasContent("secret\n");
    }

    private static SecretFile secret(Line line, String word) {
        return line.askForFact(
                Request.SECRET_FILE,
                wire -> wire.put(word),
                wire -> new SecretFileThere(line, Path.of(wire.text()), wire.flag()));
    }

    @Test
    void whatIsNotPublishedIsGoneWhenTheAccountsProcessEnds() throws Exception {
        Line line = typed("rotate", "--secret-file", folder.resolve("code").toString());
        SecretFile code = secret(line, folder.resolve("code").toString());
        code.open(8);
        code.fill("secret\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(folder.resolve(".code.draft")).exists();

        wire.close();

        for (int i = 0; i < 100 && Files.exists(folder.resolve(".code.draft")); i++) {
            Thread.sleep(50);
        }
        assertThat(folder.resolve(".code.draft")).doesNotExist();
        assertThat(folder.resolve("code")).doesNotExist();
    }

    @Test
    void onlyPathsOfTheCommandLineAreSearched() throws IOException {
        Line line = typed("scan", "src");

        assertRefused(() -> line.askForFact(Request.SEARCH, wire -> wire.put(1).put(folder.toString()), Line.NOTHING));
    }

    @Test
    void aBackupIsDeletedOnlyIfThatWasAskedForAndItIsTheOneThatWasRead() throws IOException {
        String name = "apikeys-20260101T000000.000Z.db";
        Files.setPosixFilePermissions(file(name, "old"), PosixFilePermissions.fromString("rw-------"));
        Line line = typed("backup", "--to-dir", folder.toString(), "--keep", "1");
        line.askForFact(
                Request.BACKUP_INTO,
                wire -> wire.put(folder.toString()).put("apikeys-20260102T000000.000Z.db"),
                Wire::text);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> line.ask(Request.DELETE_OLDER_BACKUP, wire -> wire.put(name), Line.NOTHING))
                .withMessageContaining("replaced");
        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> line.ask(Request.READ_OLDER_BACKUP, wire -> wire.put("../" + name), Line.NOTHING));
        line.ask(Request.READ_OLDER_BACKUP, wire -> wire.put(name), Line.NOTHING);
        Files.writeString(folder.resolve(name), "another one");
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> line.ask(Request.DELETE_OLDER_BACKUP, wire -> wire.put(name), Line.NOTHING));
        line.ask(Request.READ_OLDER_BACKUP, wire -> wire.put(name), Line.NOTHING);
        line.ask(Request.DELETE_OLDER_BACKUP, wire -> wire.put(name), Line.NOTHING);
        assertThat(folder.resolve(name)).doesNotExist();
    }

    @Test
    void nobodyToAnswerIsNoFailureOfTheFile() throws IOException {
        Line line = answered(out -> out.put(Answer.DONE));
        SecretFile code = new SecretFileThere(line, Path.of("code"), false);

        code.fill(new byte[1]);
        assertThatExceptionOfType(UncertainException.class).isThrownBy(() -> code.publish(true));
    }

    @Test
    void anAnswerThatIsCutWhilePublishingIsNoFailureOfTheFile() throws IOException {
        Line line = answered(out -> out.put(Answer.ERROR));

        assertThatExceptionOfType(UncertainException.class)
                .isThrownBy(() -> new SecretFileThere(line, Path.of("code"), false).publish(true));
    }

    @Test
    void lengthsAreBounded() throws IOException {
        Line line = answered(out -> {
            out.put(Answer.DONE);
            out.put(Integer.MAX_VALUE);
        });

        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> new SecretFileThere(line, Path.of("code"), true).open(1));
    }

    @Test
    void aReportCanOnlyBeAboutFiles() throws IOException {
        Line line = answered(out -> {
            out.put(Answer.FAILED);
            out.put(ExitCode.LEAK_FOUND.number());
            out.put("x");
            out.put(false);
        });

        assertThatExceptionOfType(Failure.class)
                .isThrownBy(() -> line.ask(Request.MORE, wire -> {}, Line.NOTHING))
                .satisfies(failure -> assertThat(failure.exitCode()).isEqualTo(ExitCode.STORAGE));
    }

    @Test
    void aMatchThatIsNoCodeIsNotBelieved() throws IOException {
        Line line = answered(out -> {
            out.put(Answer.PART);
            out.put(SearchResults.MATCH);
            out.put("sok_no");
        });

        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> line.search(Request.SEARCH_FILES, new Tally(note -> {}, files -> {})));
    }
}
