package com.smartonboarding.apikeys.cli.complete;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The answers that the completion scripts get. */
class TabQueryTest {
    private static final List<String> KINDS =
            List.of("active", "recoverable", "all", "labels", "scopes", "owners", "allowed", "administrators", "keys");

    private final Cli cli;
    private final String id;

    TabQueryTest(Cli cli) {
        this.cli = cli;
        generate("web-old", "--expires-in", "1d");
        generate("web-gone");
        cli.run("revoke", "-y", "web-gone").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        generate("web-once", "--owner", "Web team", "--once", "--scope", "deploy:web", "--scope", "read");
        String code = cli.run("generate", "--label", "web-app", "--scope", "deploy:api")
                .line();
        cli.inPipe(code + "\n").run("verify").exits(ExitCode.OK);
        cli.at(Cli.START.plus(Duration.ofDays(5)));
        id = cli.run("show", "web-app", "--field", "id").line();
    }

    private void generate(String label, String... options) {
        cli.run(concat(new String[] {"generate", "-q", "--label", label}, options))
                .exits(ExitCode.OK);
    }

    private static String[] concat(String[] some, String... others) {
        String[] all = Arrays.copyOf(some, some.length + others.length);
        System.arraycopy(others, 0, all, some.length, others.length);
        return all;
    }

    @Test
    void activeTokensAreThoseThatAuthenticate() {
        assertThat(cli.complete("active", "web")).isEqualTo("""
                web-app\tActive, last accessed 3 days ago
                web-once\tActive, never accessed
                """);
    }

    @Test
    void recoverableTokensAreThoseWhoseCodeCanBeShown() {
        assertThat(cli.complete("recoverable", "")).isEqualTo("""
                web-app\tActive, last accessed 3 days ago
                web-old\tExpired, never accessed
                """);
        for (String line : cli.complete("recoverable", "").lines().toList()) {
            cli.run("show", line.substring(0, line.indexOf('\t'))).exits(ExitCode.OK);
        }
    }

    @Test
    void allTokensAreAllAndALabelIsThatOfItsCurrentToken() {
        generate("web-gone");
        cli.run("rotate", "web-app").exits(ExitCode.OK);

        assertThat(cli.complete("all", "web-")).isEqualTo("""
                web-app\tActive, never accessed
                web-gone\tActive, never accessed
                web-old\tExpired, never accessed
                web-once\tActive, never accessed
                """);
        assertThat(cli.complete("labels", "web-o")).isEqualTo("""
                web-old\tExpired, never accessed
                web-once\tActive, never accessed
                """);
    }

    @Test
    void aLabelIsDescribedAsTheTokenThatCommandsTakeItFor() {
        String oldest = cli.run("generate", "--label", "spare").line().substring(4, 16);
        cli.at(Cli.START.plus(Duration.ofDays(6)));
        String rotatedOut = cli.run("generate", "--label", "db").line();
        cli.run("rotate", "db", "--grace", "30d").exits(ExitCode.OK);
        cli.run("relabel", "db", "db-new").exits(ExitCode.OK);
        cli.inPipe(rotatedOut + "\n").run("verify").exits(ExitCode.OK);
        cli.run("relabel", "spare", "db").exits(ExitCode.OK);
        // Both are Active, and the newer one was rotated out.
        assertThat(cli.run("show", "db", "--field", "id").line()).isEqualTo(oldest);
        assertThat(cli.complete("active", "db")).isEqualTo("""
                db\tActive, never accessed
                db-new\tActive, never accessed
                """);
    }

    @Test
    void aLabelWhoseTokenHasNoCodeIsNotOfferedAsOneWithACode() {
        cli.at(Cli.START.plus(Duration.ofDays(6)));
        generate("web-old");
        cli.run("revoke", "-y", "web-old").exits(ExitCode.OK);
        // The older token with this label is Expired, and its code is still kept; but the label means the newer one.
        cli.run("show", "web-old").exits(ExitCode.NOT_FOUND);
        assertThat(cli.complete("recoverable", "web-old")).isEmpty();
    }

    @Test
    void idsAloneAreThoseOfAllTokens() {
        assertThat(cli.complete("ids", "").lines()).hasSize(4).allMatch(line -> line.matches("\\w{12}\tweb-.*"));
        assertThat(cli.complete("ids", id.substring(0, 2)))
                .contains(id + "\tweb-app, Active, last accessed 3 days ago\n");
        assertThat(cli.complete("ids", "web")).isEmpty();
    }

