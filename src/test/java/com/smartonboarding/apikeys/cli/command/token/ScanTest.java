package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which codes a scan finds in files, what it says about them, and what it does about them. */
class ScanTest {
    /** A regular file whose beginning nobody can read, not even root. */
    private static final String UNREADABLE = "/proc/self/mem";

    @TempDir
    private Path tree;

    private final Cli cli;
    private final String code;
    private String id = "";

    ScanTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        id = code.substring(4, 16);
    }

    private Path put(String file, String text) throws IOException {
        Path path = tree.resolve(file);
        Files.createDirectories(path.getParent());
        return Files.writeString(path, text);
    }

    private String status(String label) {
        return cli.inPipe().run("show", label, "--field", "status").line();
    }

    private void assertUnseen(Cli.Result result) {
        for (String seen : List.of(result.out(), result.err())) {
            assertThat(seen).doesNotContain(code.substring(17, 30), code.substring(30));
        }
    }

    @Test
    void findingIsPlaceIdLabelAndStatusAndNeverTheCode() throws Exception {
        Path file = put("conf/app.yml", "token:\n  key: \"" + code + "\"\n");

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(result.line()).isEqualTo(file + ":2:9 " + id + " ci Active");
        assertThat(result.err()).isEqualTo("Found 1 code in 1 file; 1 belongs to an Active token.\n");
        assertUnseen(result);
    }

    @Test
    void codesOfRevokedAndExpiredTokensAreNoLeakAnyMore() throws Exception {
        String shortLived = cli.run("generate", "--label", "two words", "--expires-in", "1h")
                .line();
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        put("a", code);
        put("b", shortLived);
        cli.at(Cli.START.plus(Duration.ofHours(2)));

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.OK);

        assertThat(result.out()).isEqualTo("""
                %s/a:1:1 %s ci Revoked
                %s/b:1:1 %s two words Expired
                """.formatted(tree, id, tree, shortLived.substring(4, 16)));
    }

    @Test
    void codeThatNoTokenHasIsUnknownEvenWhenItsIdIsOneOfOurs() throws Exception {
        TokenCode elsewhere = TokenCode.draw(new Random(5));
        String forged = withRightChecksum("sok_" + id + "_" + "0".repeat(32));
        put("a", elsewhere.reveal());
        put("b", forged);

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.OK);

        assertThat(result.out()).isEqualTo("""
                %s/a:1:1 %s - Unknown
                %s/b:1:1 %s - Unknown
                """.formatted(tree, elsewhere.id(), tree, id));
    }

    private static String withRightChecksum(String beginning) {
        java.util.zip.CRC32 crc = new java.util.zip.CRC32();
        crc.update(beginning.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String digits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        StringBuilder checksum = new StringBuilder();
        for (long rest = crc.getValue(); checksum.length() < 6; rest /= 62) {
            checksum.insert(0, digits.charAt((int) (rest % 62)));
        }
        return beginning + checksum;
    }

    @Test
    void tokenWhoseRowWasHiddenIsNotCalledUnknown() throws Exception {
        put("a", code);
        new RawDatabase(cli.database()).execute("UPDATE token SET id = 'AAAAAAAAAAAA'");

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
    }

    @Test
    void everyPlaceOfACodeIsReportedAndNoPlaceTwice() throws Exception {
        Path file = put("x/y/a", code + "\n" + code + "\n");
        put("x/y/b", code);
        Path link = Files.createSymbolicLink(tree.resolve("link"), tree.resolve("x"));

        List<String> lines = cli.run(
                        "scan",
                        file.toString(),
                        link.toString(),
                        tree.resolve("x/../x").toString(),
                        file.toString(),
                        "-")
                .exits(ExitCode.LEAK_FOUND)
                .out()
                .lines()
                .toList();

        assertThat(lines)
                .containsExactly(
                        link + "/y/a:1:1 " + id + " ci Active",
                        link + "/y/a:2:1 " + id + " ci Active",
                        link + "/y/b:1:1 " + id + " ci Active");
    }

    @Test
    void standardInputIsADash() {
        cli.inPipe("x\n " + code);

        assertThat(cli.run("scan", "-", "-").exits(ExitCode.LEAK_FOUND).line())
                .isEqualTo("<stdin>:2:2 " + id + " ci Active");
    }

    @Test
    void linksPipesAndWhatGitKeepsPackedAreLeftAlone() throws Exception {
        Skip.unlessInstalled("mkfifo");
        Path outside = put("outside/secret", code);
        put("in/.git/config", code);
        put("in/a/.git/config", code);
        put("in/plain", "nothing");
        Path in = tree.resolve("in");
        Files.createSymbolicLink(in.resolve("loop"), in);
        Files.createSymbolicLink(in.resolve("a/up"), Path.of(".."));
        Files.createSymbolicLink(in.resolve("out"), outside);
        Files.createSymbolicLink(in.resolve("nowhere"), Path.of("nowhere"));
        assertThat(Run.of("mkfifo", in.resolve("pipe").toString()).end().code()).isZero();

        Cli.Result result = cli.run("scan", in.toString()).exits(ExitCode.OK);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("no code in 1 file.", "Skipped 5 links or special files");

        Cli.Result named = cli.run(
                        "scan",
                        in.resolve("pipe").toString(),
                        in.resolve("a/.git").toString())
                .exits(ExitCode.LEAK_FOUND);
        assertThat(named.line()).startsWith(in + "/a/.git/config:1:1 ");
        assertThat(named.err()).contains("pipe: it is not a regular file");
        cli.run("scan", in.resolve("pipe").toString(), in.resolve("plain").toString())
                .exits(ExitCode.INCOMPLETE);
        cli.run("scan", in.resolve("out").toString()).exits(ExitCode.LEAK_FOUND);
    }

    @Test
    void bytesAreSearchedWhateverTheyAre() throws Exception {
        put("a.class", "\0" + code);
        put("b.log", "\0".repeat(4096) + "\nGET /?k=" + code);

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(result.out()).isEqualTo("""
                %s/a.class:1:2 %s ci Active
                %s/b.log:2:9 %s ci Active
                """.formatted(tree, id, tree, id));
        assertThat(result.err()).isEqualTo("Found 2 codes in 2 files; 2 belong to an Active token.\n");
        cli.inPipe("one stray \0 byte\n" + code);
        cli.run("scan", "-").exits(ExitCode.LEAK_FOUND);
    }

    @Test
    void codeInASecretOfKubernetesAndInBasicAuthenticationIsFound() throws Exception {
        String secret = Base64.getEncoder().encodeToString((code + "\n").getBytes(StandardCharsets.US_ASCII));
        String basic = Base64.getEncoder().encodeToString(("user:" + code).getBytes(StandardCharsets.US_ASCII));
        put("a", "data:\n  token: " + secret + "\n");
        put("b", "Authorization: Basic " + basic + "\r\n");

        assertThat(cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND).out())
                .isEqualTo("""
                %s/a:2:10 %s ci Active
                %s/b:1:28 %s ci Active
                """.formatted(tree, id, tree, id));
    }

    @Test
    void manyFilesAreReportedInTheOrderOfTheirNames() throws Exception {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            Path file = put("%03d/%03d".formatted(i / 50, i % 50), "\n".repeat(i % 7) + code);
            expected.add(file + ":" + (i % 7 + 1) + ":1 " + id + " ci Active");
        }

        assertThat(cli.run("scan", tree.toString())
                        .exits(ExitCode.LEAK_FOUND)
                        .out()
                        .lines())
                .containsExactlyElementsOf(expected);
    }

    @Test
    void foldersAreSearchedHoweverDeepTheyLie() throws Exception {
        Skip.unlessInstalled("python3");
        put("a", code);
        put("z", code);
        Run.Ended made = Run.of("python3", "-c", """
                import os, sys
                fd = os.open(sys.argv[1], os.O_RDONLY)
                for i in range(6000):
                    os.mkdir('d', dir_fd=fd)
                    below = os.open('d', os.O_RDONLY, dir_fd=fd)
                    os.close(fd)
                    fd = below
                with os.fdopen(os.open('deep', os.O_CREAT | os.O_WRONLY, 0o600, dir_fd=fd), 'w') as f:
                    f.write(sys.argv[2])
                """, tree.toString(), code).end();
        assertThat(made.code()).as(made.err()).isZero();
        try {
            Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND);

            assertThat(result.out()).isEqualTo("""
                    %s/a:1:1 %s ci Active
                    %s%s/deep:1:1 %s ci Active
                    %s/z:1:1 %s ci Active
                    """.formatted(tree, id, tree, "/d".repeat(6000), id, tree, id));
        } finally {
            // Java's own removal of the temporary folder cannot handle paths this long.
            assertThat(Run.of("rm", "-rf", tree.resolve("d").toString()).end().code())
                    .isZero();
        }
    }

    @Test
    void nameThatIsNotInUtf8IsReportedByItsBytes() throws Exception {
        Skip.unlessInstalled("bash");
        Run.Ended made = Run.of(
                        "bash",
                        "-c",
                        "mkdir \"$1\"/$'d\\xff' && printf %s \"$2\" >\"$1\"/$'d\\xff/caf\\xe9'",
                        "bash",
                        tree.toString(),
                        code)
                .end();
        assertThat(made.code()).as(made.err()).isZero();

        assertThat(cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND).line())
                .isEqualTo(tree + "/d\\xFF/caf\\xE9:1:1 " + id + " ci Active");
        String json = cli.run("scan", tree.toString(), "-o", "json").out();
        assertThat(json).contains("/d\\\\xFF/caf\\\\xE9\"", "\"uri\": \"file://" + tree + "/d%FF/caf%E9\"");
        JsonSchemas.assertValid("scan@2", json);
        assertThat(cli.run("scan", tree.toString(), "-o", "sarif").out())
                .contains("\"uri\": \"file://" + tree + "/d%FF/caf%E9\"");
        assertThat(cli.run("scan", tree + "/d\ufffd").exits(ExitCode.NOT_FOUND).err())
                .contains("not in UTF-8: name a folder above it");
    }

    @Test
    void fileThatCannotBeReadIsNamedAndTheRestIsScanned() throws Exception {
        Path file = put("a", code);

        Cli.Result result =
                cli.run("scan", UNREADABLE, file.toString(), "-o", "json").exits(ExitCode.LEAK_FOUND);

        assertThat(result.err()).contains("Could not read ", "/mem: Input/output error.");
        JsonObject json = JsonParser.parseString(result.out()).getAsJsonObject();
        assertThat(json.get("unreadable").getAsLong()).isEqualTo(1);
        assertThat(json.getAsJsonArray("findings")).hasSize(1);
        assertThat(json.get("complete").getAsBoolean()).isFalse();
        assertThat(json.getAsJsonArray("not_searched").toString()).contains("/mem\",\"reason\":\"Input/output error\"");
    }

    @Test
    void whatCouldNotBeSearchedIsNeverPassedOverInSilence() throws Exception {
        Path file = put("a", "clean");

        Cli.Result result =
                cli.run("scan", UNREADABLE, file.toString(), "-o", "sarif").exits(ExitCode.INCOMPLETE);

        assertThat(result.err())
                .contains("Could not read ", "Could not search everything: 1 item is missing or unreadable.");
        assertThat(result.out()).contains("\"executionSuccessful\": false", "/mem: Input/output error.");
        JsonSchemas.assertValid(JsonSchemas.SARIF, result.out());
        put("a", code);
        cli.run("scan", UNREADABLE, file.toString(), "--revoke", "-y").exits(ExitCode.INCOMPLETE);
        assertThat(status("ci")).isEqualTo("Revoked");
    }

    @Test
    void whereNothingCouldBeReadTheScanFails() {
        Cli.Result result = cli.run("scan", UNREADABLE).exits(ExitCode.STORAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("Nothing could be read");
    }

    @Test
    void closedFolderIsNamedAndTheRestIsScanned() throws Exception {
        if (ProcessIds.read().effective() == 0) {
            Skip.aloud("root reads every folder");
        }
        put("a", code);
        Path closed = Files.createDirectory(tree.resolve("closed"));
        Files.setPosixFilePermissions(closed, PosixFilePermissions.fromString("---------"));

        Cli.Result result = cli.run("scan", tree.toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(result.err()).contains("closed: permission denied");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "a/below-a-file", "dangling"})
    void whereAPathIsMissingNothingIsScanned(String missing) throws Exception {
        put("a", code);
        Files.createSymbolicLink(tree.resolve("dangling"), Path.of("nowhere"));

        Cli.Result result = cli.run(
                        "scan",
                        tree.resolve("a").toString(),
                        tree.resolve(missing).toString())
                .exits(ExitCode.NOT_FOUND);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(missing, "Nothing was scanned");
    }

    @Test
    void pathsThatCannotBeAreRefused() {
        cli.run("scan").exits(ExitCode.USAGE);
        cli.run("scan", "").exits(ExitCode.USAGE);
        cli.run("scan", "a\0b").exits(ExitCode.USAGE);
        cli.run("scan", ".", "-o", "xml").exits(ExitCode.USAGE);
    }

    @Test
    void withoutADatabaseNothingIsScanned(Cli empty) throws Exception {
        put("a", code);

        assertThat(empty.run("scan", tree.toString())
                        .exits(ExitCode.NOT_INITIALIZED)
                        .out())
                .isEmpty();
    }

    @Test
    void hostileNamesArePrintedSafelyAndACodeInOneIsMasked() throws Exception {
        put("a\nb\u001b[2J c", code);
        put(code + ".txt", code);

        for (String format : List.of("text", "json", "sarif")) {
            Cli.Result result = cli.run("scan", tree.toString(), "-o", format).exits(ExitCode.LEAK_FOUND);
            assertThat(result.out()).doesNotContain("\u001b", "a\nb");
            assertUnseen(result);
        }
        assertThat(cli.run("scan", tree.toString()).out())
                .contains("a\\nb\\u{001B}[2J c:1:1 ", "/sok_" + id + "_[redacted].txt:1:1 ");
        assertThat(cli.run("scan", tree.toString(), "-o", "json").out()).contains("a\\nb\\u001b[2J c");
        assertThat(cli.run("scan", tree.toString(), "-o", "sarif").out()).contains("/a%0Ab%1B%5B2J%20c\"");
    }

    @Test
    void jsonIsByItsSchema() throws Exception {
        put("a", code);
        put("b", TokenCode.draw(new Random(5)).reveal());

        String json = cli.run("scan", tree.toString(), "-o", "json")
                .exits(ExitCode.LEAK_FOUND)
                .out();

        assertThat(json).isEqualTo("""
                {
                  "schema": "apikeys/scan@2",
                  "findings": [
                    {
                      "path": "%s/a",
                      "uri": "file://%s/a",
                      "commit": null,
                      "staged": false,
                      "line": 1,
                      "column": 1,
                      "id": "%s",
                      "label": "ci",
                      "status": "Active"
                    },
                    {
                      "path": "%s/b",
                      "uri": "file://%s/b",
                      "commit": null,
                      "staged": false,
                      "line": 1,
                      "column": 1,
                      "id": "%s",
                      "label": null,
                      "status": "Unknown"
                    }
                  ],
                  "files": 2,
                  "skipped": 0,
                  "unreadable": 0,
                  "complete": true,
                  "not_searched": []
                }
                """.formatted(
                tree, tree, id, tree, tree, TokenCode.draw(new Random(5)).id()));
        JsonSchemas.assertValid("scan@2", json);
        JsonSchemas.assertValid(
                "scan@2", cli.run("scan", "-", "-o", "json").exits(ExitCode.OK).out());
        assertThat(JsonSchemas.errors("scan@2", json.replace("\"Active\"", "\"active\"")))
                .isNotEmpty();
        assertThat(JsonSchemas.errors("scan@2", json.replace("\"files\"", "\"folders\"")))
                .isNotEmpty();
    }

    @Test
    void sarifIsByTheStandardsSchema() throws Exception {
        put("a b", code + "\n");
        put("c", TokenCode.draw(new Random(5)).reveal());

        Cli.Result result = cli.run("scan", tree.toString(), "-o", "sarif").exits(ExitCode.LEAK_FOUND);
        JsonSchemas.assertValid(JsonSchemas.SARIF, result.out());
        JsonSchemas.assertValid(
                JsonSchemas.SARIF, cli.run("scan", "-", "-o", "sarif").out());
        assertThat(JsonSchemas.errors(JsonSchemas.SARIF, result.out().replace("\"error\"", "\"fatal\"")))
                .isNotEmpty();
        assertThat(result.out()).contains("""
                          "partialFingerprints": {
                            "tokenInFile/v1": "%s:file://%s/a%%20b:1"
                          }
                """.formatted(id, tree));
        JsonArray results = JsonParser.parseString(result.out())
                .getAsJsonObject()
                .getAsJsonArray("runs")
                .get(0)
                .getAsJsonObject()
                .getAsJsonArray("results");
        JsonObject first = results.get(0).getAsJsonObject();
        assertThat(first.get("level").getAsString()).isEqualTo("error");
        assertThat(first.getAsJsonArray("locations"))
                .hasToString("[{\"physicalLocation\":{\"artifactLocation\":"
                        + "{\"uri\":\"file://" + tree + "/a%20b\"},"
                        + "\"region\":{\"startLine\":1,\"startColumn\":1,\"endColumn\":56}}}]");
        assertThat(results.get(1).getAsJsonObject().get("level").getAsString()).isEqualTo("note");
    }

    @Test
    void revokeSwitchesOffWhatWasFoundAndThenAllIsWell() throws Exception {
        String other = cli.run("generate", "--label", "other").line();
        cli.run("generate", "--label", "kept").exits(ExitCode.OK);
        put("a", code + code + other);

        Cli.Result result = cli.run("scan", tree.toString(), "--revoke", "-y").exits(ExitCode.OK);

        assertThat(result.out().lines()).hasSize(3).allMatch(line -> line.endsWith(" Revoked"));
        assertThat(result.err())
                .contains("Revoked ci (" + id + ").\n", "Revoked other (", "; none belongs to an Active token");
        assertThat(List.of(status("ci"), status("other"), status("kept")))
                .containsExactly("Revoked", "Revoked", "Active");
        assertThat(cli.run("show", "ci", "--field", "revoke_reason").line()).isEqualTo("found by scan");
        cli.run("show", "ci").exits(ExitCode.NOT_FOUND);
    }

    @Test
    void reasonIsKept() throws Exception {
        put("a", code);

        cli.run("scan", tree.toString(), "--revoke", "-y", "--reason", "pasted into a ticket")
                .exits(ExitCode.OK);

        assertThat(cli.run("show", "ci", "--field", "revoke_reason").line()).isEqualTo("pasted into a ticket");
    }

    @Test
    void revokeAsksAtATerminal() throws Exception {
        put("a", code);

        Cli.Result no = cli.atTerminal(80, "n\n")
                .run("scan", tree.toString(), "--revoke")
                .exits(ExitCode.DECLINED);
        assertThat(no.out()).isEmpty();
        assertThat(no.err()).contains("ci (" + id + ") was never accessed. Revoke it? [y/N] ");
        assertThat(status("ci")).isEqualTo("Active");

        cli.atTerminal(80, "y\n").run("scan", tree.toString(), "--revoke").exits(ExitCode.OK);
        assertThat(status("ci")).isEqualTo("Revoked");
    }

    @Test
    void whereNobodyCanBeAskedNothingIsRevokedAndWhereNothingIsActiveNobodyIsAsked() throws Exception {
        put("a", code);

        cli.run("scan", tree.toString(), "--revoke").exits(ExitCode.DECLINED);
        assertThat(status("ci")).isEqualTo("Active");
        cli.run("scan", "-", "--revoke").exits(ExitCode.USAGE);
        cli.run("scan", tree.toString(), "--reason", "x").exits(ExitCode.USAGE);
        cli.run("scan", tree.toString(), "--revoke", "-y", "--reason", "a\u001bb")
                .exits(ExitCode.USAGE);
        assertThat(status("ci")).isEqualTo("Active");

        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        cli.run("scan", tree.toString(), "--revoke").exits(ExitCode.OK);
    }

    @Test
    void tokenIsRevokedEvenWhenNobodyReadsTheReport() throws Exception {
        put("a", code);
        java.io.OutputStream gone = new java.io.OutputStream() {
            @Override
            public void write(int b) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        cli.run(gone, "scan", tree.toString(), "--revoke", "-y").exits(ExitCode.BROKEN_PIPE);

        assertThat(status("ci")).isEqualTo("Revoked");
    }

    @Test
    void thisRepositoryHoldsNoCode() {
        Cli.Result result =
                cli.run("scan", "src", "bin", "README.md", "pom.xml", ".ci").exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).containsPattern("Found no code in [0-9]{3,} files");
    }
}
