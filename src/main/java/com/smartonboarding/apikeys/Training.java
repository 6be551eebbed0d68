package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.Application;
import java.nio.file.Path;

/**
 * The everyday commands, one after the other on a database of their own, for Java to see which classes they need:
 * {@code share/class-data.sh} runs it, and nobody else.
 */
final class Training {
    private static final String[][] COMMANDS = {
        {"init"},
        {"generate", "--label", "one", "--scope", "read", "--expires-in", "90d"},
        {"generate", "--label", "two", "-o", "json"},
        {"list"},
        {"list", "-o", "table"},
        {"list", "--status", "active", "-o", "json"},
        {"show", "one"},
        {"show", "one", "--no-code", "-o", "json"},
        {"show", "no-such-token"},
        {"revoke", "--yes", "one"},
        {"list", "--no-such-option"},
        {"list", "--help"},
        {"--help"},
        {"--version"},
    };

    private Training() {}

    /** Runs them in this folder, which exists and is empty; how each of them ends does not matter. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        for (String[] command : COMMANDS) {
            String[] words = new String[command.length + 2];
            System.arraycopy(command, 0, words, 0, command.length);
            // Named before all else, so that no setting of this machine leads to a database that is in use.
            words[command.length] = "--database=" + folder.resolve("apikeys.db");
            words[command.length + 1] = "--key-file=" + folder.resolve("apikeys.key");
            new Application(Main.host()).run(words);
        }
    }
}