    /** Shells insert the common prefix of all candidates, so the last one must be in the answer. */
    @Test
    void ofTooManyIdsTheFirstAndTheLastAreTold() {
        String[] labels = IntStream.range(0, 300).mapToObj(i -> "n" + i).toArray(String[]::new);
        cli.inPipe(String.join("\n", labels))
                .run("generate", "-q", "--label-file", "-")
                .exits(ExitCode.OK);
        List<String> ids =
                cli.inPipe().run("list", "-o", "ids").out().lines().sorted().toList();

        List<String> told = cli.complete("ids", "")
                .lines()
                .map(line -> line.substring(0, 12))
                .toList();

        assertThat(told).hasSize(99).contains(ids.get(0), ids.get(ids.size() - 1));
    }

    @Test
    void idsAreOfferedWhereNoLabelBeginsSoOrFourCharactersWereTyped() {
        String candidate = id + "\tweb-app, Active, last accessed 3 days ago\n";
        assertThat(cli.complete("active", "")).doesNotContain(id);
        assertThat(cli.complete("active", id)).isEqualTo(candidate);
        assertThat(cli.complete("active", id.substring(0, 4))).isEqualTo(candidate);

        generate(id.substring(0, 6));
        assertThat(cli.complete("active", id.substring(0, 3)))
                .contains(id.substring(0, 6))
                .doesNotContain(id);
        assertThat(cli.complete("active", id.substring(0, 4)))
                .isEqualTo(id.substring(0, 6) + "\tActive, never accessed\n" + candidate);
        cli.run("revoke", "-y", "--id", id).exits(ExitCode.OK);
        assertThat(cli.complete("active", id)).isEmpty();
        assertThat(cli.complete("recoverable", id)).isEmpty();
        assertThat(cli.complete("all", id)).startsWith(id + "\tweb-app, Revoked");
        assertThat(cli.complete("labels", id)).isEmpty();
    }

    @Test
    void ownersAreThoseOfTokensAndMayHaveSpaces() {
        generate("pay-1", "--owner", "Payroll team");
        generate("pay-2", "--owner", "Payroll team");
        generate("ops", "--owner", "ops@example.com");

        assertThat(cli.complete("owners", "")).isEqualTo("Payroll team\nWeb team\nops@example.com\n");
        assertThat(cli.complete("owners", "Pay")).isEqualTo("Payroll team\n");
    }

    @Test
    void scopesAndAdministratorsAreThoseInUse() {
        assertThat(cli.complete("scopes", "")).isEqualTo("deploy:api\ndeploy:web\nread\n");
        assertThat(cli.complete("scopes", "deploy:w")).isEqualTo("deploy:web\n");
        new RawDatabase(cli.database()).execute("UPDATE administrator SET name = 'alice'");
        assertThat(cli.complete("administrators", "al")).isEqualTo("alice\n");
        assertThat(cli.complete("administrators", "b")).isEmpty();
    }

    @Test
    void ofManyTheFirstAndTheLastAreOffered(Cli many) {
        ManyTokens.fill(many, 1000);

        List<String> candidates = many.complete("active", "label ").lines().toList();
        assertThat(candidates).hasSize(99).startsWith("label 0\tActive, never accessed");
        assertThat(candidates.get(98)).startsWith("label 999\t");
        assertThat(many.complete("all", "label 50").lines()).hasSize(11);
        assertThat(many.complete("active", "label 9999")).isEmpty();
    }

    @Test
    void aPrefixMeansTheSameInEveryUnicodeForm() {
        generate("caf\u00e9 日本");

        assertThat(cli.complete("active", "cafe\u0301 ")).isEqualTo("caf\u00e9 日本\tActive, never accessed\n");
        assertThat(cli.complete("active", "CAF")).isEmpty();
        assertThat(cli.complete("active", "%")).isEmpty();
        assertThat(cli.complete("active", "w_b")).isEmpty();
    }

