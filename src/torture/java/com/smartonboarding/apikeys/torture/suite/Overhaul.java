package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import com.smartonboarding.apikeys.store.OlderSchema;
import com.smartonboarding.apikeys.torture.fault.Modes;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Sqlite;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Trials;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A command that changes the master keys or the form of the whole database, the home in which it begins, and what must be
 * true after it was interrupted anywhere.
 */
public final class Overhaul {
    private static final Set<String> VALID = Set.of("valid");
    private static final Set<String> REVOKED = Set.of("revoked");
    /** Of the code of a revoked token whose key is dropped. */
    private static final Set<String> REVOKED_OR_UNKNOWN = Set.of("revoked", "unknown");

    private final String name;
    private final List<String> command;
    private final Household first;
    private final Map<String, Set<String>> answers;
    private final Set<String> ids;
    private final List<String> trail;
    private final Set<String> keys;

    /** A command, which begins in this home as it is now. */
    private Overhaul(String name, Household first, Set<String> revoked, String... command) {
        this.name = name;
        this.command = List.of(command);
        this.first = first;
        this.answers = new TreeMap<>();
        first.codes()
                .forEach((label, code) -> answers.put(
                        code,
                        !revoked.contains(label) ? VALID : name.startsWith("key drop") ? REVOKED_OR_UNKNOWN : REVOKED));
        this.ids = ids(first.cli());
        this.trail = trail(first.cli());
        this.keys = keys(first.cli());
    }

    /** All of them, with their homes in this folder. */
    public static List<Overhaul> prepare(Path folder) throws IOException {
        List<Overhaul> all = new ArrayList<>();
        Household plain = Household.furnish(Files.createDirectory(folder.resolve("plain"), Modes.FOLDER), 0);
        all.add(new Overhaul("key rotate", plain, Set.of("gamma"), "key", "rotate"));

        Household rotated = copy(plain, folder.resolve("rotated"));
        rotated.cli().run("key", "rotate", "-q").exits(ExitCode.OK);
        rotated.codes().put("new", line(rotated, "generate", "-q", "--label", "new"));
        all.add(new Overhaul("key rekey", rotated, Set.of("gamma"), "key", "rekey"));

        Household rekeyed = copy(rotated, folder.resolve("rekeyed"));
        rekeyed.cli().run("key", "rekey", "-q").exits(ExitCode.OK);
        rekeyed.cli().run("revoke", "delta", "-q", "-y").exits(ExitCode.OK);
        String oldest = oldest(rekeyed);
        Overhaul drop = new Overhaul("key drop", rekeyed, Set.of("gamma", "delta"), "key", "drop", oldest, "-y");
        all.add(drop);

        Household unused = copy(rekeyed, folder.resolve("unused"));
        for (List<String> before : List.of(drop.command, List.of("key", "rotate"), List.of("key", "rekey"))) {
            unused.cli().run(before.toArray(String[]::new)).exits(ExitCode.OK);
        }
        String unneeded = oldest(unused);
        all.add(new Overhaul(
                "key drop of a key without tokens", unused, Set.of("gamma", "delta"), "key", "drop", unneeded, "-y"));

        for (int schema = 1; schema <= 3; schema++) {
            Household old = schema > 1
                    ? copy(plain, folder.resolve("schema-" + schema))
                    : unrotated(Files.createDirectory(folder.resolve("schema-1"), Modes.FOLDER));
            all.add(new Overhaul("upgrade from schema " + schema, old, Set.of("gamma"), "list", "-o", "ids"));
            OlderSchema.rewrite(old.cli().database(), old.cli().keyFile(), schema);
        }
        return all;
    }

    private static Household copy(Household home, Path to) throws IOException {
        Files.createDirectory(to, Modes.FOLDER);
        return new Household(home.copy(to).home(), new TreeMap<>(home.codes()));
    }

    /** A home as schema 1 can describe it: it does not know rotations. */
    private static Household unrotated(Path folder) {
        Household home = new Household(folder, new TreeMap<>());
        for (String label : List.of("alpha", "beta", "gamma")) {
            home.codes().put(label, line(home, "generate", "-q", "--label", label));
        }
        home.cli().run("revoke", "gamma", "-q", "-y", "--reason", "laptop lost").exits(ExitCode.OK);
        return home;
    }

