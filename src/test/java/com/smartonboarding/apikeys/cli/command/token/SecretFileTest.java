package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A code in its own file appears complete and readable only by its owner, or not at all. */
class SecretFileTest {
    private final Cli cli;
    private final Path file;

    SecretFileTest(Cli cli) throws IOException {
        this.cli = cli;
        cli.run("init").exits(ExitCode.OK);
        Path folder = Files.createDirectory(cli.home().resolve("secrets"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        file = folder.resolve("token");
    }

    private Cli.Result run(String... args) {
        String[] all = Stream.concat(Stream.of(args), Stream.of("--secret-file", file.toString()))
                .toArray(String[]::new);
        return cli.run(all);
    }

    private void assertHoldsTheCodeOf(String label) throws IOException {
        String code = Files.readString(file);
        assertThat(code)
                .isEqualTo(cli.run("show", label, "-q").exits(ExitCode.OK).out());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(cli.home().resolve("secrets"))) {
            assertThat(files.map(path -> path.getFileName().toString())).containsExactly("token");
        }
    }

    private String tokens() {
        return cli.run("list", "--columns", "label,status").out();
    }

    @Test
    void codeIsInTheFileAndNowhereElse() throws IOException {
        Cli.Result result = run("generate", "--label", "ci").exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).endsWith("\nThe code is in " + file + ".\n").doesNotContain("sok_");
        assertHoldsTheCodeOf("ci");
        JsonObject json = JsonParser.parseString(
                        run("rotate", "ci", "-o", "json", "-q", "--force").out())
                .getAsJsonObject();
        assertThat(json.get("code").isJsonNull()).isTrue();
        assertThat(json.get("secret_file").getAsString()).isEqualTo(file.toString());
        assertHoldsTheCodeOf("ci");
    }

    @Test
    void fileThatIsThereIsReplacedOnlyByForce() throws IOException {
        Files.writeString(file, "something else");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        Cli.Result result = run("generate", "--label", "ci").exits(ExitCode.CONFLICT);
        assertThat(result.err()).contains("The file " + file + " already exists", "Nothing was changed", "--force");
        run("generate", "--label", "ci", "--request-id", "r").exits(ExitCode.CONFLICT);
        assertThat(tokens()).isEmpty();
        assertThat(file).hasContent("something else");

        run("generate", "--label", "ci", "--force").exits(ExitCode.OK);
        assertHoldsTheCodeOf("ci");
        run("rotate", "ci").exits(ExitCode.CONFLICT);
        assertThat(tokens()).isEqualTo("ci\tActive\n");
        assertThat(cli.run("show", "ci", "--field", "expires").out().strip()).isEmpty();
        assertHoldsTheCodeOf("ci");
    }

    @Test
    void repeatedRequestFindsItsCodeInTheFileAlready() throws IOException {
        run("generate", "--label", "ci", "--request-id", "r").exits(ExitCode.OK);
        String content = Files.readString(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        run("generate", "--label", "ci", "--request-id", "r").exits(ExitCode.OK);

        assertThat(file).hasContent(content.strip());
        assertHoldsTheCodeOf("ci");
        Files.writeString(file, content + "\n");
        run("generate", "--label", "ci", "--request-id", "r").exits(ExitCode.CONFLICT);
        Files.delete(file);
        run("generate", "--label", "ci", "--request-id", "r").exits(ExitCode.OK);
        assertHoldsTheCodeOf("ci");
    }

    @Test
    void labelThatIsThereTouchesNoFile() throws IOException {
        run("generate", "--label", "ci", "--if-absent").exits(ExitCode.OK);
        for (int i = 0; i < 2; i++) {
            assertThat(run("generate", "--label", "ci", "--if-absent")
                            .exits(ExitCode.OK)
                            .err())
                    .contains("already exists");
            assertHoldsTheCodeOf("ci");
        }
        Files.delete(file);
        run("generate", "--label", "ci", "--if-absent").exits(ExitCode.OK);
        assertThat(file).doesNotExist();
    }

    @Test
    void placeThatCannotBeTheOneIsRefusedBeforeAnyTokenIsMade() throws IOException {
        Path folder = cli.home().resolve("secrets");
        Path link = Files.createSymbolicLink(folder.resolve("link"), file);
        Path open = Files.createDirectory(cli.home().resolve("open"));
        Files.setPosixFilePermissions(open, PosixFilePermissions.fromString("rwxrwxrwx"));

        String[] generate = {"generate", "--label", "ci", "--force", "--secret-file", ""};
        for (Object[] refusal : new Object[][] {
            {folder.toString(), ExitCode.UNSAFE_FILES},
            {link.toString(), ExitCode.UNSAFE_FILES},
            {open.resolve("token").toString(), ExitCode.UNSAFE_FILES},
            {folder.resolve("missing/token").toString(), ExitCode.NOT_FOUND},
            {"", ExitCode.USAGE},
        }) {
            generate[5] = (String) refusal[0];
            cli.run(generate).exits((ExitCode) refusal[1]);
        }
        cli.run("generate", "--label", "ci", "--force").exits(ExitCode.USAGE);
        assertThat(tokens()).isEmpty();
        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 12, 56, 56 + 20, 3 * 56})
    void whatADeadWriterLeftBesideTheFileIsUsedUp(int written) throws IOException {
        String codes = cli.run("generate", "--label", "other", "-q").out().repeat(3);
        for (String rest : new String[] {"", "\0".repeat(codes.length() - written)}) {
            draft(codes.substring(0, written) + rest, "rw-------");

            run("generate", "--label", "ci").exits(ExitCode.OK);

            assertHoldsTheCodeOf("ci");
            Files.delete(file);
            cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        }
    }

