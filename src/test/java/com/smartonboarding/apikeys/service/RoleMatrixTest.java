package com.smartonboarding.apikeys.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.secret.KeyFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** Which commands need the System Administrator role. A command without a row in this table fails the test. */
class RoleMatrixTest {
    private static final long ME = ProcessIds.read().effective();
    /** A uid that no distribution assigns, so it is not the tester's. */
    private static final String OTHER = "3999999001";

    private static final String NO_EVENT = "";

    private static final String ADMINISTRATORS_LOOK = "viewers=administrators\n";

    /**
     * One way to call a command.
     *
     * @param path the names of the command
     * @param arguments the arguments after them, in which {@code UNUSED-KEY} stands for a key that can be dropped
     * @param action the word for a denial in the audit trail, or empty if the command never needs the role
     * @param targets how many tokens the call is about
     * @param looks whether it needs the role only if the policy leaves looking to administrators
     */
    private record Row(String path, String arguments, String action, int targets, boolean looks) {
        Row(String path, String arguments, String action, int targets) {
            this(path, arguments, action, targets, false);
        }

        static Row looking(String path, String arguments, String action, int targets) {
            return new Row(path, arguments, action, targets, true);
        }

        boolean needsTheRole() {
            return !action.isEmpty() && !looks;
        }

        String[] words() {
            return (path + " " + arguments.replace("UNUSED-KEY", unusedKey))
                    .strip()
                    .split(" ", -1);
        }
    }

    private static final List<Row> ROWS = List.of(
            new Row("generate", "--label fresh", "generate", 0),
            new Row("generate", "--label fresh --once -q -o json", "generate", 0),
            new Row("generate", "--label-file " + Path.of("src/test/resources/labels"), "generate", 0),
            Row.looking("list", "", "list", 0),
            Row.looking("list", "-o json --status active", "list", 0),
            new Row("show", "alpha", "show", 1),
            new Row("show", "alpha -q", "show", 1),
            new Row("show", "alpha -o json", "show", 1),
            new Row("show", "--label alpha", "show", 1),
            Row.looking("show", "alpha --no-code", "show", 1),
            Row.looking("show", "alpha --field status", "show", 1),
            Row.looking("history", "alpha", "history", 1),
            Row.looking("history", "--label alpha -o json", "history", 1),
            new Row("relabel", "alpha omega", "relabel", 1),
            new Row("edit", "alpha --description new", "edit", 1),
            new Row("edit", "alpha --add-scope read --no-description --expires-in 1d -q", "edit", 1),
            new Row("edit", "--label alpha --remove-scope read --no-expiry -o json", "edit", 1),
            Row.looking("edit", "alpha --add-scope read --dry-run", "edit", 1),
            Row.looking("edit", "alpha --add-scope read --dry-run -q -o json", "edit", 1),
            new Row("relabel", "alpha omega -q", "relabel", 1),
            new Row("relabel", "alpha omega -o json", "relabel", 1),
            new Row("revoke", "alpha -y", "revoke", 1),
            new Row("revoke", "alpha", "revoke", 1),
            new Row("revoke", "alpha -q", "revoke", 1),
            new Row("revoke", "alpha -y -o json", "revoke", 1),
            new Row("revoke", "alpha beta -y", "revoke", 2),
            new Row("revoke", "alpha alpha beta", "revoke", 2),
            new Row("revoke", "--label-glob a* -y", "revoke", 0),
            new Row("revoke", "--expired -y", "revoke", 0),
            Row.looking("revoke", "alpha --dry-run", "revoke", 1),
            Row.looking("revoke", "--label-glob * --dry-run", "revoke", 0),
            Row.looking("revoke", "--label-glob * --dry-run -q -o json", "revoke", 0),
            new Row("disable", "alpha", "disable", 1),
            new Row("disable", "alpha -y -q", "disable", 1),
            new Row("disable", "alpha beta -y -o json", "disable", 2),
            Row.looking("disable", "alpha --dry-run", "disable", 1),
            new Row("enable", "alpha", "enable", 1),
            new Row("enable", "alpha beta -y", "enable", 2),
            Row.looking("enable", "alpha --dry-run -o json", "enable", 1),
            new Row("rotate", "alpha", "rotate", 1),
            new Row("rotate", "alpha --grace 0", "rotate", 1),
            new Row("rotate", "alpha --grace 0 -y", "rotate", 1),
            Row.looking("rotate", "gamma --status", "rotate", 1),
            new Row("purge", "--revoked-before 0s", "purge", 0),
            new Row("purge", "--revoked-before 0s -y", "purge", 0),
            new Row("purge", "--revoked-before 0s -y -q -o json", "purge", 0),
            new Row("scan", "- -o json", NO_EVENT, 0),
            new Row("scan", "- -o json -q", NO_EVENT, 0),
            new Row("scan", "- --revoke -y", "revoke", 0),
            new Row("scan", "- --revoke -y -q", "revoke", 0),
            Row.looking("admins list", "", "admins list", 0),
            new Row("admins add", "3999999002", "admins add", 0),
            new Row("admins add", "3999999002 -q -o json", "admins add", 0),
            new Row("admins remove", OTHER, "admins remove", 0),
            new Row("admins remove", OTHER + " -q -o json", "admins remove", 0),
            Row.looking("audit list", "", "audit list", 0),
            Row.looking("audit list", "--denied --token alpha --action show -o json", "audit list", 0),
            Row.looking("audit verify", "", "audit verify", 0),
            Row.looking("audit verify", "-o json", "audit verify", 0),
            Row.looking("audit head", "", "audit head", 0),
            new Row("doctor", "--fail-on never", NO_EVENT, 0),
            new Row("doctor", "--deep --fail-on never -o json", NO_EVENT, 0),
            Row.looking("key list", "", "key list", 0),
            Row.looking("key list", "-o json", "key list", 0),
            new Row("key rotate", "", "key rotate", 0),
            new Row("key rekey", "", "key rekey", 0),
            new Row("key rekey", "-q -o json", "key rekey", 0),
            Row.looking("key rekey", "--dry-run -o json", "key rekey", 0),
            new Row("key rotate", "-q -o json", "key rotate", 0),
            new Row("key drop", "UNUSED-KEY", "key drop", 0),
            new Row("key drop", "UNUSED-KEY -y -q", "key drop", 0),
            new Row("key drop", "UNUSED-KEY -y -o json", "key drop", 0),
            Row.looking("key drop", "UNUSED-KEY --dry-run -o json", "key drop", 0),
            new Row("schema", "", NO_EVENT, 0),
            new Row("completion", "bash", NO_EVENT, 0),
            new Row("help", "revoke", NO_EVENT, 0));