    private static String line(Household home, String... arguments) {
        return home.cli().run(arguments).exits(ExitCode.OK).line();
    }

    @Override
    public String toString() {
        return name;
    }

    /** The same home in this folder, with an anchor that knows its state. */
    public void begin(Path folder) throws IOException {
        Cli cli = first.copy(folder).cli();
        if (!isUpgrade()) {
            cli.run("audit", "verify").exits(ExitCode.OK); // this records an event, so it writes the anchor
        }
    }

    /** The packaged tool with this command. */
    public Run run(Path folder) {
        return Tool.run(folder, command.toArray(String[]::new));
    }

    /**
     * Checks a home in which the command was interrupted, repeats the command, and checks the home again.
     *
     * @param reader which command looks first at what was left
     * @return whether the command had already changed everything
     */
    public boolean check(Path folder, int reader) throws Exception {
        Cli cli = Household.cli(folder);
        boolean upgraded = isUpgrade() && isUpgraded(cli);
        readFirst(cli, reader);
        boolean done = isUpgrade() ? upgraded : isDone(cli);
        check(cli);
        if (!isUpgrade()) {
            ExitCode expected = done && name.startsWith("key drop") ? ExitCode.NOT_FOUND : ExitCode.OK;
            cli.run(command.toArray(String[]::new)).exits(expected);
        }
        assertThat(isDone(cli)).as("done in the end").isTrue();
        assertThat(ids(cli)).isEqualTo(ids);
        assertAnswers(cli);
        assertKeys(cli, trail(cli));
        assertTidy(cli);
        return done;
    }

    boolean isUpgrade() {
        return name.startsWith("upgrade");
    }

    /** Whoever comes first after a kill has to deal with what it left. */
    private void readFirst(Cli cli, int reader) {
        switch (Math.floorMod(reader, 5)) {
            case 0 -> assertThat(ids(cli)).isEqualTo(ids);
            case 1 -> assertAnswers(cli);
            case 2 -> assertEmbeddedAnswers(cli);
            case 3 -> assertThat(keyList(cli)).isNotEmpty();
            default ->
                cli.inPipe(first.code("alpha") + "\n").run("verify", "-q").exits(ExitCode.OK);
        }
        cli.inPipe();
    }

    /** Whether everything is as the command should leave it. */
    private boolean isDone(Cli cli) throws Exception {
        return switch (name) {
            case "key rotate" -> keys(cli).size() > keys.size();
            case "key rekey" ->
                Sqlite.rows(cli.database(), "SELECT key_id FROM installation").equals(List.of(newest(cli) + "|"));
            case "key drop", "key drop of a key without tokens" -> !keys(cli).contains(command.get(2));
            default -> isUpgraded(cli);
        };
    }

    /** Looks at a copy of the database and its journal, because looking rolls back an unfinished change. */
    private static boolean isUpgraded(Cli cli) throws Exception {
        Path copy = Files.createTempDirectory("upgraded");
        try {
            for (String file : List.of("apikeys.db", "apikeys.db-journal")) {
                Path original = cli.database().resolveSibling(file);
                if (Files.exists(original)) {
                    Files.copy(original, copy.resolve(file));
                }
            }
            return Sqlite.rows(copy.resolve("apikeys.db"), "PRAGMA user_version")
                    .equals(List.of("4|"));
        } finally {
            Trials.remove(copy);
        }
    }

    private void check(Cli cli) throws Exception {
        assertThat(Sqlite.rows(cli.database(), "PRAGMA integrity_check")).containsExactly("ok|");
        assertThat(ids(cli)).isEqualTo(ids);
        assertAnswers(cli);
        assertEmbeddedAnswers(cli);
        assertThat(cli.run("show", "-q", "beta").exits(ExitCode.OK).line()).isEqualTo(first.code("beta"));
        List<String> events = trail(cli);
        assertThat(events).startsWith(trail.toArray(String[]::new));
        assertKeys(cli, events);
        cli.run("audit", "verify").exits(ExitCode.OK);
    }

