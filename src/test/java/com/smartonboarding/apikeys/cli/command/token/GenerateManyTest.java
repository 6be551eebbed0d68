package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code generate --label-file} makes, prints and refuses: a token for each line, or none. */
class GenerateManyTest {
    private final Cli cli;
    private final RawDatabase database;

    GenerateManyTest(Cli cli) {
        this.cli = cli;
        cli.run("init").exits(ExitCode.OK);
        database = new RawDatabase(cli.database());
    }

    private Cli.Result generate(String labels, String... options) {
        String[] args = new String[options.length + 3];
        args[0] = "generate";
        args[1] = "--label-file";
        args[2] = "-";
        System.arraycopy(options, 0, args, 3, options.length);
        Cli.Result result = cli.inPipe(labels).run(args);
        cli.inPipe();
        return result;
    }

    private static String labels(int count) {
        return IntStream.rangeClosed(1, count).mapToObj(i -> "ci-" + i + "\n").collect(Collectors.joining());
    }

    private List<String> statuses() {
        return cli.run("list", "--columns", "label,status", "--sort", "label")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
    }

    private long events() {
        return Long.parseLong(database.texts("SELECT count(*) FROM audit").get(0));
    }

    @Test
    void codesComeOneALineInTheOrderOfTheLabels() {
        Cli.Result result = generate("web\ncafe\u0301\n\"q\\\" x\nalpha").exits(ExitCode.OK);

        List<String> codes = result.out().lines().toList();
        assertThat(codes).hasSize(4).doesNotHaveDuplicates();
        List<String> labels = List.of("web", "caf\u00e9", "\"q\\\" x", "alpha");
        for (int i = 0; i < labels.size(); i++) {
            assertThat(cli.run("show", "--label", labels.get(i), "-q")
                            .exits(ExitCode.OK)
                            .line())
                    .isEqualTo(codes.get(i));
            cli.inPipe(codes.get(i)).run("verify").exits(ExitCode.OK);
            cli.inPipe();
        }
        assertThat(result.err()).startsWith("Generated 4 tokens, from web (").doesNotContain("sok_");
    }