    /**
     * Commands without a row. A separate test covers the refusal of init, and admins, audit and key themselves do nothing.
     * Verify reads a code from standard input and needs no role. Serve needs none, either, and runs until a signal comes:
     * see ServeIT. Backup and restore need the role only of those who do not
     * own the files: see BackupTest and RestoreTest.
     */
    private static final Set<String> WITHOUT_ROW =
            Set.of("init", "admins", "audit", "key", "verify", "serve", "backup", "restore");

    @TempDir
    private static Path furnished;

    /** The id of a master key that nothing needs. */
    private static String unusedKey = "";

    private Cli cli;
    private final RawDatabase database;

    @BeforeAll
    static void tokensOfSomebodyWhoLostTheRole() {
        Cli cli = new Cli(furnished);
        cli.run("init").exits(ExitCode.OK);
        unusedKey = KeyFile.read(cli.keyFile()).newest().id();
        cli.run("key", "rotate").exits(ExitCode.OK);
        cli.run("key", "rekey").exits(ExitCode.OK);
        cli.run("generate", "--label", "alpha").exits(ExitCode.OK);
        cli.run("generate", "--label", "beta").exits(ExitCode.OK);
        cli.run("generate", "--label", "gamma").exits(ExitCode.OK);
        cli.run("rotate", "gamma").exits(ExitCode.OK);
        cli.run("admins", "add", OTHER).exits(ExitCode.OK);
        cli.run("admins", "remove", Long.toString(ME)).exits(ExitCode.OK);
    }

    RoleMatrixTest(Cli cli) {
        this.cli = cli;
        database = new RawDatabase(cli.database());
    }

    @BeforeEach
    void copyOfThem() throws IOException {
        cli = Homes.copy(furnished, cli.home());
    }

    @Test
    void everyCommandHasARow() {
        Set<String> withRow = new TreeSet<>(WITHOUT_ROW);
        ROWS.forEach(row -> withRow.add(row.path()));
        Set<String> commands = new TreeSet<>();
        collect(Cli.model(), "", commands);

        assertThat(commands).isNotEmpty().isEqualTo(withRow);
    }

