package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which tokens are listed, in which order, and how. */
class ListTest {
    private final Cli cli;

    ListTest(Cli cli) {
        this.cli = cli;
    }

    /**
     * Makes one token a day: old (expired), ci-a (used), CI-b (revoked), ci-c (expires soon), zed. Then it is five days
     * later.
     */
    private void fill() throws Exception {
        cli.run("generate", "--label", "old", "--expires-in", "2d", "--scope", "read")
                .exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(1)));
        cli.run("generate", "--label", "ci-a", "--scope", "read", "--scope", "write")
                .exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        cli.run("generate", "--label", "CI-b").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(3)));
        cli.run("generate", "--label", "ci-c", "--expires-in", "10d").exits(ExitCode.OK);
        cli.run("revoke", "CI-b", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(4)));
        cli.run("generate", "--label", "zed", "--expires-in", "100d").exits(ExitCode.OK);
        String id = cli.run("show", "ci-a", "--field", "id").line();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                PreparedStatement insert = connection.prepareStatement("INSERT INTO token_access VALUES (?, ?, ?)")) {
            insert.setString(1, id);
            insert.setLong(2, Cli.START.plus(Duration.ofDays(4)).toEpochMilli());
            insert.setString(3, "192.0.2.1");
            insert.executeUpdate();
        }
        cli.at(Cli.START.plus(Duration.ofDays(5)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "| old ci-a CI-b ci-c zed",
                "--status active | ci-a ci-c zed",
                "--status Revoked --status EXPIRED | old CI-b",
                "--status revoked,expired | old CI-b",
                "ci-* | ci-a ci-c",
                "[cC][iI]-? zed | ci-a CI-b ci-c zed",
                "nothing* |",
                "--unused-for 3d | old CI-b",
                "--unused-for 36h --status active | ci-c",
                "--expiring-within 8d | ci-c",
                "--expiring-within 7d |",
                "--expiring-within 52w | ci-c zed",
                "--created-by nobody-else |",
                "--scope read | old ci-a",
                "--scope read --scope write | ci-a",
                "--sort label | ci-a CI-b ci-c old zed",
                "--sort label --reverse | zed old ci-c CI-b ci-a",
                "--sort created --reverse | zed ci-c CI-b ci-a old",
                "--sort expires | old ci-c zed ci-a CI-b",
                "--sort last_accessed --reverse --limit 1 | ci-a",
                "--limit 2 | old ci-a",
                "--limit 0 |",
                "--as-of 2026-11-24T12:00:00Z | old ci-a",
                "--as-of 2026-11-25T12:00:00Z --status active | CI-b ci-a",
                "--as-of 2026-11-25T08:59:59Z --status active | old ci-a",
            })
    void filterAndOrder(String options, String labels) throws Exception {
        fill();
        List<String> args = new ArrayList<>(List.of("list", "--columns", "label"));
        if (options != null) {
            args.addAll(List.of(options.split(" ", -1)));
        }

        List<String> listed = cli.run(args.toArray(String[]::new))
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();

        List<String> expected = labels == null ? List.of() : List.of(labels.split(" ", -1));
        if (args.contains("--sort") || args.contains("--limit")) {
            assertThat(listed).isEqualTo(expected);
        } else {
            assertThat(listed).containsExactlyInAnyOrderElementsOf(expected);
        }
    }

    @Test
    void everyColumnSortsAndItsReverseIsTheOtherWayRound() throws Exception {
        fill();
        for (String column : List.of("id", "label", "status", "created", "expires", "last_accessed", "created_by")) {
            List<String> up = cli.run("list", "--sort", column, "-o", "ids")
                    .exits(ExitCode.OK)
                    .out()
                    .lines()
                    .toList();
            List<String> down = cli.run("list", "--sort", column, "--reverse", "-o", "ids")
                    .out()
                    .lines()
                    .toList();
            assertThat(up).as(column).hasSize(5).containsExactlyInAnyOrderElementsOf(down);
            assertThat(up).as(column).isNotEqualTo(column.equals("created_by") ? List.of() : down);
        }
        cli.run("list", "--sort", "scopes").exits(ExitCode.USAGE);
        cli.run("list", "--limit", "-1").exits(ExitCode.USAGE);
        cli.run("list", "--columns", "code").exits(ExitCode.USAGE);
        cli.run("list", "--status", "dead").exits(ExitCode.USAGE);
    }

    @Test
    void globsThatSqliteCannotTakeAreRefusedAndNotTakenForDamage() throws Exception {
        fill();
        cli.run("list", "*a".repeat(30_000)).exits(ExitCode.USAGE);
        String[] many = new String[1_500];
        Arrays.fill(many, "x");
        many[0] = "list";
        cli.run(many).exits(ExitCode.USAGE);
        cli.run(Arrays.copyOf(many, 501)).exits(ExitCode.OK);
    }

    @Test
    void lastAccessIsListed() throws Exception {
        fill();

        assertThat(cli.run("list", "ci-a", "--columns", "last_accessed,last_accessed_from,label")
                        .line())
                .isEqualTo("2026-11-27T09:00:00Z\t192.0.2.1\tci-a");
    }

    @Test
    void headerIsThereUntilDeclined() throws Exception {
        fill();
        assertThat(cli.run("list", "-o", "csv", "--columns", "label", "--limit", "1")
                        .out())
                .isEqualTo("\"label\"\n\"old\"\n");
        assertThat(cli.run("list", "-o", "csv", "--columns", "label", "--limit", "1", "--no-header")
                        .out())
                .isEqualTo("\"old\"\n");
        assertThat(cli.run("list", "-o", "table", "--columns", "label", "--limit", "1")
                        .out())
                .isEqualTo("LABEL\nold\n");
    }

    @Test
    void tenThousandTokensAreTheSameInEveryFormat() throws Exception {
        int count = 10_000;
        ManyTokens.fill(cli, count);

        List<String> ids =
                cli.run("list", "-o", "ids").exits(ExitCode.OK).out().lines().toList();
        assertThat(ids).hasSize(count).doesNotHaveDuplicates();

        JsonObject json = JsonParser.parseString(
                        cli.run("list", "-o", "json").exits(ExitCode.OK).out())
                .getAsJsonObject();
        assertThat(json.get("schema").getAsString()).isEqualTo("apikeys/list@2");
        List<JsonObject> tokens = new ArrayList<>();
        json.getAsJsonArray("tokens").forEach(token -> tokens.add(token.getAsJsonObject()));
        assertThat(tokens).extracting(token -> token.get("id").getAsString()).isEqualTo(ids);

        List<JsonObject> lines = cli.run("list", "-o", "jsonl")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .map(line -> JsonParser.parseString(line).getAsJsonObject())
                .toList();
        assertThat(lines).isEqualTo(tokens);

        String csv = cli.run("list", "-o", "csv", "--columns", "id,label,description")
                .exits(ExitCode.OK)
                .out();
        try (CsvReader<NamedCsvRecord> reader = CsvReader.builder().ofNamedCsvRecord(csv)) {
            List<NamedCsvRecord> records = reader.stream().toList();
            assertThat(records).extracting(record -> record.getField("id")).isEqualTo(ids);
            assertThat(records.get(0).getField("description")).isEqualTo("número \"0\", =1+1");
        }

        assertThat(cli.run("list", "-o", "tsv").exits(ExitCode.OK).out().lines().map(line -> line.substring(0, 12)))
                .isEqualTo(ids);
        assertThat(cli.run("list", "-o", "table").exits(ExitCode.OK).out().lines())
                .hasSize(count + 1);
    }

    @Test
    void userAndScopeThatNoTokenHasAreNamed() {
        cli.run("generate", "--label", "scoped", "--scope", "deploy").exits(ExitCode.OK);

        Cli.Result result = cli.run("list", "--created-by", "nobody-of-us", "--scope", "deploy", "--scope", "deploi")
                .exits(ExitCode.OK);

        assertThat(result.out()).isEmpty();
        assertThat(result.err())
                .isEqualTo("'nobody-of-us' has generated no token.\nNo token has the scope 'deploi'.\n");
        assertThat(cli.run("list", "-o", "json", "--created-by", "999999999")
                        .exits(ExitCode.OK)
                        .err())
                .isEqualTo("'999999999' has generated no token.\n");
    }

    @Test
    void nothingIsSaidAboutAKnownUserWhoseTokensAreFilteredOut() {
        cli.run("generate", "--label", "scoped", "--scope", "deploy").exits(ExitCode.OK);
        String me = cli.run("show", "scoped", "--field", "created_by").line();

        assertThat(cli.run("list", "--created-by", me, "--status", "revoked", "--scope", "deploy")
                        .exits(ExitCode.OK)
                        .err())
                .isEmpty();
        assertThat(cli.run("list", "--created-by", me, "--limit", "0")
                        .exits(ExitCode.OK)
                        .err())
                .isEmpty();
    }
}
