package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A database of an older version keeps working, whatever the first command on it is. */
class UpgradeTest {
    private final Cli cli;
    private final RawDatabase database;
    private final String code;
    private final String list;

    /** Makes a database of version 1, which lacked what rotation and retries need. */
    UpgradeTest(Cli cli) throws IOException {
        this.cli = cli;
        database = new RawDatabase(cli.database());
        code = cli.run("generate", "--label", "alpha", "--scope", "read", "--expires-in", "90d")
                .exits(ExitCode.OK)
                .line();
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("revoke", "beta", "-y", "--reason", "lost").exits(ExitCode.OK);
        list = cli.run("list", "-o", "json").exits(ExitCode.OK).out();
        OlderSchema.rewrite(cli.database(), cli.keyFile(), 1);
    }

    private String version() {
        return database.texts("PRAGMA user_version").get(0);
    }

    @Test
    void commandThatOnlyReadsUpgradesAndSaysTheSame() {
        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(list);

        assertThat(version()).isEqualTo("4");
        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(list);
    }

    /** An attacker would go back to the old schema for what it does not protect. */
    @ParameterizedTest
    @ValueSource(strings = {"list", "verify -q", "generate --label gamma"})
    void oldDatabaseIsRefusedOnceItWasUpgraded(String line) throws IOException {
        Files.deleteIfExists(cli.anchor());
        byte[] old = Files.readAllBytes(cli.database());
        cli.inPipe(code + "\n").run(line.split(" ", -1)).exits(ExitCode.OK);

        Files.write(cli.database(), old);

        cli.inPipe().run("list").exits(ExitCode.INTEGRITY);
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

        assertThat(version()).isEqualTo("4");
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token SET expires_at = NULL WHERE label = 'alpha'",
                "DELETE FROM token WHERE label = 'beta'",
                "UPDATE head SET tokens = tokens + 1",
                "UPDATE administrator SET name = 'eve'",
                "DELETE FROM administrator",
                "UPDATE audit SET detail = 'nothing' WHERE action = 'revoke'",
                "DELETE FROM audit WHERE action = 'revoke'",
            })
    void whatWasTamperedWithBeforeTheUpgradeIsNotMadeRightByIt(String sql) throws IOException {
        database.execute(sql);
        byte[] before = Files.readAllBytes(cli.database());

        cli.run("list").exits(ExitCode.INTEGRITY);
        cli.run("show", "alpha", "-q").exits(ExitCode.INTEGRITY);
        cli.run("generate", "--label", "gamma").exits(ExitCode.INTEGRITY);

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
    }

    @Test
    void rowOfAnOlderFormIsNoRowOfThisVersion() {
        byte[] oldMac = database.blob("SELECT mac FROM token WHERE label = 'alpha'");
        cli.run("list").exits(ExitCode.OK);

        database.execute("UPDATE token SET mac = x'" + HexFormat.of().formatHex(oldMac) + "' WHERE label = 'alpha'");

        cli.run("show", "alpha", "--no-code").exits(ExitCode.INTEGRITY);
    }

    @Test
    void olderSchemaIsNotTakenOnceANewerOneWasSeen() throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        cli.run("list").exits(ExitCode.OK);

        Files.write(cli.database(), before);

        assertThat(cli.run("list").exits(ExitCode.INTEGRITY).err())
                .contains("schema", cli.anchor().toString());
    }

    /** The database was written by the tool that made schema 2, without any of today's code. */
    @Test
    void databaseThatTheOlderToolMadeKeepsItsMeaning() throws Exception {
        makeFrom("schema-2");

        assertThat(cli.run("list", "-o", "tsv").exits(ExitCode.OK).out().lines())
                .hasSize(7)
                .anyMatch(line -> line.startsWith("teKcN56ZTh3V\talpha\tActive"))
                .anyMatch(line -> line.startsWith("rvz5ljaWSmMc\tbeta\tRevoked"));
        assertThat(version()).isEqualTo("4");
        assertThat(cli.run("rotate", "--status", "epsilon").exits(ExitCode.OK).out())
                .contains("nuNWZU8NiLMb");
        String uid = String.valueOf(Files.getAttribute(cli.home(), "unix:uid"));
        cli.run("admins", "add", "--recover", uid).exits(ExitCode.OK);
        String shown = cli.run("show", "alpha", "-q").exits(ExitCode.OK).line();
        cli.inPipe(shown + "\n").run("verify", "-q").exits(ExitCode.OK);
        assertThat(database.texts("SELECT label FROM token WHERE revoked_for = 'undelivered'"))
                .as("by the trail, not by the reason: of 'delta' a person said the same")
                .containsExactly("gamma");
    }

    /** It was written by the tool that made schema 3, before its columns were declared once. */
    @Test
    void databaseOfSchema3KeepsItsMeaning() throws Exception {
        makeFrom("schema-3");

        assertThat(cli.run("list", "-o", "tsv").exits(ExitCode.OK).out().lines())
                .hasSize(12)
                .anyMatch(line -> line.startsWith("Cp4COM4IOp9y\talpha-2\tActive"))
                .anyMatch(line -> line.startsWith("Vp3UcMbtgbM6\teta\tRevoked"))
                .anyMatch(line -> line.startsWith("uuk4h2ZZRbE7\ttheta\tRevoked"));
        assertThat(cli.run("history", "Cp4COM4IOp9y", "-o", "tsv")
                        .exits(ExitCode.OK)
                        .out())
                .contains("alpha");

        String uid = String.valueOf(Files.getAttribute(cli.home(), "unix:uid"));
        cli.run("admins", "add", "--recover", uid).exits(ExitCode.OK);
        String shown = cli.run("show", "alpha-2", "-q").exits(ExitCode.OK).line();
        cli.inPipe(shown + "\n").run("verify", "-q").exits(ExitCode.OK);
        cli.run("rotate", "--finish", "zeta", "-y").exits(ExitCode.OK);
        cli.run("relabel", "alpha-2", "alpha").exits(ExitCode.OK);
        cli.run("list").exits(ExitCode.OK);
        assertThat(version()).isEqualTo("4");
    }

    /** It was written by the last tool with schema 3. Its trail has a purge, and an event for each kind of change. */
    @Test
    void databaseThatTheLastToolBeforeMadeKeepsItsMeaning() throws Exception {
        makeFrom("schema-3-last");

        assertThat(cli.run("list", "-o", "tsv").exits(ExitCode.OK).out().lines())
                .hasSize(7)
                .anyMatch(line -> line.startsWith("0uxWu9hAWn2y\talpha\tActive"))
                .anyMatch(line -> line.startsWith("0MnMaGOtgaPt\tgamma-1\tActive"))
                .anyMatch(line -> line.startsWith("bEJM8zTZA0U3\tbëta 2\tActive"));
        assertThat(version()).isEqualTo("4");
        String uid = String.valueOf(Files.getAttribute(cli.home(), "unix:uid"));
        cli.run("admins", "add", "--recover", uid).exits(ExitCode.OK);
        String shown = cli.run("show", "alpha", "-q").exits(ExitCode.OK).line();
        cli.inPipe(shown + "\n").run("verify", "-q").exits(ExitCode.OK);
        cli.run("rotate", "--finish", "alpha", "-y").exits(ExitCode.OK);
        cli.run("audit", "verify").exits(ExitCode.OK);
    }

    /** Before an upgrade, the database is copied; the copy is one that the older tool can use. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void upgradeKeepsACopyAndSaysWhere(int schema) throws IOException {
        if (schema > 1) {
            cli.run("list").exits(ExitCode.OK);
            copies().forEach(copy -> assertThat(copy.toFile().delete()).isTrue());
            OlderSchema.rewrite(cli.database(), cli.keyFile(), schema);
        }
        byte[] before = Files.readAllBytes(cli.database());

        String said = cli.run("list").exits(ExitCode.OK).err();

        Path copy = cli.database().resolveSibling("apikeys.db.schema-" + schema + "-20261123T090000Z");
        assertThat(copies()).containsExactly(copy);
        assertThat(said).contains(copy.toString());
        assertThat(Files.readAllBytes(copy)).isEqualTo(before);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(copy)))
                .isEqualTo("rw-------");
        assertThat(database.texts("SELECT detail FROM audit WHERE action = 'upgrade'"))
                .last()
                .isEqualTo("schema " + schema + " to 4; copy " + copy);
        assertThat(cli.run("list").exits(ExitCode.OK).err())
                .as("said only once")
                .isEmpty();
    }

    @Test
    void everyUpgradeKeepsACopyOfItsOwn() throws IOException {
        for (int i = 0; i < 3; i++) {
            cli.run("list").exits(ExitCode.OK);
            OlderSchema.rewrite(cli.database(), cli.keyFile(), 1);
        }

        assertThat(copies())
                .extracting(copy -> copy.getFileName().toString())
                .containsExactly(
                        "apikeys.db.schema-1-20261123T090000Z",
                        "apikeys.db.schema-1-20261123T090000Z-2",
                        "apikeys.db.schema-1-20261123T090000Z-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token SET expires_at = NULL WHERE label = 'alpha'",
                "UPDATE token SET revoked_at = NULL, revoked_by = NULL, revoked_by_name = NULL, revoke_reason = NULL",
                "UPDATE token SET written = written + 100 WHERE label = 'alpha'",
                "UPDATE token SET written = 0",
                "DELETE FROM token WHERE label = 'beta'",
                "UPDATE head SET tokens = tokens + 1",
                "DELETE FROM administrator",
                "DELETE FROM audit WHERE action = 'revoke'",
            })
    void tamperingWithSchema3IsNotMadeRightByAnUpgrade(String sql) throws IOException {
        cli.run("list").exits(ExitCode.OK);
        copies().forEach(copy -> assertThat(copy.toFile().delete()).isTrue());
        OlderSchema.rewrite(cli.database(), cli.keyFile(), 3);
        database.execute(sql);
        byte[] before = Files.readAllBytes(cli.database());

        cli.run("list").exits(ExitCode.INTEGRITY);

        assertThat(Files.readAllBytes(cli.database())).isEqualTo(before);
        assertThat(copies()).as("no copy of what was tampered with").isEmpty();
    }

    private List<Path> copies() throws IOException {
        try (Stream<Path> files = Files.list(cli.database().getParent())) {
            return files.filter(file -> file.toString().contains(".schema-"))
                    .sorted()
                    .toList();
        }
    }

    private void makeFrom(String name) throws Exception {
        Files.deleteIfExists(cli.anchor());
        Files.write(cli.keyFile(), resource(name + ".key").readAllBytes());
        Files.delete(cli.database());
        PrivateFiles.createEmpty(cli.database());
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = connection.createStatement()) {
            statement.executeUpdate(new String(resource(name + ".sql").readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static InputStream resource(String name) {
        return Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("/databases/" + name), name);
    }
}