    private void assertAnswers(Cli cli) {
        List<String> codes = List.copyOf(answers.keySet());
        List<String> lines = cli.inPipe(String.join("\n", codes) + "\n")
                .run("verify", "--stream")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
        cli.inPipe();
        assertThat(lines).hasSameSizeAs(codes);
        for (int i = 0; i < lines.size(); i++) {
            String result = JsonParser.parseString(lines.get(i))
                    .getAsJsonObject()
                    .get("result")
                    .getAsString();
            assertThat(answers.get(codes.get(i)))
                    .as("answer about %s", codes.get(i).substring(0, 16))
                    .contains(result);
        }
    }

    private void assertEmbeddedAnswers(Cli cli) {
        List<Failure> failures = new ArrayList<>();
        try (TokenVerifier verifier =
                TokenVerifier.open(cli.database(), cli.keyFile(), Clock.systemUTC(), failures::add)) {
            answers.forEach((code, expected) -> assertThat(
                            verifier.verify(code).result().word())
                    .as("answer about %s", code.substring(0, 16))
                    .isIn(expected));
        }
        assertThat(failures).isEmpty();
    }

    /**
     * Every key that something needs is in the file, and one of them is the key of the MACs. The trail names every key that
     * was dropped, and no key that was never there.
     */
    private void assertKeys(Cli cli, List<String> events) {
        JsonArray all = keyList(cli);
        assertThat(count(all, "new_codes")).isEqualTo(1);
        assertThat(count(all, "macs")).isEqualTo(1);
        Set<String> inFile = keys(cli);
        for (JsonElement each : all) {
            String key = each.getAsJsonObject().get("id").getAsString();
            assertThat(inFile).as("key that is needed").contains(key);
        }
        Set<String> dropped = keys.stream().filter(key -> !inFile.contains(key)).collect(Collectors.toSet());
        assertThat(dropped)
                .as("dropped keys, of which the trail tells")
                .allMatch(key -> events.stream()
                        .anyMatch(event -> event.contains("\tkey drop\t") && event.contains("key=" + key)));
        if (!name.startsWith("key drop")) {
            assertThat(dropped).isEmpty();
            assertThat(events)
                    .filteredOn(event -> event.contains("\tkey rotate\t"))
                    .allMatch(event -> inFile.stream().anyMatch(key -> event.contains("key=" + key)));
        }
    }

    private static long count(JsonArray keys, String use) {
        return IntStream.range(0, keys.size())
                .filter(i -> keys.get(i).getAsJsonObject().get(use).getAsBoolean())
                .count();
    }

    private static JsonArray keyList(Cli cli) {
        JsonObject list = JsonParser.parseString(
                        cli.run("key", "list", "-o", "json").exits(ExitCode.OK).out())
                .getAsJsonObject();
        return list.getAsJsonArray("keys");
    }

    private static Set<String> keys(Cli cli) {
        return Set.copyOf(
                KeyFile.read(cli.keyFile()).keys().stream().map(MasterKey::id).toList());
    }

    private static String oldest(Household home) {
        return KeyFile.read(home.cli().keyFile()).keys().stream()
                .findFirst()
                .orElseThrow()
                .id();
    }

    private static String newest(Cli cli) {
        return KeyFile.read(cli.keyFile()).newest().id();
    }

    private static Set<String> ids(Cli cli) {
        return Set.copyOf(
                cli.run("list", "-o", "ids").exits(ExitCode.OK).out().lines().toList());
    }

    private static List<String> trail(Cli cli) {
        return cli.run("audit", "list", "-o", "tsv")
                .exits(ExitCode.OK)
                .out()
                .lines()
                .toList();
    }

    /** Nothing is left of the interrupted command once it was repeated, or what is left is removed by doctor. */
    private void assertTidy(Cli cli) throws IOException {
        if (isUpgrade() && !leftovers(cli).isEmpty()) {
            cli.run("doctor", "--fix", "--fail-on", "never").exits(ExitCode.OK);
        }
        assertThat(leftovers(cli)).isEmpty();
    }

    private static List<Path> leftovers(Cli cli) throws IOException {
        try (Stream<Path> files = Files.walk(cli.home())) {
            return files.filter(file -> file.toString().endsWith(".part")
                            || file.toString().endsWith(".draft")
                            || file.toString().endsWith("-journal"))
                    .toList();
        }
    }
}
