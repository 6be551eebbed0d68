package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** An installation that a test breaks in one place, and mends with the commands that {@code doctor} printed. */
public final class Patient {
    private final Cli cli;
    private final String[] options;
    private final List<String> commands = new ArrayList<>();
    private final Set<String> broken = new TreeSet<>();
    private final Set<String> treated = new TreeSet<>();

    /** The installation of this tool; {@code options} are for each call of doctor. */
    public Patient(Cli cli, String... options) {
        this.cli = cli;
        this.options = options;
    }

    /** Makes a database with one token that has no finding. */
    public Patient healthy() {
        cli.run("generate", "--label", "ci", "--expires-in", "300d").exits(ExitCode.OK);
        return hasNothing();
    }

    /** Checks that doctor finds nothing at all. */
    public Patient hasNothing() {
        List<String> found = examine();
        assertThat(found).as("findings").isEmpty();
        assertThat(cli.run(call("-q", "--fail-on", "notice")).exits(ExitCode.OK).out())
                .isEmpty();
        treated.forEach(Treatments::treated);
        broken.clear();
        treated.clear();
        return this;
    }

    /** Checks that doctor finds exactly one thing: with this check, this severity, and this part of the fact. */
    public Patient has(String check, String severity, String fact) {
        List<String> found = examine();
        assertThat(found).as("findings").singleElement().asString().startsWith(check + " " + severity + " ");
        assertThat(found.get(0)).contains(fact);
        broken.add(check);
        cli.run(call("-q", "--fail-on", severity)).exits(ExitCode.FINDINGS);
        cli.run(call("-q", "--fail-on", "never")).exits(ExitCode.OK);
        return this;
    }

    /** Checks that doctor finds these things, in this order: check and severity. */
    public Patient hasAll(String... expected) {
        broken.addAll(Stream.of(expected)
                .map(found -> found.substring(0, found.indexOf(' ')))
                .toList());
        assertThat(examine())
                .extracting(found -> found.replaceFirst("^(\\S+ \\S+) .*$", "$1"))
                .containsExactly(expected);
        return this;
    }

    /** Runs the printed command that begins like this. */
    public Patient isTreatedBy(String beginning) throws Exception {
        assertThat(commands)
                .filteredOn(command -> command.startsWith(beginning))
                .hasSize(1);
        commands.removeIf(command -> !command.startsWith(beginning));
        return isTreated();
    }

    /** Runs the printed commands: those of apikeys through the front door, all others in bash. */
    public Patient isTreated(String... replacements) throws Exception {
        assertThat(commands).as("commands").isNotEmpty();
        for (String command : List.copyOf(commands)) {
            String line = command;
            for (int i = 0; i < replacements.length; i += 2) {
                assertThat(line).contains(replacements[i]);
                line = line.replace(replacements[i], replacements[i + 1]);
            }
            for (String part : line.split(" && ", -1)) {
                type(part);
            }
        }
        cli.inPipe();
        treated.addAll(broken);
        return this;
    }

    /** The commands that doctor printed last. */
    public List<String> commands() {
        return List.copyOf(commands);
    }

    private void type(String line) throws Exception {
        if (!line.startsWith("apikeys ")) {
            assertThat(bash(line).ended()).as(line).isZero();
            return;
        }
        String[] words = bash("printf '%s\\0' " + line.substring("apikeys ".length()))
                .out()
                .split("\0", -1);
        cli.atTerminal(80, "yes\n").run(Arrays.copyOf(words, words.length - 1)).exits(ExitCode.OK);
    }

    /** Runs the only printed command, and gives back what it prints. */
    public String shows() throws Exception {
        assertThat(commands).hasSize(1);
        Typed typed = bash(commands.get(0));
        assertThat(typed.ended()).as(commands.get(0)).isZero();
        treated.addAll(broken);
        return typed.out();
    }

    private record Typed(int ended, String out) {}

    private Typed bash(String script) throws Exception {
        Path left = Files.createTempFile("variables", "");
        ProcessBuilder builder = new ProcessBuilder(
                        "bash", "-c", script + "\nended=$?; env -0 >" + left + "; exit $ended")
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().keySet().removeIf(name -> name.startsWith("APIKEYS_"));
        builder.environment().putAll(cli.environment());
        Process process = builder.start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int ended = process.waitFor();
        keep(Files.readString(left).split("\0", -1));
        Files.delete(left);
        return new Typed(ended, out);
    }

    /** The tool gets the variables that are left in that shell, as it would be started there. */
    private void keep(String... variables) {
        for (String name : Set.copyOf(cli.environment().keySet())) {
            if (Stream.of(variables).noneMatch(variable -> variable.startsWith(name + "="))) {
                cli.with(name, null);
            }
        }
    }

    /** The findings, each as its check, severity and fact; keeps the commands. */
    private List<String> examine() {
        String printed = cli.run(call("-o", "json", "--fail-on", "never"))
                .exits(ExitCode.OK)
                .out();
        JsonSchemas.assertValid("doctor@1", printed);
        commands.clear();
        List<String> found = new ArrayList<>();
        for (JsonElement check :
                JsonParser.parseString(printed).getAsJsonObject().getAsJsonArray("checks")) {
            for (JsonElement each : check.getAsJsonObject().getAsJsonArray("findings")) {
                JsonObject finding = each.getAsJsonObject();
                found.add(check.getAsJsonObject().get("check").getAsString() + " "
                        + finding.get("severity").getAsString() + " "
                        + finding.get("fact").getAsString());
                finding.getAsJsonArray("commands").forEach(command -> commands.add(command.getAsString()));
            }
        }
        return found;
    }

    private String[] call(String... more) {
        return Stream.of(Stream.of("doctor"), Stream.of(options), Stream.of(more))
                .flatMap(words -> words)
                .toArray(String[]::new);
    }
}
