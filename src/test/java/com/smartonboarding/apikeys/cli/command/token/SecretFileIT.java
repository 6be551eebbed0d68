package com.smartonboarding.apikeys.cli.command.token;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The disk fails while a code is written to its file. If the file is there, its code works; if it is not, the tool does
 * not claim so.
 */
class SecretFileIT {
    private final Home home;
    private final Cli cli;
    private final Path secrets;
    private final Path file;

    SecretFileIT(Home home) throws Exception {
        Skip.unlessInstalled("strace");
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
        secrets = Files.createDirectory(
                home.folder().resolve("sec"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        file = secrets.resolve("f");
    }

    /** One run in which a system call fails on the file, its draft, or their folder. */
    private Run.Ended failing(String call, String fault, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of("-f", "-qq", "-o", "/dev/null", "-P", file.toString()));
        command.addAll(List.of("-P", file.resolveSibling(".f.draft").toString()));
        command.addAll(List.of("-P", secrets.toString(), "-e", "signal=none"));
        command.addAll(List.of("-e", "trace=" + call, "-e", "inject=" + call + ":" + fault));
        command.add(Installation.LAUNCHER.toString());
        command.addAll(List.of(arguments));
        command.addAll(List.of("--secret-file", file.toString()));
        Run.Ended run =
                home.on(Run.of("strace", command.toArray(String[]::new))).end();
        if (run.err().contains("PTRACE")) {
            Skip.aloud("strace may not trace here: " + run.err());
        }
        return run;
    }

    private void assertVerifies(String what) throws Exception {
        assertThat(cli.inPipe(Files.readString(file))
                        .run("verify", "--no-touch", "-q")
                        .exitCode())
                .as("the code in the file, %s", what)
                .isZero();
        cli.inPipe();
    }

    private List<String> inFolder() throws Exception {
        try (Stream<Path> names = Files.list(secrets)) {
            return names.map(path -> path.getFileName().toString()).sorted().toList();
        }
    }

    private String statuses() {
        return cli.run("list", "--columns", "label,status").exits(ExitCode.OK).out();
    }

    @ParameterizedTest
    @CsvSource({
        // The space is allocated before a token is made, so there is nothing to revoke.
        "fsync, error=EIO:when=1, STORAGE, ''",
        "write, error=ENOSPC:when=1, STORAGE, ''",
        "openat, error=EACCES:when=1, DENIED, ''",
        // The content is not on disk, or the file does not have its name.
        "fsync, error=EIO:when=2, UNDELIVERED, Revoked",
        "rename, error=EIO:when=1, UNDELIVERED, Revoked",
        // The file is complete and has its name, so its token stays active.
        "fsync, error=EIO:when=3, OUTCOME_UNKNOWN, Active",
        "unlink, error=EIO:when=1, OK, Active",
    })
    void codeIsInItsFileAndWorksOrIsNotThere(String call, String fault, ExitCode expected, String status)
            throws Exception {
        Run.Ended run = failing(call, fault, "generate", "--label", "ci");

        assertExit(run, expected);
        assertThat(statuses()).isEqualTo(status.isEmpty() ? "" : "ci\t" + status + "\n");
        if (status.equals("Active")) {
            assertThat(inFolder()).containsExactly("f");
            assertVerifies(run.err());
        } else {
            assertThat(inFolder()).isEmpty();
            assertThat(run.err().contains("Nothing was changed.")).as(run.err()).isEqualTo(status.isEmpty());
            assertThat(run.err().contains("so the token was revoked"))
                    .as(run.err())
                    .isEqualTo(!status.isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fsync, error=EIO:when=1",
        "fsync, error=EIO:when=2",
        "rename, error=EIO:when=1",
        "fsync, error=EIO:when=3",
        "fsync, error=EIO:when=1+",
        "fsync, error=EIO:when=3+",
    })
    void deployedCodeIsNeverReplacedByOneThatDoesNotWork(String call, String fault) throws Exception {
        cli.run("generate", "--label", "ci", "--secret-file", file.toString()).exits(ExitCode.OK);
        String deployed = Files.readString(file);

        Run.Ended run = failing(call, fault, "rotate", "ci", "--grace", "0", "--yes", "--force");

        assertThat(run.code()).as(run.err()).isNotZero();
        assertThat(inFolder()).containsExactly("f");
        assertVerifies(run.err());
        assertThat(cli.inPipe(deployed).run("verify", "--no-touch", "-q").exitCode())
                .as("the code that was deployed before: %s", run.err())
                .isZero();
    }

    @Test
    void killedWriterLeavesADraftThatTheNextOneRemoves() throws Exception {
        Run.Ended run = failing("rename", "signal=KILL:when=1", "generate", "--label", "ci", "--request-id", "r");
        assertThat(run.code()).isNotZero();
        assertThat(inFolder()).containsExactly(".f.draft");

        cli.run("generate", "--label", "ci", "--request-id", "r", "--secret-file", file.toString())
                .exits(ExitCode.OK);

        assertThat(inFolder()).containsExactly("f");
        assertVerifies("after a kill");
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate --label ci", "rotate ci"})
    void codeThatADeadCallLeftInItsFileIsTakenForDelivered(String command) throws Exception {
        if (command.startsWith("rotate")) {
            cli.run("generate", "--label", "ci", "--once").exits(ExitCode.OK);
        }
        String request = command + (command.startsWith("generate") ? " --once" : "") + " --request-id r";
        Run.Ended run = failing("fsync", "signal=KILL:when=3", request.split(" "));
        assertThat(run.code()).isNotZero();
        String code = Files.readString(file);
        String[] again = (request + " --secret-file " + file).split(" ");

        cli.run(again).exits(ExitCode.OK);
        assertThat(file).hasContent(code.strip());
        assertVerifies("after the repetition");
        Files.delete(file);
        assertThat(cli.run(again).exits(ExitCode.CONFLICT).err()).contains("was delivered");
        assertThat(cli.inPipe(code).run("verify", "--no-touch", "-q").exitCode())
                .isZero();
    }

    @Test
    void ofTwoAtOnceOneWritesTheFileAndTheOtherMakesNoToken() throws Exception {
        List<Run.Started> both = new ArrayList<>();
        for (String label : List.of("a", "b")) {
            both.add(home.on(Run.of(Installation.LAUNCHER, "generate", "-l", label, "--secret-file", file.toString()))
                    .start());
        }
        List<Integer> codes = new ArrayList<>();
        for (Run.Started each : both) {
            codes.add(each.end().code());
        }

        assertThat(codes).contains(0);
        assertThat(codes.stream().filter(code -> code != 0))
                .allMatch(code -> code == ExitCode.UNDELIVERED.number() || code == ExitCode.CONFLICT.number());
        assertThat(codes.stream().filter(code -> code == 0)).hasSize(1);
        assertThat(inFolder()).containsExactly("f");
        assertVerifies("of the one that won");
    }
}
