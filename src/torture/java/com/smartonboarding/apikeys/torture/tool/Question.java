package com.smartonboarding.apikeys.torture.tool;

import com.smartonboarding.apikeys.cli.Cli;
import java.util.List;
import java.util.Set;

/**  * A command with which a trial asks the tool. */
public record Question(List<String> args, String input) {
    /** Every command that reads, and the commands that look up a token before they change it. */
    public static List<Question> about(Household home) {
        String alpha = home.code("alpha") + "\n";
        String gamma = home.code("gamma") + "\n";
        return List.of(
                asks("", "list", "--columns", "id,label,status,created,description,scopes,expires"),
                asks("", "list", "--as-of", "2026-01-01", "--columns", "id,label,status"),
                asks("", "show", "beta", "--no-code", "-o", "json"),
                asks("", "show", "alpha", "-q"),
                asks(alpha, "verify", "--no-touch", "-q"),
                asks(gamma, "verify", "--no-touch", "-q"),
                asks(home.code("delta") + "\n", "verify", "--no-touch", "-o", "json"),
                asks(alpha + gamma + home.code("old") + "\n", "verify", "--no-touch", "--stream"),
                asks("", "history", "alpha"),
                asks("x " + alpha + gamma, "scan", "-"),
                asks("", "rotate", "epsilon", "--status"),
                asks(home.code("beta") + "\n", "revoke", "--code-stdin", "-y"),
                asks("", "admins", "list"),
                asks("", "__complete", "token", "al"));
    }

    private static Question asks(String input, String... args) {
        return new Question(List.of(args), input);
    }

    public Cli.Result ask(Cli cli) {
        if (args.get(0).equals("__complete")) {
            return new Cli.Result(0, cli.complete("token", "al"), "");
        }
        return cli.inPipe(input).run(args.toArray(String[]::new));
    }

    /** Whether the tool refuses to answer. Standard output is then empty; a stream may have true answers before. */
    public boolean refuses(Cli.Result result, Set<Integer> refusals) {
        if (args.get(0).equals("__complete")) {
            return result.out().isEmpty();
        }
        boolean nothingUntrue = result.out().isEmpty()
                || (args.contains("--stream") && result.out().lines().noneMatch(line -> line.contains("unknown")));
        return refusals.contains(result.exitCode()) && nothingUntrue;
    }

    /**
     *      * The answer without the last access, which no MAC covers, and without what depends on the present time.
     * Whole      * lines are removed, because a history has no line if the access is lost.
     */
    public String facts(String out) {
        return out.replaceAll(
                        "\"(lastAccessed|lastAccessedAt|lastAccessedFrom|secondsLeft)\":\\s*(null|\"[^\"]*\"|\\d+)", "")
                .replaceAll("(?m)^.*([Ll]ast [Aa]ccess|left|accessed).*\\R?", "");
    }

    @Override
    public String toString() {
        return String.join(" ", args);
    }
}
