package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Bulk revocation by a common property revokes exactly the tokens that were shown, and all or none of them. */
class BulkRevokeTest {
    private final Cli cli;
    private final RawDatabase database;

    /**
     * Time is 100 days later: ci-old and web were never used, ci-used was used yesterday, ci-new was made yesterday,
     * ci-past has expired, gone is revoked.
     */
    BulkRevokeTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
        generate("ci-old");
        String used = generate("ci-used");
        generate("ci-past", "--expires-in", "50d");
        generate("web");
        generate("gone");
        cli.run("revoke", "gone", "-y", "--reason", "first").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(99)));
        generate("ci-new");
        cli.inPipe(used).run("verify", "-q").exits(ExitCode.OK);
        cli.inPipe().at(Cli.START.plus(Duration.ofDays(100)));
    }

    private String generate(String label, String... more) {
        String[] args = new String[more.length + 3];
        args[0] = "generate";
        args[1] = "--label";
        args[2] = label;
        System.arraycopy(more, 0, args, 3, more.length);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    @Test
    void useThatIsNotedOnlyWhileItWaitsKeepsATokenAlive() {
        String unused = cli.run("show", "ci-old", "-q").line();
        cli.duringPause(() -> {
            cli.inPipe(unused).run("verify", "-q").exits(ExitCode.OK);
            cli.inPipe();
        });

        cli.run("revoke", "--unused-for", "90d", "--label-glob", "ci-*", "-y").exits(ExitCode.OK);

        assertThat(cli.pauses()).hasSize(1);
        assertThat(revoked()).containsExactly("ci-past", "gone");
        cli.run("revoke", "--unused-for", "90d", "--label-glob", "ci-*", "-y").exits(ExitCode.OK);
        assertThat(cli.pauses())
                .as("waits only where something would be revoked")
                .hasSize(1);
    }

    private List<String> revoked() {
        return cli.run("list", "--status", "revoked", "--columns", "label")
                .out()
                .lines()
                .sorted()
                .toList();
    }

    private List<String> eventsAfter(long sequence) {
        return database.texts("SELECT action || ' ' || label || ' ' || coalesce(detail, '-') FROM audit JOIN token"
                + " ON token.id = token_id WHERE sequence > " + sequence + " ORDER BY label");
    }

    private long lastEvent() {
        return Long.parseLong(database.texts("SELECT max(sequence) FROM audit").get(0));
    }

    @ParameterizedTest
    @CsvSource({
        "--expired, ci-past",
        "--unused-for 90d, ci-old ci-past web",
        "--label-glob ci-*, ci-new ci-old ci-past ci-used",
        "--label-glob ci-n* --label-glob w?b, ci-new web",
        "--unused-for 90d --label-glob ci-*, ci-old ci-past",
        "--expired --unused-for 90d --label-glob ci-*, ci-past",
        "--expired --label-glob web, ''",
        "--unused-for 101d, ''",
    })
    void dryRunAndRealRunNameTheSameTokens(String filter, String labels) {
        List<String> expected = labels.isEmpty() ? List.of() : List.of(labels.split(" ", -1));
        long before = lastEvent();

        Cli.Result dry =
                cli.run(("revoke " + filter + " --dry-run").split(" ", -1)).exits(ExitCode.OK);
        assertThat(dry.out().lines().map(line -> line.split("\t", -1)[1]).sorted())
                .isEqualTo(expected);
        assertThat(dry.err())
                .isEqualTo("Would revoke " + expected.size() + (expected.size() == 1 ? " token" : " tokens")
                        + ". Nothing was changed.\n");
        assertThat(lastEvent()).isEqualTo(before);
        assertThat(revoked()).containsExactly("gone");

        Cli.Result real = cli.run(("revoke " + filter + " -y --reason stale").split(" ", -1))
                .exits(ExitCode.OK);
        assertThat(real.out()).isEmpty();
        assertThat(real.err())
                .isEqualTo(
                        expected.isEmpty()
                                ? "There are no tokens to revoke.\n"
                                : dry.out()
                                        .lines()
                                        .map(line -> "Revoked " + line.split("\t", -1)[1] + " ("
                                                + line.split("\t", -1)[0] + ").\n")
                                        .reduce("", String::concat));
        assertThat(eventsAfter(before))
                .isEqualTo(expected.stream()
                        .map(label -> "revoke " + label + " stale")
                        .toList());
    }

    @Test
    void anotherNumberThanTheExpectedChangesNothing() {
        long before = lastEvent();

        for (String rest : new String[] {"--expect 2 -y", "--expect 4 -y", "--expect 2 --dry-run", "--expect 0 -y"}) {
            Cli.Result result =
                    cli.run(("revoke --unused-for 90d " + rest).split(" ", -1)).exits(ExitCode.CONFLICT);
            assertThat(result.out()).isEmpty();
            assertThat(result.err()).contains("There are 3 such tokens, but ", "Nothing was changed");
        }
        cli.run("revoke", "--unused-for", "90d", "--expect", "-1", "-y").exits(ExitCode.USAGE);
        assertThat(lastEvent()).isEqualTo(before);
        assertThat(revoked()).containsExactly("gone");

        cli.run("revoke", "--unused-for", "90d", "--expect", "3", "-y").exits(ExitCode.OK);
        cli.run("revoke", "--unused-for", "90d", "--expect", "0", "-y").exits(ExitCode.OK);
        assertThat(revoked()).containsExactly("ci-old", "ci-past", "gone", "web");
    }

    @Test
    void personIsAskedOnceForAllAndOnlyThoseAreRevoked() {
        Cli.Result no =
                cli.atTerminal(80, "n\n").run("revoke", "--label-glob", "ci-o*").exits(ExitCode.DECLINED);
        assertThat(no.err()).contains("ci-old (", ") was never accessed. Revoke it? [y/N] ");

        Cli.Result yes =
                cli.atTerminal(80, "y\n").run("revoke", "--unused-for", "90d").exits(ExitCode.OK);
        assertThat(yes.err()).containsOnlyOnce("[y/N]").contains("Revoke these 3 tokens? [y/N] ");
        assertThat(named(yes)).containsExactlyInAnyOrder("ci-old", "ci-past", "web");

        cli.inPipe();
        cli.run("revoke", "--label-glob", "*").exits(ExitCode.DECLINED);
        assertThat(revoked()).containsExactly("ci-old", "ci-past", "gone", "web");
    }

    @Test
    void longQuestionNamesTwentyAndCountsTheRest() {
        for (int i = 0; i < 25; i++) {
            generate("job-" + i);
        }

        Cli.Result result =
                cli.atTerminal(80, "n\n").run("revoke", "--label-glob", "job-*").exits(ExitCode.DECLINED);

        assertThat(named(result)).hasSize(20);
        assertThat(result.err()).contains("\nand 5 more\nRevoke these 25 tokens? [y/N] ");
    }

    @Test
    void whatSomebodyUsesIsNamedFirst() {
        for (int i = 0; i < 25; i++) {
            generate("job-" + i);
        }
        String used = cli.run("show", "job-24", "-q").line();
        cli.inPipe(used).run("verify", "-q").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(100)).plusSeconds(120));

        Cli.Result result =
                cli.atTerminal(80, "n\n").run("revoke", "--label-glob", "*").exits(ExitCode.DECLINED);

        assertThat(named(result)).hasSize(20).startsWith("job-24", "ci-used");
        assertThat(result.err().replaceAll("\u001b\\[[0-9;]*m", ""))
                .contains("job-24   2 minutes ago\n", "1 of these tokens is in use. Revoke these 30 tokens? [y/N] ");
    }

    /** The labels that the question names. */
    private static List<String> named(Cli.Result result) {
        return result.err()
                .lines()
                .filter(line -> line.matches("\\w{12}  .*"))
                .map(line -> line.split(" +", -1)[1])
                .toList();
    }

    @Test
    void tokensAreSaidInOneWay() {
        cli.run("revoke", "-y").exits(ExitCode.USAGE);
        cli.run("revoke", "web", "--expired", "-y").exits(ExitCode.USAGE);
        cli.inPipe("x").run("revoke", "web", "--code-stdin", "-y").exits(ExitCode.USAGE);
        cli.inPipe("x").run("revoke", "--expired", "--code-stdin", "-y").exits(ExitCode.USAGE);
        cli.run("revoke", "--unused-for", "many", "-y").exits(ExitCode.USAGE);
        assertThat(revoked()).containsExactly("gone");
    }

    @Test
    void leakedCodeIsRevokedWithoutBeingRepeated() {
        String code = generate("leaky");

        Cli.Result dry = cli.inPipe(code + "\n")
                .run("revoke", "--code-stdin", "--dry-run")
                .exits(ExitCode.OK);
        assertThat(dry.out())
                .startsWith(code.substring(4, 16) + "\tleaky\tActive\t")
                .doesNotContain("sok_");
        cli.inPipe(code + "\n").run("revoke", "--code-stdin").exits(ExitCode.DECLINED);
        Cli.Result real = cli.inPipe(code + "\n")
                .run("revoke", "--code-stdin", "-y", "--reason", "leaked")
                .exits(ExitCode.OK);

        assertThat(real.err()).isEqualTo("Revoked leaky (" + code.substring(4, 16) + ").\n");
        assertThat(cli.inPipe(code + "\n")
                        .run("revoke", "--code-stdin", "-y")
                        .exits(ExitCode.OK)
                        .err())
                .contains("was already revoked");
        cli.inPipe(code).run("verify", "-q").exits(ExitCode.REJECTED_REVOKED);
    }

    @Test
    void codeThatIsNoneOrOfNoTokenRevokesNothing() {
        String code = generate("ci");
        assertThat(cli.inPipe(code.substring(1))
                        .run("revoke", "--code-stdin", "-y")
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("is not a token code")
                .doesNotContain(code.substring(17));
        cli.inPipe("").run("revoke", "--code-stdin", "-y").exits(ExitCode.USAGE);
        cli.inPipe().run("revoke", "ci", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(200)));
        cli.run("purge", "--revoked-before", "50d", "-y").exits(ExitCode.OK);

        cli.inPipe(code).run("revoke", "--code-stdin", "-y").exits(ExitCode.NOT_FOUND);
    }

    @Test
    void predecessorAndSuccessorGoTogetherByTheirLabel() {
        cli.run("rotate", "web").exits(ExitCode.OK);

        Cli.Result result =
                cli.run("revoke", "--label-glob", "web", "--expect", "2", "-y").exits(ExitCode.OK);

        assertThat(result.err()).doesNotContain("still authenticates");
        assertThat(revoked()).containsExactly("gone", "web", "web");
    }
}