    @Test
    void fileThatOnlyHasTheNameOfADraftIsLeftAlone() throws IOException {
        String code = cli.run("generate", "--label", "ci", "-q").out();
        for (String content :
                new String[] {"precious\n", code + "and a note\n", "\0\0\0\0precious", code + code.strip() + " "}) {
            draft(content, "rw-------");
            assertDraftIsInTheWay();
            assertThat(Files.readString(file.resolveSibling(".token.draft"))).isEqualTo(content);
        }
        for (String mode : new String[] {"rw-r--r--", "rwx------"}) {
            draft(code, mode);
            assertDraftIsInTheWay();
        }
        Path draft = draft(code, "rw-------");
        Path other = Files.createLink(cli.home().resolve("other"), draft);
        assertDraftIsInTheWay();
        Files.delete(draft);
        Files.createSymbolicLink(draft, other);
        assertDraftIsInTheWay();
        assertThat(draft).isSymbolicLink();
        assertThat(other).hasContent(code.strip());
    }

    private Path draft(String content, String mode) throws IOException {
        Path draft = file.resolveSibling(".token.draft");
        Files.deleteIfExists(draft);
        Files.writeString(draft, content);
        return Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString(mode));
    }

    private void assertDraftIsInTheWay() {
        for (String[] command : new String[][] {{"rotate", "ci"}, {"generate", "--label", "x", "--force"}}) {
            assertThat(run(command).exits(ExitCode.STORAGE).err()).isEqualTo(inTheWay());
        }
        assertThat(tokens()).isEqualTo("ci\tActive\n");
        assertThat(file).doesNotExist();
    }

    private String inTheWay() {
        return "apikeys: Could not create " + file + ": it is written through the draft "
                + file.resolveSibling(".token.draft")
                + ", but apikeys did not make the file of that name and did not remove it; look at that file,"
                + " and move it away. Nothing was changed.\n";
    }

    @Test
    void folderThatCannotBeWrittenIsFoundBeforeATokenIsMade() throws IOException {
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        // A folder in place of the draft is not removed. This works for root, too, whom no permission stops.
        Files.createDirectories(file.resolveSibling(".token.draft").resolve("full"));

        for (String[] command : new String[][] {
            {"rotate", "ci"}, {"generate", "--label", "x"}, {"generate", "--label", "x", "--request-id", "r"}
        }) {
            Cli.Result result = run(command).exits(ExitCode.STORAGE);
            assertThat(result.err()).isEqualTo(inTheWay());
        }
        cli.inPipe("a\nb\n");
        run("generate", "--label-file", "-").exits(ExitCode.STORAGE);

        assertThat(file).doesNotExist();
        assertThat(tokens()).isEqualTo("ci\tActive\n");
        assertThat(cli.run("history", "ci").out().lines()).hasSize(1);
    }

    @Test
    void minusIsNoFileAndIsRefusedWithAdvice() {
        for (String[] command : new String[][] {{"generate", "--label", "x"}, {"rotate", "ci"}}) {
            String[] all = Stream.concat(Stream.of(command), Stream.of("--secret-file", "-"))
                    .toArray(String[]::new);
            Cli.Result result = cli.run(all).exits(ExitCode.USAGE);
            assertThat(result.err()).contains("Leave --secret-file out");
            assertThat(result.out()).isEmpty();
        }
        assertThat(tokens()).isEmpty();
    }

    @Test
    void detailsThatCannotBePrintedDoNotHideThatTheCodeIsInItsFile() throws IOException {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        Cli.Result result = cli.run(full, "generate", "--label", "ci", "-o", "json", "--secret-file", file.toString())
                .exits(ExitCode.OUTCOME_UNKNOWN);

        assertThat(result.err()).contains("the code is in " + file);
        assertHoldsTheCodeOf("ci");
    }
}
