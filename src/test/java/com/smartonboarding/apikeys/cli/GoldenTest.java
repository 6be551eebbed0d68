package com.smartonboarding.apikeys.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compares everything that the commands print with stored files. After an intended change, {@code -Dgolden.update=true}
 * rewrites them; src/docs/scripting.md says which changes are allowed.
 */
public class GoldenTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");
    private static final Path ACTUAL = Path.of("target/golden");
    private static final Pattern CODE = Pattern.compile("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}");
    private static final Instant JULY = Instant.parse("2026-07-01T08:00:00Z");

    @TempDir
    private static Path furnished;

    private static String legacyCode = "";
    private static String deployCode = "";
    private static String expiredCode = "";

    @TempDir
    private Path home;

    @BeforeAll
    static void fiveTokensOfDifferentAge() {
        Cli cli = new Cli(furnished).ofAlice(0).at(JULY);
        legacyCode = cli.run("generate", "--label", "legacy", "--once").line();
        cli.at(JULY.plus(Duration.ofDays(30)));
        deployCode = cli.run(
                        "generate",
                        "--label",
                        "ci-deploy",
                        "--description",
                        "Deploys from CI",
                        "--scope",
                        "read",
                        "--scope",
                        "deploy",
                        "--expires-in",
                        "365d")
                .line();
        cli.at(JULY.plus(Duration.ofDays(60)));
        expiredCode =
                cli.run("generate", "--label", "trial", "--expires-in", "14d").line();
        cli.at(JULY.plus(Duration.ofDays(90)));
        cli.run("generate", "--label", "=SUM(A1) \"日本語\" \\ ';").exits(ExitCode.OK);
        cli.run("revoke", "legacy", "-y", "--reason", "no longer needed, says Żółw")
                .exits(ExitCode.OK);
        cli.at(Cli.START.minus(Duration.ofHours(3))).inPipe(deployCode + "\n");
        cli.run("verify", "--from", "192.0.2.7").exits(ExitCode.OK);
        cli.inPipe().run("generate", "--label", "web").exits(ExitCode.OK);
    }

    @Test
    void firstRun() throws IOException {
        Transcript runs = new Transcript(home, 0);
        runs.run("list").run("list -o json").run("generate --label demo").run("init");
        check("first-run", runs);
    }

    @Test
    void list() throws IOException {
        Transcript runs = begin();
        runs.typing(100, "").run("list").run("list --columns id,scopes,description --no-header --status active");
        runs.typing(60, "").run("list --color always");
        runs.typing(0, "")
                .run("list")
                .run("list -o table")
                .run("list -o csv")
                .run("list -o tsv --columns label,revoke_reason");
        runs.run("list -o json").run("list -o jsonl --sort label").run("list -o json --columns label,id --limit 1");
        runs.run("list -o ids --status revoked,expired")
                .run("list -o json nothing")
                .run("list -o csv nothing");
        runs.run("list --as-of 2026-09-02 -o jsonl --columns label,status");
        check("list", runs);
    }

    @Test
    void show() throws IOException {
        Transcript runs = begin();
        runs.run("show ci-deploy").run("show ci-deploy -o json").run("show ci-deploy --no-code -o json");
        runs.run("show ci-deploy -q").run("show legacy --no-code").run("show legacy --no-code -o json");
        runs.run("show legacy").run("show trial --field status").run("show trial --field description");
        runs.typing(80, "").run("show ci-deploy").run("show web --no-code --color always");
        check("show", runs);
    }

    @Test
    void history() throws IOException {
        Transcript runs = begin();
        String legacy = GuessableRandom.id(1);
        runs.run("history ci-deploy").run("history legacy -o json").run("history ci-deploy -o json");
        runs.typing(120, "").run("history legacy").run("history ci-deploy --color always");
        runs.typing(40, "").run("history ci-deploy").typing(0, "");
        runs.at(Cli.START.plusSeconds(1)).quietly("relabel web www");
        runs.at(Cli.START.plusSeconds(2)).quietly("rotate www --grace 7d");
        runs.at(Cli.START.plusSeconds(3)).quietly("purge --revoked-before 1d -y");
        runs.run("history", "--id", GuessableRandom.id(5)).run("history www").run("history " + legacy + " -o json");
        runs.typing(120, "").run("history", "--id", GuessableRandom.id(5)).run("history " + legacy);
        runs.typing(0, "").run("history legacy").run("history nobody -o json");
        check("history", runs);
    }

    @Test
    void generate() throws IOException {
        Transcript runs = begin();
        runs.at(Cli.START.plusSeconds(1)).run("generate --label a --expires-in 90d");
        runs.at(Cli.START.plusSeconds(2)).run("generate -q --label b --once");
        runs.at(Cli.START.plusSeconds(3)).run("generate --label c --scope deploy -o json --request-id c-1");
        runs.run("generate --label c --scope deploy -o json --request-id c-1").run("generate --label c --if-absent");
        runs.run("generate --label c --if-absent -o json").run("generate --label other --request-id c-1");
        runs.at(Cli.START.plusSeconds(4)).run("generate --label d -o json --secret-file " + home.resolve("d"));
        runs.run("generate --label e --secret-file " + home.resolve("d"));
        runs.at(Cli.START.plusSeconds(5)).typing(80, "").run("generate --label e");
        runs.at(Cli.START.plusSeconds(6)).typing(0, "f\n").run("generate --label-file - --request-id f");
        runs.typing(0, "f\n").run("generate --label-file - --request-id f -o json");
        runs.typing(0, "a\nx\ne\n").run("generate --label-file -");
        runs.typing(0, "x\n\ny\nx\n-z\n").run("generate --label-file - -o json");
        runs.run("generate").run("generate --label-file " + home.resolve("missing"));
        check("generate", runs);
    }

    @Test
    void rotate() throws IOException {
        Transcript runs = begin();
        runs.at(Cli.START.plusSeconds(1)).run("rotate ci-deploy --grace 7d -o json --request-id r-1");
        runs.run("rotate ci-deploy -o json --request-id r-1 --grace 7d").run("rotate ci-deploy");
        runs.at(Cli.START.plus(Duration.ofHours(5)));
        runs.run("rotate ci-deploy --status").run("rotate ci-deploy --status -o json");
        runs.typing(80, "").run("rotate ci-deploy --status").typing(80, "n\n").run("rotate ci-deploy --finish");
        runs.typing(0, "")
                .run("rotate ci-deploy --finish --if-idle 1d")
                .run("rotate ci-deploy --finish -y")
                .run("rotate ci-deploy --finish -y");
        runs.run("rotate ci-deploy --status -o json");
        runs.typing(80, "").run("rotate ci-deploy --status").typing(0, "");
        runs.at(Cli.START.plus(Duration.ofHours(6)))
                .run("rotate web")
                .run("rotate web --abort -y")
                .run("rotate web --abort -y");
        runs.run("rotate --abort -y --id " + GuessableRandom.id(7));
        runs.run("rotate web --grace 0 -y -o json").run("rotate trial");
        check("rotate", runs);
    }

    @Test
    void verify() throws IOException {
        Transcript runs = begin();
        for (String code : new String[] {
            deployCode,
            legacyCode,
            expiredCode,
            "sok_cut",
            TokenCode.draw(new Random(1)).reveal()
        }) {
            runs.typing(0, code + "\n").run("verify").typing(0, code + "\n").run("verify -o json");
        }
        runs.typing(0, deployCode + "\n").run("verify --scope deploy --scope write");
        runs.typing(0, deployCode + "\n").run("verify --scope deploy --scope write -o json");
        runs.typing(0, deployCode + "\n")
                .run("verify -q")
                .typing(80, deployCode + "\n")
                .run("verify");
        runs.typing(0, String.join("\n", deployCode, "", legacyCode, expiredCode) + "\n")
                .run("verify --stream");
        check("verify", runs);
    }

    @Test
    void revokeAndPurge() throws IOException {
        Transcript runs = begin();
        runs.run("revoke ci-deploy web --dry-run").run("revoke --label-glob * --dry-run --expect 4");
        runs.run("revoke --label-glob * --dry-run --expect 3")
                .run("revoke --expired -y --expect 2")
                .run("revoke web");
        runs.typing(80, "")
                .run("revoke --label-glob w* --dry-run")
                .typing(80, "n\n")
                .run("revoke web ci-deploy");
        runs.typing(80, "y\n").run("revoke", "web", "--reason", "laptop lost").typing(0, "");
        runs.run("revoke web legacy").run("revoke --unused-for 365d -y");
        runs.run("purge --revoked-before 30d --dry-run").run("purge --revoked-before 30d -y --expect 2");
        runs.run("purge --revoked-before 30d")
                .run("purge --revoked-before 30d -y")
                .run("purge --revoked-before 30d -y");
        check("revoke-and-purge", runs);
    }

    @Test
    void relabelAndAdmins() throws IOException {
        Transcript runs = begin();
        runs.run("relabel web www")
                .run("relabel www ci-deploy")
                .run("admins add 3999999001")
                .run("admins list");
        runs.run("admins list -o json").run("admins remove 3999999001").run("admins remove 3999999001");
        check("relabel-and-admins", runs);
    }

    @Test
    void errors() throws IOException {
        Transcript runs = begin();
        for (String line : List.of(
                "show nobody",
                "generate --label web",
                "generate --label web --scope a,b",
                "generate",
                "list --limit x",
                "lst",
                "list --statsu active",
                "rotate web --grace 0",
                "list --database /nonexistent/tokens.db")) {
            runs.run(line).run(line + " -o json");
        }
        runs.quietly("admins add 3999999001");
        runs.quietly("admins remove 1041");
        runs.run("show web").run("show web -o json");
        check("errors", runs);
    }

    @Test
    void schema() throws IOException {
        Transcript runs = new Transcript(home, 0);
        runs.run("schema").run("schema verify@1").run("schema nothing");
        check("schema", runs);
    }

    @Test
    void noFileHasARealCodeAMachinesPathOrTrailingSpace() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            for (Path file : files.toList()) {
                String text = Files.readString(file);
                assertThat(CODE.matcher(text).find()).as("a code in %s", file).isFalse();
                assertThat(text).as(file.toString()).doesNotContain(System.getProperty("java.io.tmpdir"), "\u001b");
            }
        }
        assertThat(TokenCode.parse(deployCode)).isPresent();
        assertThat(CODE.matcher(deployCode).find()).as("the control").isTrue();
    }

    private Transcript begin() throws IOException {
        Homes.copy(furnished, home);
        return new Transcript(home, 6);
    }

    /** Checks that the transcript equals the file with this name. */
    public static void check(String name, Transcript runs) throws IOException {
        Path expected = FOLDER.resolve(name + ".txt");
        Path actual = ACTUAL.resolve(name + ".txt");
        Files.createDirectories(ACTUAL);
        Files.writeString(actual, runs.text());
        if (Boolean.getBoolean("golden.update")) {
            Files.createDirectories(FOLDER);
            Files.writeString(expected, runs.text());
        }
        // For files, AssertJ shows which lines differ; for strings, it would print both.
        assertThat(actual)
                .as("'mvn test -Dtest=GoldenTest -Dgolden.update=true' makes it the expected one")
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(expected, UTF_8);
    }
}