    @TestFactory
    Stream<DynamicTest> commandsThatNeedTheRoleAreDeniedAndRecordedWithoutIt() {
        return withAliases()
                .filter(Row::needsTheRole)
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    List<String> before = rows();
                    long events = events();

                    Cli.Result result = cli.run(row.words()).exits(ExitCode.DENIED);

                    assertThat(result.out()).isEmpty();
                    assertThat(result.err())
                            .contains("System Administrator role", "apikeys admins add " + ME)
                            .doesNotContain("sok_");
                    assertThat(rows()).isEqualTo(before);
                    assertThat(denialsAfter(events)).containsExactly(expectedDenial(row));
                    assertThat(events()).isEqualTo(events + 1);
                    cli.run("list").exits(ExitCode.OK);
                }));
    }

    @TestFactory
    Stream<DynamicTest> commandsThatNeedNoRoleWorkWithoutItAndLeaveNoTrace() {
        return withAliases()
                .filter(row -> !row.needsTheRole())
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    long events = events();

                    Cli.Result result = cli.run(row.words()).exits(ExitCode.OK);

                    assertThat(result.out()).isNotEmpty().doesNotContainPattern("sok_[0-9A-Za-z]");
                    // A successful check of the trail is recorded as such.
                    assertThat(events()).isEqualTo(events + (row.path().equals("audit verify") ? 1 : 0));
                }));
    }

    @TestFactory
    Stream<DynamicTest> commandsThatLookAreDeniedAndRecordedIfThePolicyLeavesThatToAdministrators() {
        return withAliases()
                .filter(Row::looks)
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    cli.configure(ADMINISTRATORS_LOOK);
                    List<String> before = rows();
                    long events = events();

                    Cli.Result result = cli.run(row.words()).exits(ExitCode.DENIED);

                    assertThat(result.out()).isEmpty();
                    assertThat(result.err())
                            .contains("'" + row.action() + "' needs the System Administrator role")
                            .doesNotContain("alpha", "beta", "gamma", OTHER, unusedKey);
                    assertThat(rows()).isEqualTo(before);
                    assertThat(denialsAfter(events)).containsExactly(expectedDenial(row));
                    assertThat(events()).isEqualTo(events + 1);
                }));
    }

    @TestFactory
    Stream<DynamicTest> commandsThatNeverNeedTheRoleWorkUnderThatPolicy() {
        return withAliases()
                .filter(row -> row.action().isEmpty())
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    cli.configure(ADMINISTRATORS_LOOK);
                    long events = events();

                    assertThat(cli.run(row.words()).exits(ExitCode.OK).out()).isNotEmpty();
                    assertThat(events()).isEqualTo(events);
                }));
    }

    @TestFactory
    Stream<DynamicTest> commandsThatLookWorkWithTheRoleUnderThatPolicy() {
        return withAliases()
                .filter(Row::looks)
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);
                    String expected = cli.run(row.words()).exits(ExitCode.OK).out();
                    cli.configure(ADMINISTRATORS_LOOK);
                    long events = events();

                    Cli.Result result = cli.run(row.words()).exits(ExitCode.OK);

                    if (!row.path().startsWith("audit ")) { // a check of the trail is an event
                        assertThat(result.out()).isEqualTo(expected);
                        assertThat(events()).isEqualTo(events);
                    }
                }));
    }

    @TestFactory
    Stream<DynamicTest> commandsWorkWithTheRole() {
        return withAliases()
                .map(row -> dynamicTest(String.join(" ", row.words()), () -> {
                    copyOfThem();
                    cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);

                    cli.atTerminal(80, "yes\nyes\n").run(row.words()).exits(ExitCode.OK);
                }));
    }

    @Test
    void theEndsOfARotationNeedTheRole() {
        String predecessor =
                cli.run("list", "gamma", "-o", "ids").out().lines().findFirst().orElseThrow();
        Instant later = Cli.START;
        for (String end : new String[] {"--finish", "--abort"}) {
            long events = events();

            cli.run("rotate", "--id", predecessor, end, "-y", "-o", "json").exits(ExitCode.DENIED);

            assertThat(denialsAfter(events)).containsExactly("rotate " + ME + " " + predecessor + " -");
            later = later.plusSeconds(60);
            cli.at(later);
        }
        assertThat(cli.run("rotate", "gamma", "--status").out().lines()).allMatch(line -> line.contains("\tActive\t"));
    }

    @Test
    void anUnknownTokenIsDeniedLikeAKnownOne() {
        long events = events();

        String unknown = cli.run("show", "nobody").exits(ExitCode.DENIED).err();
        cli.at(Cli.START.plusSeconds(60));
        assertThat(cli.run("show", "alpha").exits(ExitCode.DENIED).err()).isEqualTo(unknown);
        assertThat(events()).isEqualTo(events + 2);
    }

    @Test
    void theRoleIsAskedForBeforeAnybodyIsAskedAnything() {
        for (List<String> command : List.of(List.of("revoke", "alpha"), List.of("key", "drop", unusedKey))) {
            Cli.Result result = cli.atTerminal(80, "yes\n").run(command.toArray(String[]::new));

            assertThat(result.exits(ExitCode.DENIED).err()).doesNotContain("[y/N]");
        }
    }

    @Test
    void ownerOfTheFilesRecoversTheRoleAndThatIsRecorded() {
        long events = events();

        cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);

        assertThat(database.texts("SELECT action || ' ' || denied || ' ' || actor_uid || ' ' || detail FROM audit"
                        + " WHERE sequence > " + events))
                .singleElement()
                .asString()
                .startsWith("admins recover 0 " + ME + " uid " + ME + ", ");
        cli.run("show", "alpha").exits(ExitCode.OK);
    }

    @Test
    void recoveringWhatIsHeldAlreadyChangesNothing() {
        List<String> before = rows();
        long events = events();

        cli.run("admins", "add", "--recover", OTHER).exits(ExitCode.OK);

        assertThat(rows()).isEqualTo(before);
        assertThat(events()).isEqualTo(events);
    }

    @Test
    void lastAdministratorKeepsTheRole() {
        cli.run("admins", "add", "--recover", Long.toString(ME)).exits(ExitCode.OK);
        cli.run("admins", "remove", OTHER).exits(ExitCode.OK);
        List<String> before = rows();

        assertThat(cli.run("admins", "remove", Long.toString(ME))
                        .exits(ExitCode.CONFLICT)
                        .err())
                .contains("last System Administrator");

        assertThat(rows()).isEqualTo(before);
        cli.run("show", "alpha").exits(ExitCode.OK);
    }

    /** One event. It names the token if there is one; if there are several, its detail names the first ones. */
    private String expectedDenial(Row row) {
        List<String> ids = database.texts("SELECT id FROM token ORDER BY label");
        String rotated = database.texts("SELECT id FROM token WHERE predecessor_id IS NOT NULL")
                .get(0);
        String one = row.arguments().contains("gamma") ? rotated : ids.get(0);
        return row.action() + " " + ME + " " + (row.targets() == 1 ? one : "-") + " "
                + (row.targets() == 2 ? "2 tokens, first " + ids.get(0) + ", " + ids.get(1) : "-");
    }

    private List<String> denialsAfter(long sequence) {
        return database.texts(
                "SELECT action || ' ' || actor_uid || ' ' || coalesce(token_id, '-') || ' ' || coalesce(detail, '-')"
                        + " FROM audit WHERE denied = 1 AND sequence > " + sequence + " ORDER BY sequence");
    }

    private long events() {
        return Long.parseLong(database.texts("SELECT count(*) FROM audit").get(0));
    }

    /** All rows of tokens and administrators, each with the MAC over its columns. */
    private List<String> rows() {
        return database.texts(
                "SELECT label || hex(mac) FROM token UNION ALL SELECT name || hex(mac) FROM administrator ORDER BY 1");
    }

    /** The rows, and a copy of each for every alias of its command. */
    private Stream<Row> withAliases() {
        CommandLine root = Cli.model();
        return ROWS.stream().flatMap(row -> {
            CommandLine command = root;
            for (String name : row.path().split(" ", -1)) {
                command = Objects.requireNonNull(command.getSubcommands().get(name), name);
            }
            String group = row.path().substring(0, row.path().lastIndexOf(' ') + 1);
            return Stream.concat(
                    Stream.of(row),
                    Stream.of(command.getCommandSpec().aliases())
                            .map(alias ->
                                    new Row(group + alias, row.arguments(), row.action(), row.targets(), row.looks())));
        });
    }

    private static void collect(CommandLine parent, String group, Set<String> paths) {
        for (CommandLine command :
                new java.util.HashSet<>(parent.getSubcommands().values())) {
            CommandSpec spec = command.getCommandSpec();
            paths.add(group + spec.name());
            collect(command, group + spec.name() + " ", paths);
        }
    }
}
