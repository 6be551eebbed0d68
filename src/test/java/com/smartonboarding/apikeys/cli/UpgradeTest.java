package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of an older version goes on working, whatever the first command on it is. */
class UpgradeTest {
    @TempDir
    private Path home;

    private Cli cli;
    private RawDatabase database = new RawDatabase(Path.of("/"));
    private String code = "";
    private String list = "";

    /** Version 1 lacked what rotation and retries need; it is what is left without that. */
    @BeforeEach
    void databaseOfVersionOne() {
        cli = new Cli(home);
        database = new RawDatabase(cli.database());
        code = cli.run("generate", "--label", "alpha", "--scope", "read", "--expires-in", "90d")
                .exits(ExitCode.OK)
                .line();
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("revoke", "beta", "-y", "--reason", "lost").exits(ExitCode.OK);
        list = cli.run("list", "-o", "json").exits(ExitCode.OK).out();
        database.executePlainly("DROP INDEX token_by_request");
        database.executePlainly("DROP INDEX audit_of_revocations");
        for (String column : List.of(
                "predecessor_id", "successor_id", "shortened_at", "former_expires_at", "request_id", "request_mac")) {
            database.executePlainly("ALTER TABLE token DROP COLUMN " + column);
        }
        database.executePlainly("PRAGMA user_version = 1");
    }

    private String version() {
        return database.texts("PRAGMA user_version").get(0);
    }

    @Test
    void commandThatOnlyReadsUpgradesAndSaysTheSame() {
        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(list);

        assertThat(version()).isEqualTo("2");
        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(list);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show alpha --no-code",
                "show alpha -q",
                "generate --label gamma",
                "generate --label gamma --request-id r",
                "rotate alpha",
                "revoke alpha -y",
                "relabel alpha gamma",
                "purge --revoked-before 0s -y",
                "verify -q",
                "verify --stream",
                "admins list",
            })
    void anyCommandMayBeTheFirst(String line) {
        cli.inPipe(code + "\n").run(line.split(" ", -1)).exits(ExitCode.OK);

        assertThat(version()).isEqualTo("2");
        cli.inPipe().run("list").exits(ExitCode.OK);
    }

    @Test
    void whatIsOnlyInNewVersionsWorksAfterwards() {
        assertThat(cli.run("show", "alpha", "-q").exits(ExitCode.OK).line()).isEqualTo(code);
        String successor = cli.run("rotate", "alpha", "--request-id", "r")
                .exits(ExitCode.OK)
                .line();
        assertThat(cli.run("rotate", "alpha", "--request-id", "r")
                        .exits(ExitCode.OK)
                        .line())
                .isEqualTo(successor);
        cli.run("rotate", "alpha", "--abort", "-y").exits(ExitCode.OK);
        assertThat(cli.run("show", "alpha", "--field", "expires").line()).isEqualTo("2027-02-21T09:00:00Z");
    }

    @Test
    void tableThatWasAlteredIsNotUpgraded() {
        database.executePlainly("CREATE VIEW spy AS SELECT * FROM token");

        cli.run("list").exits(ExitCode.INTEGRITY);

        assertThat(version()).isEqualTo("1");
    }

    @Test
    void rowThatWasEditedBeforeTheUpgradeIsRefusedAfterIt() {
        database.execute("UPDATE token SET expires_at = NULL WHERE label = 'alpha'");

        cli.run("list").exits(ExitCode.INTEGRITY);
        cli.run("show", "alpha", "-q").exits(ExitCode.INTEGRITY);
    }
}
