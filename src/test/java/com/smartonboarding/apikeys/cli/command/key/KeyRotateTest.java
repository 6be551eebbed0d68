package com.smartonboarding.apikeys.cli.command.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A new master key is used for new codes, and everything older stays as it is. */
class KeyRotateTest {
    private final Cli cli;
    private final RawDatabase database;
    private final String old;
    private final String first;

    KeyRotateTest(Cli cli) {
        this.cli = cli;
        this.database = new RawDatabase(cli.database());
        this.old = cli.run("generate", "--label", "old").exits(ExitCode.OK).line();
        this.first = newestKey();
    }

    private List<String> keys() {
        return KeyFile.read(cli.keyFile()).keys().stream().map(MasterKey::id).toList();
    }

    private String newestKey() {
        return keys().get(keys().size() - 1);
    }

    private String keyOf(String label) {
        return database.texts("SELECT key_id FROM token WHERE label = '" + label + "'")
                .get(0);
    }

    private void assertValid(String code) {
        cli.inPipe(code + "\n").run("verify").exits(ExitCode.OK);
        cli.inPipe("");
    }

    @Test
    void newCodesAreMadeWithTheNewKeyAndOldOnesStayValid() throws IOException {
        cli.run("key", "rotate").exits(ExitCode.OK);
        String fresh =
                cli.run("generate", "--label", "fresh").exits(ExitCode.OK).line();

        assertThat(keys()).hasSize(2).startsWith(first);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(cli.keyFile())))
                .isEqualTo("rw-------");
        assertThat(keyOf("old")).isEqualTo(first);
        assertThat(keyOf("fresh")).isEqualTo(newestKey()).isNotEqualTo(first);
        assertValid(old);
        assertValid(fresh);
        assertThat(cli.run("show", "old", "-q").line()).isEqualTo(old);
        assertThat(cli.run("show", "fresh", "-q").line()).isEqualTo(fresh);
        assertThat(cli.run("audit", "list", "--action", "key_rotate")
                        .exits(ExitCode.OK)
                        .out())
                .contains("key=" + newestKey());
        cli.run("audit", "verify").exits(ExitCode.OK);
        try (var files = Files.list(cli.keyFile().resolveSibling(""))) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().endsWith(".draft"));
        }
    }

    @Test
    void successorOfARotationIsMadeWithTheNewKey() {
        cli.run("key", "rotate", "-q").exits(ExitCode.OK);

        String successor = cli.run("rotate", "old").exits(ExitCode.OK).line();

        assertThat(database.texts("SELECT key_id FROM token WHERE predecessor_id IS NOT NULL"))
                .containsExactly(newestKey());
        assertValid(successor);
        assertValid(old);
    }

    @Test
    void verifierThatRunsReadsTheNewKeyWhenItNeedsIt() {
        List<Failure> failures = new ArrayList<>();
        try (TokenVerifier running = TokenVerifier.open(
                cli.database(), cli.keyFile(), Clock.fixed(Cli.START, ZoneOffset.UTC), failures::add)) {
            assertThat(running.verify(old).isValid()).isTrue();
            for (int i = 0; i < 3; i++) {
                cli.run("key", "rotate").exits(ExitCode.OK);
                String fresh = cli.run("generate", "--label", "fresh " + i)
                        .exits(ExitCode.OK)
                        .line();

                assertThat(running.verify(fresh).isValid()).isTrue();
                assertThat(running.verify(old).isValid()).isTrue();
            }
        }
        assertThat(failures).isEmpty();
    }

    /** The file is checked again before it is read again. */
    @Test
    void verifierThatRunsDoesNotReadAKeyFileThatOthersCanWrite() throws IOException {
        try (TokenVerifier running = TokenVerifier.open(
                cli.database(), cli.keyFile(), Clock.fixed(Cli.START, ZoneOffset.UTC), failure -> {})) {
            cli.run("key", "rotate").exits(ExitCode.OK);
            String fresh = cli.run("generate", "--label", "fresh").line();
            Files.setPosixFilePermissions(cli.keyFile(), PosixFilePermissions.fromString("rw-rw-rw-"));

            assertThat(catchThrowableOfType(Failure.class, () -> running.verify(fresh))
                            .exitCode())
                    .isEqualTo(ExitCode.UNSAFE_FILES);
        }
    }

    /** Not "unknown": the code is good, and the key file is what is wrong. */
    @Test
    void oldCopyOfTheKeyFileIsNamedAsTheCause() throws IOException {
        byte[] copy = Files.readAllBytes(cli.keyFile());
        cli.run("key", "rotate").exits(ExitCode.OK);
        String second = newestKey();
        String fresh = cli.run("generate", "--label", "fresh").line();
        Files.write(cli.keyFile(), copy);

        assertThat(cli.inPipe(fresh + "\n")
                        .run("verify")
                        .exits(ExitCode.WRONG_KEY)
                        .err())
                .contains("does not hold the key " + second, "Restore the newest copy of the key file.");
        assertThat(cli.inPipe("").run("show", "fresh").exits(ExitCode.WRONG_KEY).err())
                .contains("does not hold the key " + second);
        assertValid(old);
        assertThat(cli.run("key", "list").exits(ExitCode.OK))
                .satisfies(result -> assertThat(result.out()).contains(second + "\t\tfalse\tfalse\t1\t0\n"))
                .satisfies(result -> assertThat(result.err()).contains("does not hold the key " + second));
    }

    /** As if the process had ended between the two. */
    @Test
    void keyWithoutAnEventIsUsedAndTheNextRotationWorks() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        byte[] anchor = Files.readAllBytes(cli.anchor());
        cli.run("key", "rotate").exits(ExitCode.OK);
        String second = newestKey();
        Files.write(cli.database(), before);
        Files.write(cli.anchor(), anchor);

        assertThat(cli.run("audit", "list", "--action", "key_rotate").out()).isEmpty();
        String fresh =
                cli.run("generate", "--label", "fresh").exits(ExitCode.OK).line();
        assertValid(fresh);
        assertThat(keyOf("fresh")).isEqualTo(second);
        cli.run("key", "rotate").exits(ExitCode.OK);
        assertThat(keys()).hasSize(3).startsWith(first, second);
        assertValid(old);
        assertValid(fresh);
    }

    @Test
    void keyFileThatCannotBeReplacedStaysAndNothingIsRecorded() throws IOException {
        byte[] before = Files.readAllBytes(cli.keyFile());
        Path folder = cli.keyFile().resolveSibling("");
        Files.write(
                folder.resolve("." + cli.keyFile().getFileName() + ".draft"),
                "somebody's notes".getBytes(StandardCharsets.US_ASCII));
        Files.setPosixFilePermissions(
                folder.resolve("." + cli.keyFile().getFileName() + ".draft"),
                PosixFilePermissions.fromString("rw-------"));

        assertThat(cli.run("key", "rotate").exits(ExitCode.STORAGE).err())
                .contains("Could not replace", "Nothing was changed.");

        assertThat(Files.readAllBytes(cli.keyFile())).isEqualTo(before);
        assertThat(cli.run("audit", "list", "--action", "key_rotate").out()).isEmpty();
    }

    /** A control: with the new key as the only one, what the old key made cannot be read. */
    @Test
    void oldCodesNeedTheOldKey() throws IOException {
        cli.run("key", "rotate").exits(ExitCode.OK);
        String withoutFirst = Files.readString(cli.keyFile()).replaceFirst("(?m)^key " + first + " .*\n", "");
        Files.writeString(cli.keyFile(), withoutFirst);

        assertThat(cli.inPipe(old + "\n")
                        .run("verify")
                        .exits(ExitCode.WRONG_KEY)
                        .err())
                .contains("does not hold the key " + first);
    }
}
