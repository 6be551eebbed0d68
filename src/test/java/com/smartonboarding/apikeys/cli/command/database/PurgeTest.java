package com.smartonboarding.apikeys.cli.command.database;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Purging deletes what was revoked long ago, and nothing else. */
class PurgeTest {
    private final Cli cli;
    private final RawDatabase database;

    /** Time is 400 days later: a and b were revoked on the first day, c on day 390, d has expired, e is active. */
    PurgeTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
        for (String label : new String[] {"a", "b", "c", "e"}) {
            cli.run("generate", "--label", label).exits(ExitCode.OK);
        }
        cli.run("generate", "--label", "d", "--expires-in", "1d").exits(ExitCode.OK);
        cli.run("revoke", "a", "b", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(390)));
        cli.run("revoke", "c", "-y").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(400)));
    }

    private List<String> labels() {
        return cli.run("list", "--columns", "label")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .sorted()
                .toList();
    }

    @Test
    void dryRunAndRealRunNameTheSameTokens() {
        List<String> names = database.texts(
                "SELECT label || ' (' || id || ')' FROM token WHERE label IN ('a', 'b')" + " ORDER BY created_at, id");
        List<String> ids = database.texts("SELECT id FROM token WHERE label IN ('a', 'b') ORDER BY created_at, id");
        Cli.Result dry =
                cli.run("purge", "--revoked-before", "365d", "--dry-run").exits(ExitCode.OK);
        assertThat(dry.out().lines().map(line -> line.split("\t", -1)[0])).isEqualTo(ids);
        assertThat(dry.err()).isEqualTo("Would purge 2 tokens. Nothing was changed.\n");
        assertThat(labels()).hasSize(5);

        Cli.Result real = cli.run("purge", "--revoked-before", "365d", "-y").exits(ExitCode.OK);

        assertThat(real.err()).isEqualTo("Purged " + names.get(0) + ".\nPurged " + names.get(1) + ".\n");
        assertThat(labels()).containsExactly("c", "d", "e");
        assertThat(database.texts("SELECT detail FROM audit WHERE action = 'purge' ORDER BY sequence"))
                .containsExactlyInAnyOrder("label='a'", "label='b'");
        assertThat(cli.run("purge", "--revoked-before", "365d", "-y")
                        .exits(ExitCode.OK)
                        .err())
                .isEqualTo("There are no tokens to purge.\n");
        cli.run("show", "--id", ids.get(0), "--no-code").exits(ExitCode.NOT_FOUND);
    }

    @Test
    void timeIsADurationOrADate() {
        assertThat(cli.run("purge", "--revoked-before", "2026-11-24", "--dry-run")
                        .out()
                        .lines())
                .hasSize(2);
        assertThat(cli.run("purge", "--revoked-before", "2026-11-23T09:00:00Z", "--dry-run")
                        .out())
                .isEmpty();
        assertThat(cli.run("purge", "--revoked-before", "1d", "--dry-run").out().lines())
                .hasSize(3);
        cli.run("purge", "--revoked-before", "soon", "-y").exits(ExitCode.USAGE);
        cli.run("purge", "-y").exits(ExitCode.USAGE);
    }

    @Test
    void anotherNumberThanTheExpectedChangesNothing() {
        for (String rest : new String[] {"--expect 1 -y", "--expect 1 --dry-run", "--expect 3 -y"}) {
            cli.run(("purge --revoked-before 365d " + rest).split(" ", -1)).exits(ExitCode.CONFLICT);
        }
        assertThat(labels()).hasSize(5);
        cli.run("purge", "--revoked-before", "365d", "--expect", "2", "-y").exits(ExitCode.OK);
    }

    @Test
    void personIsAskedBeforeAnythingIsDeleted() {
        cli.run("purge", "--revoked-before", "365d").exits(ExitCode.DECLINED);
        assertThat(cli.atTerminal(80, "n\n")
                        .run("purge", "--revoked-before", "365d")
                        .exits(ExitCode.DECLINED)
                        .err())
                .containsPattern("(?m)^\\w{12}  a ")
                .containsPattern("(?m)^\\w{12}  b ")
                .contains("Permanently delete these 2 tokens? [y/N] ");
        cli.atTerminal(80, "y\n").run("purge", "--revoked-before", "365d").exits(ExitCode.OK);
        assertThat(cli.inPipe().run("list", "-o", "ids").out().lines()).hasSize(3);
    }

    @Test
    void purgedTokenCannotBePutBack() {
        Path copy = cli.home().resolve("copy.db");
        database.executePlainly("VACUUM INTO '" + copy + "'");
        cli.run("purge", "--revoked-before", "365d", "-y").exits(ExitCode.OK);

        database.execute("ATTACH '" + copy + "' AS old", "INSERT INTO token SELECT * FROM old.token WHERE label = 'a'");

        cli.run("list").exits(ExitCode.INTEGRITY);
    }
}
