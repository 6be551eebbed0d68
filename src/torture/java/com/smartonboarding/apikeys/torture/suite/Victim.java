package com.smartonboarding.apikeys.torture.suite;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Ledger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A command that changes something, and what must be true after it.
 *
 * @param arguments the arguments, in which {@code HOME} stands for the home
 * @param ends the label of the token that the command revokes; empty if it revokes none
 * @param fresh whether the command starts in an empty home
 * @param prints whether the command writes codes to standard output
 */
public record Victim(String name, String arguments, String ends, boolean fresh, boolean prints) {
    static final List<Victim> ALL = List.of(
            new Victim("generate", "generate --label new", "", false, true),
            new Victim("generate --secret-file", "generate --label new --secret-file HOME/sec/new", "", false, false),
            new Victim("generate --label-file", "generate --label-file HOME/labels", "", false, true),
            new Victim("revoke", "revoke beta -y", "beta", false, false),
            new Victim("rotate", "rotate beta", "", false, true),
            new Victim("rotate --grace 0", "rotate beta --grace 0 -y", "beta", false, true),
            new Victim(
                    "rotate --secret-file --force",
                    "rotate alpha --secret-file HOME/sec/alpha --force",
                    "",
                    false,
                    false),
            new Victim("relabel", "relabel beta new", "", false, false),
            new Victim("purge", "purge --revoked-before 30d -y", "gamma", false, false),
            new Victim("admins add", "admins add 12345", "", false, false),
            new Victim("init", "init", "", true, false),
            new Victim("the very first generate", "generate --label new", "", true, true));

    String[] args(Path home) {
        return arguments.replace("HOME", home.toString()).split(" ", -1);
    }

    /** Whether the command has done everything that it should do. */
    boolean isDone(Household home, String out) throws Exception {
        Cli cli = home.cli();
        return switch (name) {
            case "relabel" -> has(cli, "new");
            case "purge" -> Ledger.verify(cli, home.code("gamma")) == 11;
            case "admins add" -> cli.run("admins", "list").out().contains("12345");
            case "init" -> cli.run("admins", "list").exitCode() == 0;
            case "revoke" -> Ledger.verify(cli, home.code(ends)) == 12;
            case "rotate --grace 0" -> Ledger.verify(cli, home.code(ends)) == 12 && !out.isEmpty();
            case "generate --secret-file" ->
                has(cli, "new") && Files.exists(home.home().resolve("sec/new"));
            case "rotate --secret-file --force" ->
                !Files.readString(home.home().resolve("sec/alpha")).strip().equals(home.code("alpha"));
            case "generate --label-file" -> out.lines().count() == 3;
            default -> !out.isEmpty();
        };
    }

    /** Whether every token that was made but not delivered is revoked. */
    boolean isUndone(Household home) {
        Cli cli = home.cli();
        return !name.startsWith("rotate")
                ? !has(cli, "new") && !has(cli, "ci-*")
                : Ledger.verify(cli, home.code(name.contains("secret") ? "alpha" : "beta")) == 0;
    }

    private static boolean has(Cli cli, String label) {
        return !cli.run("list", label, "--status", "active", "-o", "ids").out().isEmpty();
    }

    /** The ledger after an interrupted command: the token that the command revokes may be revoked or not. */
    Ledger mayEnd(Household home, Ledger ledger) {
        if (name.equals("purge")) {
            return ledger.endedOrGone(home.code(ends));
        }
        return ends.isEmpty() ? ledger : ledger.either(home.code(ends));
    }
}
