package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An attacker who can write the database file but does not have the key cannot make the tool say anything untrue. */
class TamperingTest {
    /** The exit codes with which a list of a damaged file may end; standard output must be empty. */
    private static final Set<Integer> REFUSALS = Set.of(
            ExitCode.INTEGRITY.number(),
            ExitCode.WRONG_KEY.number(),
            ExitCode.NOT_INITIALIZED.number(),
            ExitCode.STORAGE.number());

    private static final int FLIPS = 800;
    private static final long SEED = 20261123;

    @TempDir
    private static Path furnished;

    private static String trueList = "";

    private Cli cli;
    private final RawDatabase database;

    @BeforeAll
    static void fourTokensAndTwoAdministrators() {
        Cli cli = new Cli(furnished);
        cli.run(
                        "generate",
                        "--label",
                        "alpha",
                        "--description",
                        "the first",
                        "--scope",
                        "deploy",
                        "--expires-in",
                        "90d")
                .exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma", "--description", "old", "--scope", "read", "--expires-in", "30d")
                .exits(ExitCode.OK);
        cli.run("generate", "--label", "delta", "--once").exits(ExitCode.OK);
        cli.run("revoke", "gamma", "-y", "--reason", "laptop lost").exits(ExitCode.OK);
        cli.run("admins", "add", "3999999001").exits(ExitCode.OK);
        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        trueList = cli.run("list", "-o", "json").exits(ExitCode.OK).out();
    }

    TamperingTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
    }

    @BeforeEach
    void copyOfThem() throws IOException {
        cli = Homes.copy(furnished, cli.home());
    }

    /** The sum is masked, so nobody can learn what a row adds by subtracting two copies. */
    @Test
    void sumIsStoredOtherwiseAfterEachEventEvenWhenNoRowChanged() {
        byte[] before = database.blob("SELECT tokens_sum FROM head");
        byte[] administrators = database.blob("SELECT administrators_sum FROM head");

        cli.run("show", "alpha", "-q").exits(ExitCode.OK);

        assertThat(database.blob("SELECT tokens_sum FROM head")).isNotEqualTo(before);
        assertThat(database.blob("SELECT administrators_sum FROM head")).isNotEqualTo(administrators);
    }

    @Test
    void whatWasNotTouchedIsListedAsItIs() {
        database.execute("UPDATE token SET label = label", "UPDATE audit SET action = action");

        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(trueList);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE token SET revoked_at = 1 WHERE label = 'alpha'",
                "UPDATE token SET revoked_at = created_at, revoked_by = 0, revoked_by_name = 'root' WHERE label = 'alpha'",
                "UPDATE token SET label = 'omega' WHERE label = 'alpha'",
                "UPDATE token SET verifier = zeroblob(32) WHERE label = 'alpha'",
                "UPDATE token SET expires_at = NULL WHERE label = 'alpha'",
                "UPDATE token SET expires_at = expires_at + 1 WHERE label = 'alpha'",
                "UPDATE token SET created_by = created_by + 1 WHERE label = 'alpha'",
                "UPDATE token SET created_by_name = 'somebody' WHERE label = 'alpha'",
                "UPDATE token SET created_at = created_at - 1 WHERE label = 'alpha'",
                "UPDATE token SET description = NULL WHERE label = 'alpha'",
                "UPDATE token SET description = 'the best' WHERE label = 'alpha'",
                "UPDATE token SET scopes = 'deploy read' WHERE label = 'alpha'",
                "UPDATE token SET scopes = '' WHERE label = 'alpha'",
                "UPDATE token SET key_id = 'another' WHERE label = 'alpha'",
                "UPDATE token SET seal = NULL WHERE label = 'alpha'",
                "UPDATE token SET seal = zeroblob(length(seal)) WHERE label = 'alpha'",
                "UPDATE token SET mac = zeroblob(32) WHERE label = 'alpha'",
                "UPDATE token SET mac = x'' WHERE label = 'alpha'",
                "UPDATE token SET mac = (SELECT mac FROM token WHERE label = 'beta') WHERE label = 'alpha'",
                "UPDATE token SET id = 'AAAAAAAAAAAA' WHERE label = 'alpha'",
            })
    void anEditedRowIsRefusedByWhateverCommandIsAboutIt(String edit) {
        database.execute(edit);

        assertRefused("list");
        assertRefused("list", "beta");
        assertRefused("show", "alpha");
        assertRefused("show", "alpha", "--no-code");
        assertRefused("revoke", "alpha", "-y");
        assertRefused("relabel", "alpha", "epsilon");
        if (!edit.contains("SET label") && !edit.contains("SET id")) {
            assertRefused("generate", "--label", "alpha");
        }
        assertRefused("list", "-o", "json");
    }

    @Test
    void aDeletedRowIsNotSaidToBeUnknown() {
        database.execute("DELETE FROM token WHERE label = 'alpha'");

        assertRefused("list");
        assertRefused("show", "alpha");
        assertRefused("show", "alpha", "--no-code");
        assertRefused("revoke", "alpha", "-y");
        assertRefused("relabel", "alpha", "epsilon");
    }

    @Test
    void aRevocationThatWasTakenBackIsRefused() {
        database.execute("UPDATE token SET revoked_at = NULL WHERE label = 'gamma'");

        assertRefused("list");
        assertRefused("show", "gamma");
        assertRefused("revoke", "gamma", "-y");
    }

    @Test
    void anActiveTokenThatWasHiddenIsNotSaidToBeRevoked() {
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        database.execute("UPDATE token SET label = 'hidden' WHERE label = 'gamma' AND revoked_at IS NULL");

        assertRefused("revoke", "gamma", "-y");
        assertRefused("revoke", "gamma");
        assertRefused("show", "gamma");
        assertRefused("show", "gamma", "--no-code");
        assertRefused("list");
    }

    @Test
    void labelsThatChangedPlacesInTheIndexAloneLeadToNoOtherToken() throws IOException {
        String alpha =
                database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        String delta =
                database.texts("SELECT id FROM token WHERE label = 'delta'").get(0);
        exchange("alpha" + alpha, "alpha" + delta);
        exchange("delta" + delta, "delta" + alpha);

        assertRefused("show", "alpha", "-q");
        assertRefused("show", "alpha", "--no-code");
        assertRefused("revoke", "alpha", "-y");
        assertRefused("relabel", "alpha", "epsilon");
        assertRefused("generate", "--label", "alpha");
    }

    @Test
    void sealsOfTwoTokensCannotBeSwapped() {
        database.execute(
                "CREATE TEMP TABLE copy AS SELECT * FROM token",
                "UPDATE token SET seal = (SELECT seal FROM copy WHERE label = 'beta') WHERE label = 'alpha'",
                "UPDATE token SET seal = (SELECT seal FROM copy WHERE label = 'alpha') WHERE label = 'beta'");

        assertRefused("list");
        assertRefused("show", "alpha");
        assertRefused("show", "beta");
    }

    @Test
    void sealOfAnotherDatabaseIsRefused(Cli other) {
        other.run("generate", "--label", "alpha").exits(ExitCode.OK);
        byte[] seal = new RawDatabase(other.database()).blob("SELECT seal FROM token");
        database.execute("UPDATE token SET seal = x'" + HexFormat.of().formatHex(seal) + "' WHERE label = 'alpha'");

        assertRefused("list");
        assertRefused("show", "alpha");
    }

    @Test
    void wholeRowOfAnotherDatabaseIsRefused(Cli other) {
        other.run("generate", "--label", "guest").exits(ExitCode.OK);
        database.execute("ATTACH '" + other.database() + "' AS other", "INSERT INTO token SELECT * FROM other.token");

        assertRefused("list");
        assertRefused("show", "guest");
    }

    @Test
    void copyOfARowUnderAnotherIdIsRefused() {
        database.execute(
                "CREATE TEMP TABLE copy AS SELECT * FROM token WHERE label = 'alpha'",
                "UPDATE copy SET id = 'AAAAAAAAAAAA'",
                "INSERT INTO token SELECT * FROM copy");

        assertRefused("list");
        assertRefused("show", "alpha");
        assertRefused("show", "AAAAAAAAAAAA");
        assertRefused("revoke", "alpha", "-y");
    }

    @Test
    void rowFromBeforeItsRevocationBringsNoTokenBackToLife() throws IOException {
        String id = database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        Path old = Files.copy(cli.database(), cli.home().resolve("old.db"));
        cli.run("revoke", "alpha", "-y").exits(ExitCode.OK);
        database.execute(
                "ATTACH '" + old + "' AS old",
                "DELETE FROM token WHERE id = '" + id + "'",
                "INSERT INTO token SELECT * FROM old.token WHERE id = '" + id + "'");

        assertRefused("list");
        assertRefused("show", "alpha");
        assertRefused("show", id.substring(0, 4), "-q");
        assertRefused("revoke", id, "-y");
    }

    @Test
    void rowFromBeforeItsRotationWasFinishedBringsNoPredecessorBackToLife() throws IOException {
        String id = database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        String code = cli.run("show", "alpha", "-q").line();
        Path old = Files.copy(cli.database(), cli.home().resolve("old.db"));
        cli.run("rotate", "alpha").exits(ExitCode.OK);
        cli.run("rotate", "alpha", "--finish", "-y").exits(ExitCode.OK);
        database.execute(
                "ATTACH '" + old + "' AS old",
                "DELETE FROM token WHERE id = '" + id + "'",
                "INSERT INTO token SELECT * FROM old.token WHERE id = '" + id + "'");

        assertRefused("list");
        assertRefused("show", id, "-q");
        assertRefused("rotate", id);
        assertRefused("rotate", "alpha", "--status");
        cli.inPipe(code);
        assertRefused("verify", "-q");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predecessor_id",
                "successor_id",
                "shortened_at",
                "former_expires_at",
                "request_id",
                "request_mac",
            })
    void everyColumnOfARotationIsUnderTheMac(String column) throws IOException {
        cli.run("rotate", "alpha", "--request-id", "r").exits(ExitCode.OK);
        byte[] rotated = bytes();
        int edits = 0;
        for (String row : List.of("predecessor_id IS NULL", "predecessor_id IS NOT NULL")) {
            String where = " WHERE label = 'alpha' AND " + row;
            boolean isNull = database.texts("SELECT " + column + " IS NULL FROM token" + where)
                    .get(0)
                    .equals("1");
            String other = isNull
                    ? "(SELECT coalesce(max(" + column + "), CASE '" + column
                            + "' WHEN 'request_mac' THEN x'00' ELSE 1 END) FROM token)"
                    : "NULL";
            database.execute("UPDATE token SET " + column + " = " + other + where);
            assertRefused("list");
            assertRefused("show", "alpha");
            assertRefused("rotate", "alpha", "--status");
            assertRefused("rotate", "alpha", "--finish", "-y");
            assertRefused("rotate", "alpha", "--abort", "-y");
            if (!column.equals("request_id")) {
                assertRefused("rotate", "alpha", "--request-id", "r");
            }
            Files.write(cli.database(), rotated);
            edits += isNull ? 0 : 1;
        }
        assertThat(edits).as("rows that used the column").isEqualTo(1);
    }

    @Test
    void everyColumnOfATokenRowIsUnderItsMac() throws IOException {
        for (String column : columns("token")) {
            assertEditIsRefused("token", column, "label = 'gamma'");
        }
    }

    @Test
    void everyColumnOfAnAdministratorRowIsUnderItsMac() throws IOException {
        for (String column : columns("administrator")) {
            assertEditIsRefused("administrator", column, "uid = 3999999001");
            assertRefused("admins", "list");
            assertRefused("show", "alpha");
        }
    }

    @Test
    void everyColumnOfAnAuditRowIsUnderTheChain() throws IOException {
        String middle = "sequence = (SELECT max(sequence) / 2 FROM audit)";
        for (String column : columns("audit")) {
            assertEditIsRefused("audit", column, middle);
            assertRefused("show", "alpha");
        }
    }

    @Test
    void everyColumnOfHeadAndInstallationIsProtected() throws IOException {
        for (String table : List.of("head", "installation")) {
            for (String column : columns(table)) {
                assertEditIsRefused(table, column, "1");
                assertRefused("show", "alpha");
                assertRefused("generate", "--label", "epsilon");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM administrator WHERE uid = 3999999001",
                "DELETE FROM administrator",
                "INSERT INTO administrator SELECT uid + 1, name, granted_at, granted_by, granted_by_name, mac, written"
                        + " FROM administrator WHERE uid = 3999999001",
                "UPDATE administrator SET mac = x'' WHERE uid = 3999999001",
                "UPDATE administrator SET uid = 3999999003 WHERE uid = 3999999001",
                "DELETE FROM head",
                "DELETE FROM installation",
            })
    void whoHoldsTheRoleCannotBeChangedBehindTheToolsBack(String edit) {
        database.execute(edit);

        assertRefused("admins", "list");
        assertRefused("admins", "add", "3999999002");
        assertRefused("show", "alpha");
        assertRefused("generate", "--label", "epsilon");
    }

    @Test
    void secondHeadOrInstallationRowIsNotLookedAt() {
        database.execute(
                "INSERT INTO head SELECT 2, 0, audit_mac, 0, x'', 0, x'', mac FROM head",
                "INSERT INTO installation SELECT 2, 'x', created_at, 'x', key_fingerprint FROM installation");

        assertThat(cli.run("list", "-o", "json").exits(ExitCode.OK).out()).isEqualTo(trueList);
    }

    @Test
    void valuesThatWereMadeNullWhereNoneMayBeAreDamageAndNoBug() throws IOException {
        List<String> required = database.texts("SELECT t.name || ' ' || c.name FROM sqlite_schema AS t,"
                + " pragma_table_info(t.name) AS c WHERE t.type = 'table' AND c.\"notnull\" AND NOT c.pk"
                + " AND t.name <> 'token_access'");
        assertThat(required).hasSizeGreaterThan(20);
        for (String each : required) {
            copyOfThem();
            String table = each.split(" ", -1)[0];
            String column = each.split(" ", -1)[1];
            database.withoutNotNull(table, "UPDATE " + table + " SET " + column + " = NULL");
            // SQLite's readers take NULL for 0. Where 0 was stored, such as root's uid, nothing became untrue.
            Cli.Result result = cli.run("list", "-o", "json");
            if (result.exitCode() == ExitCode.OK.number()) {
                assertThat(result.out()).as(each).isEqualTo(trueList);
            } else {
                assertThat(result.exitCode())
                        .as("list after %s was emptied: %s", each, result.err())
                        .isEqualTo(ExitCode.INTEGRITY.number());
                assertThat(result.out()).isEmpty();
                assertRefused("show", "alpha");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE FROM audit WHERE sequence = 1",
                "DELETE FROM audit WHERE sequence = 4",
                "DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)",
                "DELETE FROM audit",
                "UPDATE audit SET sequence = sequence + 100",
                "UPDATE audit SET mac = x'' WHERE sequence = 4",
                "INSERT INTO audit SELECT sequence + 1, at, clock_regressed, action, denied, token_id, detail, actor_uid,"
                        + " actor_name, account_uid, via, login_uid, terminal, tool_version, mac FROM audit"
                        + " ORDER BY sequence DESC LIMIT 1",
                "INSERT INTO audit SELECT 0, at, clock_regressed, action, denied, token_id, detail, actor_uid,"
                        + " actor_name, account_uid, via, login_uid, terminal, tool_version, mac FROM audit"
                        + " WHERE sequence = 1",
            })
    void eventsCannotBeTakenAwayOrAdded(String edit) {
        database.execute(edit);

        assertRefused("list");
        if (!edit.startsWith("INSERT INTO audit SELECT 0")) {
            assertRefused("show", "alpha");
            assertRefused("generate", "--label", "epsilon");
        }
    }

    @Test
    void eventsCannotChangePlaces() {
        database.execute(
                "UPDATE audit SET sequence = -1 WHERE sequence = 3",
                "UPDATE audit SET sequence = 3 WHERE sequence = 4",
                "UPDATE audit SET sequence = 4 WHERE sequence = -1");

        assertRefused("list");
        assertRefused("show", "alpha");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UPDATE audit SET actor_name = 'nobody' WHERE sequence = 2",
                "UPDATE audit SET actor_name = 'nobody' WHERE sequence = (SELECT max(sequence) - 64 FROM audit)",
                "DELETE FROM audit WHERE sequence = 1",
                "DELETE FROM audit WHERE sequence < (SELECT max(sequence) - 64 FROM audit)",
                "INSERT INTO audit SELECT 0, at, clock_regressed, action, denied, token_id, detail, actor_uid,"
                        + " actor_name, account_uid, via, login_uid, terminal, tool_version, mac FROM audit"
                        + " WHERE sequence = 1",
            })
    void eventsThatWereForgottenByTheTailAreStillCheckedByList(String edit) {
        for (int i = 0; i < 70; i++) {
            cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        }
        cli.run("list").exits(ExitCode.OK);
        database.execute(edit);

        cli.run("show", "alpha", "-q").exits(ExitCode.OK);
        assertRefused("list");
        assertRefused("history", "alpha");
        assertRefused("history", "beta", "-o", "json");
        assertRefused("history", "nobody");
    }

    @Test
    void eventThatWasTakenOutOfTheIndexAloneIsStillTold() throws IOException {
        String alpha =
                database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        String history = cli.run("history", "alpha").exits(ExitCode.OK).out();
        exchange(alpha + "\u0002", alpha.substring(0, 11) + "!\u0002");

        assertThat(database.texts("SELECT sequence FROM audit WHERE token_id = '" + alpha + "'"))
                .as("the control")
                .doesNotContain("2");
        assertThat(cli.run("history", "alpha").exits(ExitCode.OK).out())
                .contains("\tgenerate\t")
                .isEqualTo(history);
    }

    @Test
    void tokenWhoseRowWasDeletedIsNotSaidToBePurged() {
        String alpha =
                database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        database.execute("DELETE FROM token WHERE label = 'alpha'");

        assertRefused("history", "alpha");
        assertRefused("history", alpha);
    }

    @Test
    void lastAccessedIsWrittenByWhoeverChecksCodesAndIsNoError() {
        String id = database.texts("SELECT id FROM token WHERE label = 'alpha'").get(0);
        long time = Cli.START.minusSeconds(60).toEpochMilli();
        database.execute("INSERT INTO token_access VALUES ('" + id + "', " + time + ", '192.0.2.7')");

        assertThat(cli.run("list", "alpha").exits(ExitCode.OK).out()).contains("2026-11-23T08:59:00Z");
    }

    @Test
    void flippedBitsNeverGiveAnUntrueList() throws IOException {
        byte[] whole = Files.readAllBytes(cli.database());
        Random random = new Random(SEED);
        int refused = 0;
        for (int i = 0; i < FLIPS; i++) {
            int bit = random.nextInt(whole.length * 8);
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            refused += assertTrueOrRefused(flipped, "bit " + bit) ? 0 : 1;
        }
        assertThat(refused).as("flips that hit something").isGreaterThan(FLIPS / 20);
    }

    @Test
    void cutFilesNeverGiveAnUntrueList() throws IOException {
        byte[] whole = Files.readAllBytes(cli.database());
        List<Integer> lengths = new ArrayList<>();
        for (int page = 0; page < whole.length; page += 4096) {
            lengths.addAll(List.of(page, page + 1, page + 99, page + 100, page + 2048, page + 4095));
        }
        for (int length : lengths) {
            assertThat(assertTrueOrRefused(Arrays.copyOf(whole, length), length + " bytes"))
                    .as("%d bytes", length)
                    .isFalse();
        }
    }

    private boolean assertTrueOrRefused(byte[] content, String what) throws IOException {
        Files.write(cli.database(), content);
        Cli.Result result = cli.run("list", "-o", "json");
        if (result.exitCode() == 0) {
            assertThat(result.out()).as(what).isEqualTo(trueList);
            return true;
        }
        assertThat(result.exitCode()).as("%s: %s", what, result.err()).isIn(REFUSALS);
        assertThat(result.out()).as(what).isEmpty();
        assertThat(result.err()).as(what).doesNotContain("\n    at ", "Exception");
        assertThat(Files.readAllBytes(cli.database())).as(what).isEqualTo(content);
        return false;
    }

    private void assertRefused(String... args) {
        byte[] before = bytes();
        Cli.Result result = cli.run(args);
        assertThat(result.exitCode())
                .as("%s printed %s and said %s", List.of(args), result.out(), result.err())
                .isEqualTo(ExitCode.INTEGRITY.number());
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isNotEmpty().doesNotContain("\n    at ");
        assertThat(bytes()).isEqualTo(before);
    }

    /** Changes one value in a fresh copy, in a way that suits its type. */
    private void assertEditIsRefused(String table, String column, String where) throws IOException {
        String list = table.equals("administrator") ? "admins list" : "list";
        copyOfThem();
        database.execute(("UPDATE %1$s SET %2$s = CASE (SELECT type FROM pragma_table_info('%1$s') WHERE name = '%2$s')"
                        + " WHEN 'INTEGER' THEN coalesce(%2$s, 0) + 1000 WHEN 'TEXT' THEN coalesce(%2$s, '') || 'x'"
                        + " ELSE CAST(coalesce(%2$s, x'') || x'00' AS BLOB) END WHERE %3$s")
                .formatted(table, column, where));
        byte[] before = bytes();
        Cli.Result result = cli.run(list.split(" ", -1));
        assertThat(result.exitCode())
                .as("list after %s.%s was edited: %s", table, column, result.err())
                .isEqualTo(ExitCode.INTEGRITY.number());
        assertThat(result.out()).isEmpty();
        assertThat(bytes()).isEqualTo(before);
    }

    private List<String> columns(String table) {
        return database.texts("SELECT name FROM pragma_table_info('" + table + "')");
    }

    private void exchange(String text, String other) throws IOException {
        String bytes = new String(bytes(), java.nio.charset.StandardCharsets.ISO_8859_1);
        Files.write(cli.database(), bytes.replace(text, other).getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    }

    private byte[] bytes() {
        try {
            return Files.readAllBytes(cli.database());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