    @Test
    void whatCouldMoveACursorIsDropped() {
        new RawDatabase(cli.database())
                .execute(
                        "UPDATE token SET label = 'web-' || char(27) || '[2J' WHERE label = 'web-once'",
                        "UPDATE token SET scopes = 'a' || char(10) || 'b' WHERE scopes = 'deploy:api'");

        assertThat(cli.complete("active", "web-").lines()).hasSize(1);
        assertThat(cli.complete("scopes", "")).isEqualTo("deploy:web\nread\n");
    }

    /** Such a database could contain views that run forever, or rows that do not fit into memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE VIEW another AS SELECT 1",
                "PRAGMA user_version = 0",
                "PRAGMA user_version = 99",
                "DROP INDEX token_by_label",
            })
    void databaseOfAnotherSchemaIsNotAsked(String sql) {
        new RawDatabase(cli.database()).executePlainly(sql);

        for (String kind : KINDS) {
            assertThat(cli.complete(kind, "")).as(kind).isEmpty();
        }
    }

    @Test
    void nothingIsChangedAndNoKeyNeeded() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        Files.delete(cli.keyFile());

        for (String kind : KINDS) {
            if (kind.equals("keys")) { // the ids of the keys are in the key file only
                assertThat(cli.complete(kind, "")).isEmpty();
            } else {
                assertThat(cli.complete(kind, "")).as(kind).isNotEmpty();
            }
        }
        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(cli.home().resolve(".local/share/apikeys")).isDirectoryNotContaining("glob:**-{journal,wal,shm}");
    }

    @Test
    void databaseIsTheOneThatACommandWouldTake() throws IOException {
        Path other = Files.copy(cli.database(), cli.home().resolve("other.db"));
        Files.setPosixFilePermissions(other, PosixFilePermissions.fromString("rw-------"));
        generate("web-new");

        assertThat(cli.complete("active", "web-n")).isNotEmpty();
        assertThat(cli.complete("active", "web-n", other.toString())).isEmpty();
        assertThat(cli.complete("active", "web-a", other.toString())).isNotEmpty();
        cli.with(Settings.DATABASE_VARIABLE, other.toString());
        assertThat(cli.complete("active", "web-n")).isEmpty();
        assertThat(cli.complete("active", "web-n", cli.database().toString())).isNotEmpty();
        cli.with(Settings.DATABASE_VARIABLE, null)
                .with(Settings.CONFIGURATION_VARIABLE, configuration(other).toString());
        assertThat(cli.complete("active", "web-n")).isEmpty();
        assertThat(cli.complete("active", "web-a")).isNotEmpty();
    }

    private Path configuration(Path database) throws IOException {
        Path file = Files.writeString(cli.home().resolve("settings"), "database=" + database + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void whereThereIsNoDatabaseNoneIsMade() {
        Path missing = cli.home().resolve("below/missing.db");

        for (String kind : KINDS) {
            assertThat(cli.complete(kind, "", missing.toString())).as(kind).isEmpty();
        }
        assertThat(missing.getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"open", "link", "garbage", "empty", "cut", "journal"})
    void whatCannotBeReadAsItIsIsPassedOver(String how) throws IOException {
        Path file = cli.database();
        switch (how) {
            case "open" -> Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            case "link" ->
                Files.createSymbolicLink(file, Files.move(file, cli.home().resolve("elsewhere")));
            case "garbage" -> Files.writeString(file, "no database");
            case "empty" -> Files.write(file, new byte[0]);
            case "cut" -> Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 5000));
            default -> // only a command that may write rolls it back
                new RawDatabase(file).killedIn("CREATE TABLE filler (x)");
        }

        for (String kind : KINDS) {
            assertThat(cli.complete(kind, "")).as(kind).isEmpty();
        }
    }

    @Test
    void aLockIsNotWaitedForLong() throws SQLException {
        long begin = System.nanoTime();
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            assertThat(cli.complete("active", "")).isEmpty();
            statement.execute("ROLLBACK");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
        assertThat(cli.complete("active", "")).as("the control").isNotEmpty();
    }

    @Test
    void aQuestionOfAnotherVersionHasNoAnswer() {
        assertThat(cli.complete("nothing", "")).isEmpty();
        assertThat(cli.complete("active", "", "database", "more")).isEmpty();
        assertThat(TabQuery.isMeant("__complete")).isTrue();
        assertThat(TabQuery.isMeant("list", "__complete")).isFalse();
        assertThat(TabQuery.isMeant()).isFalse();
    }
}
