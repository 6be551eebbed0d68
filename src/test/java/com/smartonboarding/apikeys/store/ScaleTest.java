package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * How much of a large database a command reads, by the kernel's count, which does not depend on the machine's load: a
 * few pages for one token, and each page once for all tokens. A long list is checked to its last row.
 */
class ScaleTest {
    private static final int TOKENS = 20_000;
    private static final Path COUNTERS = Path.of("/proc/self/io");

    @TempDir
    private static Path furnished;

    private static List<String> codes = List.of();

    private Cli cli;

    @BeforeAll
    static void manyTokens() {
        codes = ManyTokens.fill(new Cli(furnished), TOKENS);
    }

    ScaleTest(Cli cli) {
        this.cli = cli;
    }

    @BeforeEach
    void copyOfThem() throws IOException {
        cli = Homes.copy(furnished, cli.home());
    }

    /** The bytes that this process has read from files, including pages that the kernel had in memory. */
    private static long read() throws IOException {
        return counter("rchar: ");
    }

    private static long counter(String name) throws IOException {
        assumeThat(COUNTERS).exists();
        return Files.readAllLines(COUNTERS).stream()
                .filter(line -> line.startsWith(name))
                .mapToLong(line -> Long.parseLong(line.substring(name.length())))
                .findFirst()
                .orElseThrow();
    }

    private long readBy(String input, String... args) throws IOException {
        cli.inPipe(input);
        long before = read();
        cli.run(args).exits(ExitCode.OK);
        return read() - before;
    }

    @TestFactory
    Stream<DynamicTest> oneTokenIsFoundByAFewPages() {
        String id = codes.get(11).substring(4, 16);
        return Stream.of(
                        "show|label 10",
                        "show|" + id,
                        "show|" + id.substring(0, 8),
                        "show|--no-code|label 12",
                        "generate|--label|fresh",
                        "generate|--label|known|--request-id|r",
                        "generate|--label|known|--request-id|r",
                        "generate|--label-file|-",
                        "relabel|label 13|other",
                        "rotate|label 14",
                        "rotate|label 14|--status",
                        "revoke|-y|label 15",
                        "revoke|-y|" + id,
                        "verify",
                        "verify|--stream",
                        "admins|list")
                .map(line -> DynamicTest.dynamicTest(line, () -> {
                    String[] args = line.split("\\|", -1);
                    String input = line.startsWith("generate") ? "x\ny\nz\n" : codes.get(20) + "\n";
                    // Run it once on a copy, to load the classes.
                    cli.inPipe(input).run(args).exits(ExitCode.OK);
                    copyOfThem();
                    if (line.startsWith("rotate")) {
                        cli.run("rotate", "label 16").exits(ExitCode.OK);
                        args[1] = args.length > 2 ? "label 16" : args[1];
                    }

                    assertThat(readBy(input, args)).isLessThan(Files.size(cli.database()) / 8);
                }));
    }

    @Test
    void allTokensAreReadPageByPage() throws IOException {
        cli.run("list", "-o", "ids").exits(ExitCode.OK);

        // The table, the trail, and what sorting sets aside.
        assertThat(readBy("", "list", "-o", "ids")).isLessThan(3 * Files.size(cli.database()));
    }

    /** A temporary file of SQLite for sorting would contain seals and verifiers. */
    @Test
    void listWritesNoTemporaryFile() throws IOException {
        cli.run("list", "-o", "ids", "--sort", "label").exits(ExitCode.OK);
        long before = counter("wchar: ");

        cli.run("list", "-o", "ids", "--sort", "label").exits(ExitCode.OK);

        assertThat(counter("wchar: ") - before).isLessThan(Files.size(cli.database()) / 20);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_999, 10_000, TOKENS - 1})
    void aChangedRowIsFoundWhereverItIs(int place) {
        String[] list = {"list", "-o", "jsonl"};
        RawDatabase database = new RawDatabase(cli.database());
        database.execute("UPDATE token SET expires_at = 4102444800000 WHERE id ="
                + " (SELECT id FROM token ORDER BY id LIMIT 1 OFFSET " + place + ")");

        Cli.Result result = cli.run(list).exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("The row of a token");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 10_000, TOKENS - 70, TOKENS + 1})
    void aChangedEventIsFoundWhereverItIs(int sequence) {
        new RawDatabase(cli.database()).execute("UPDATE audit SET actor_name = 'nobody' WHERE sequence = " + sequence);

        Cli.Result result = cli.run("list", "--limit", "1").exits(ExitCode.INTEGRITY);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("The audit trail was changed", "event " + sequence + " ");
    }

    @Test
    void aMissingEventAndAMissingRowAreFound() throws IOException {
        new RawDatabase(cli.database()).execute("DELETE FROM audit WHERE sequence = 7000");
        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err()).contains("event 7000 ");

        copyOfThem();
        new RawDatabase(cli.database()).execute("DELETE FROM token WHERE label = 'label 7000'");
        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err()).contains("deleted, added or put back");
    }

    @Test
    void aLongListIsInOrder() {
        assertThat(cli.run("list", "--columns", "label")
                        .exits(ExitCode.OK)
                        .out()
                        .lines())
                .containsExactlyElementsOf(java.util.stream.IntStream.range(0, TOKENS)
                        .mapToObj(i -> "label " + i)
                        .toList());
    }
}