    @Test
    void listsAndBulkChangesKeepTheOrderOfTheFile() {
        // All tokens are made in the same millisecond, so only their ids decide the order.
        generate(labels(60)).exits(ExitCode.OK);

        List<String> inOrder = labels(60).lines().toList();
        assertThat(cli.run("list", "--columns", "label")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .containsExactlyElementsOf(inOrder);
        assertThat(cli.run("revoke", "--label-glob", "ci-*", "--dry-run")
                        .exits(ExitCode.OK)
                        .out()
                        .lines()
                        .map(row -> row.split("\t", -1)[1]))
                .containsExactlyElementsOf(inOrder);
    }

    @Test
    void scopesExpiryAndDescriptionAreThoseOfAll() {
        generate("a\nb\n", "--scope", "read", "--expires-in", "1d", "--description", "for a test", "--once", "-q")
                .exits(ExitCode.OK);

        assertThat(cli.run("list", "--columns", "label,scopes,expires,description,recoverable", "--sort", "label")
                        .out())
                .isEqualTo(
                        "a\tread\t2026-11-24T09:00:00Z\tfor a test\tfalse\nb\tread\t2026-11-24T09:00:00Z\tfor a test\tfalse\n");
    }

    @Test
    void eachTokenHasItsEvent() {
        long before = events();
        generate(labels(1201), "-q").exits(ExitCode.OK);

        assertThat(events()).isEqualTo(before + 1201);
        assertThat(database.texts("SELECT count(DISTINCT token_id) FROM audit WHERE action = 'generate'"))
                .containsExactly("1201");
        assertThat(database.texts("SELECT group_concat(label, ',') FROM (SELECT label FROM audit JOIN token ON"
                        + " token.id = token_id WHERE sequence > " + before + " ORDER BY sequence LIMIT 3)"))
                .containsExactly("ci-1,ci-2,ci-3");
        assertThat(statuses()).hasSize(1201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a\\n\\nb\\n|Line 2: The label is empty.",
                "a\\n\\n|Line 2: The label is empty.",
                "a\\nb\\na\\nc\\nb\\n|Lines 3 and 5: An earlier line has the same label.",
                "caf\u00e9\\ncafe\u0301\\n|Line 2: An earlier line has the same label.",
                "a\\n b\\nc \\nd\\n-e\\n|Lines 2 to 3: The label begins or ends with a space. Line 5: A label cannot begin",
                "a\\nb\\tc\\n|Line 2: The label contains the character U+0009",
                "a\\rb\\n|Line 1: The label contains the character U+000D",
                "a\\n\ufeffb\\n|Line 2: The label contains the character U+FEFF",
                "a\\nb\ufffdc\\n|Line 2: The label contains U+FFFD",
                "a\\nsok_abcdefghijkl_abcdefghijklmnopqrstuvwxyz0123456789AB\\n|Line 2: This is a token code",
                "|There are no labels in standard input."
            })
    void aFileWithALineThatWillNotDoMakesNothing(String escaped, String said) {
        String text = escaped == null ? "" : escaped.translateEscapes();
        Cli.Result result = generate(text).exits(ExitCode.USAGE);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains(said, "Nothing was changed").doesNotContain("abcdefghijkl");
        assertThat(statuses()).isEmpty();
    }

    @Test
    void endsOfLinesAndTheMarkAtTheBeginningAreNoPartOfALabel() {
        generate("\ufeffa\r\nb\r\nc", "-q").exits(ExitCode.OK);

        assertThat(statuses()).containsExactly("a\tActive", "b\tActive", "c\tActive");
    }

    @Test
    void labelsInUseAreNamedByTheirLinesAndNothingIsMade() {
        cli.run("generate", "--label", "ci-2").exits(ExitCode.OK);
        cli.run("generate", "--label", "ci-5").exits(ExitCode.OK);
        cli.run("generate", "--label", "ci-6").exits(ExitCode.OK);
        cli.run("generate", "--label", "ci-4").exits(ExitCode.OK);
        cli.run("revoke", "ci-4", "-y").exits(ExitCode.OK);
        List<String> before = statuses();
        long events = events();

        Cli.Result result = generate(labels(7)).exits(ExitCode.CONFLICT);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .contains("The labels in lines 2 and 5 to 6 are in use", "the first by ci-2 (", "Nothing was changed");
        assertThat(statuses()).isEqualTo(before);
        assertThat(events()).isEqualTo(events);
        // The label of a revoked token can be used again.
        generate("ci-4\nci-1\n").exits(ExitCode.OK);
    }

    @Test
    void moreThanTheLimitIsRefusedByItsNumber() {
        assertThat(generate(labels(LabelFile.MOST_LABELS + 1))
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("more than 100000 lines", "Split the file");
        assertThat(generate("x".repeat(16 * 1024 * 1024 + 1))
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("more than 16777216 bytes");
        assertThat(statuses()).isEmpty();
    }

    @Test
    void labelsOfAFileThatIsNotThereOrMayNotBeReadMakeNothing() throws IOException {
        Path file = cli.home().resolve("labels");
        cli.run("generate", "--label-file", file.toString()).exits(ExitCode.NOT_FOUND);
        cli.run("generate", "--label-file", cli.home().toString()).exits(ExitCode.STORAGE);
        Files.writeString(file, "a\nb\n");
        cli.run("generate", "--label-file", file.toString()).exits(ExitCode.OK);
        assertThat(statuses()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"generate", "generate --label x --label-file -", "generate --label-file - --if-absent"})
    void combinationsWithoutSenseAreRefused(String line) {
        assertThat(cli.inPipe("a\n")
                        .run(line.split(" ", -1))
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("--label-file");
        assertThat(statuses()).isEmpty();
    }

    @Test
    void jsonHasEveryTokenWithItsCodeInOrder() {
        JsonObject document = JsonParser.parseString(
                        generate(labels(3), "-o", "json").exits(ExitCode.OK).out())
                .getAsJsonObject();

        assertThat(document.get("schema").getAsString()).isEqualTo("apikeys/generate-batch@2");
        JsonArray tokens = document.getAsJsonArray("tokens");
        assertThat(tokens).hasSize(3);
        int number = 0;
        for (JsonElement element : tokens) {
            JsonObject token = element.getAsJsonObject();
            String label = "ci-" + ++number;
            assertThat(token.get("label").getAsString()).isEqualTo(label);
            assertThat(token.get("code").getAsString())
                    .isEqualTo(cli.run("show", label, "-q").line());
        }
    }

    @Test
    void secretFileGetsAllCodesAndStandardOutputNone() throws IOException {
        Path file = cli.home().resolve("codes");
        Cli.Result result =
                generate(labels(3), "--secret-file", file.toString()).exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).endsWith("\nThe codes are in " + file + ".\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        List<String> codes = Files.readAllLines(file);
        assertThat(codes).hasSize(3);
        assertThat(cli.run("show", "ci-3", "-q").line()).isEqualTo(codes.get(2));
        // An existing file is not replaced, and no token is made.
        generate("other\n", "--secret-file", file.toString()).exits(ExitCode.CONFLICT);
        assertThat(statuses()).hasSize(3);
    }

    @Test
    void sameRequestGetsTheSameCodesAndAnotherIsAConflict() throws IOException {
        String codes =
                generate(labels(3), "--request-id", "r").exits(ExitCode.OK).out();
        long events = events();

        Cli.Result again = generate(labels(3), "--request-id", "r").exits(ExitCode.OK);

        assertThat(again.out()).isEqualTo(codes);
        assertThat(again.err()).startsWith("This request was already carried out. Here are its codes again: 3 tokens");
        assertThat(database.texts("SELECT action || ' ' || detail FROM audit WHERE sequence > " + events))
                .containsExactly(
                        "show the request was repeated",
                        "show the request was repeated",
                        "show the request was repeated");
        assertThat(statuses()).hasSize(3);
        generate("ci-2\nci-1\nci-3\n", "--request-id", "r").exits(ExitCode.CONFLICT);
        generate(labels(2), "--request-id", "r").exits(ExitCode.CONFLICT);
        generate(labels(3), "--request-id", "r", "--scope", "read").exits(ExitCode.CONFLICT);
        cli.run("generate", "--label", "ci-1", "--request-id", "r").exits(ExitCode.CONFLICT);
        Path file = cli.home().resolve("codes");
        generate(labels(3), "--request-id", "r", "--secret-file", file.toString())
                .exits(ExitCode.OK);
        assertThat(file).hasContent(codes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"revoke ci-2 -y", "relabel ci-2 other"})
    void requestWhoseTokensChangedSinceIsAConflict(String change) {
        generate(labels(3), "--request-id", "r").exits(ExitCode.OK);
        cli.run(change.split(" ", -1)).exits(ExitCode.OK);

        Cli.Result result = generate(labels(3), "--request-id", "r").exits(ExitCode.CONFLICT);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("with the label ci-2");
    }

    @Test
    void requestWhoseTokensExpiredIsAConflict() {
        generate(labels(2), "--request-id", "r", "--expires-in", "1h").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofHours(2)));
        generate(labels(2), "--request-id", "r", "--expires-in", "1h").exits(ExitCode.CONFLICT);
    }

    @Test
    void deliveredRequestWithoutCopiesIsAConflictAndItsCodesGoOnWorking() {
        String codes = generate(labels(2), "--request-id", "r", "--once")
                .exits(ExitCode.OK)
                .out();

        Cli.Result again = generate(labels(2), "--request-id", "r", "--once").exits(ExitCode.CONFLICT);

        assertThat(again.out()).isEmpty();
        assertThat(again.err()).contains("no copies of them were kept");
        assertThat(statuses()).containsExactly("ci-1\tActive", "ci-2\tActive");
        codes.lines()
                .forEach(code -> cli.inPipe(code).run("verify", "--no-touch").exits(ExitCode.OK));
    }

    @Test
    void tokensWhoseCodesWereCutOffAreAllRevokedAndTheRequestBeginsAnew() {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int b) throws IOException {
                if (received.size() == 100) {
                    throw new IOException("No space left on device");
                }
                received.write(b);
            }
        };
        cli.inPipe(labels(3));
        Cli.Result result = cli.run(full, "generate", "--label-file", "-", "--request-id", "r")
                .exits(ExitCode.UNDELIVERED);

        assertThat(received.toString(StandardCharsets.US_ASCII)).hasSize(100);
        assertThat(result.err()).contains("The codes of 3 tokens, the first ci-1 (", "all of them were revoked");
        assertThat(statuses()).containsExactly("ci-1\tRevoked", "ci-2\tRevoked", "ci-3\tRevoked");
        assertThat(cli.run("list", "--columns", "revoke_reason,recoverable").out())
                .isEqualTo("undelivered\tfalse\n".repeat(3));

        assertThat(generate(labels(3), "--request-id", "r")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .hasSize(3);
    }

    @Test
    void theFirstRunCanMakeMany(Cli fresh) {
        fresh.inPipe("a\n\n").run("generate", "--label-file", "-").exits(ExitCode.USAGE);
        assertThat(fresh.database()).doesNotExist();

        Cli.Result result = fresh.inPipe("a\nb\n").run("generate", "--label-file", "-");
        assertThat(result.exits(ExitCode.OK).out().lines()).hasSize(2);
    }
}
