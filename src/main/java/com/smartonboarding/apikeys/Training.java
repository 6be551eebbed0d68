package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.Application;
import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.complete.TabQuery;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Runs the everyday commands on a database of their own, so that Java can record which classes they need. Only
 * {@code share/class-data.sh} runs it.
 */
final class Training {
    private static final String[][] COMMANDS = {
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

    /** Runs them in this folder, which must exist and be empty. Their results do not matter. */
    public static void main(String[] args) {
        Path folder = Path.of(args[0]);
        InputStream nothing = InputStream.nullInputStream();
        run(folder, nothing, "init");
        byte[] code = run(folder, nothing, "generate", "--label", "one", "--scope", "read", "--expires-in", "90d");
        run(folder, new ByteArrayInputStream(code), "verify");
        // More events than the number that each command checks at the end of the trail.
        String labels =
                "label-%d\n".repeat(70).formatted(IntStream.range(0, 70).boxed().toArray());
        run(
                folder,
                new ByteArrayInputStream(labels.getBytes(StandardCharsets.US_ASCII)),
                "generate",
                "--label-file",
                "-");
        for (String[] command : COMMANDS) {
            run(folder, nothing, command);
        }
        for (String kind :
                new String[] {"active", "recoverable", "all", "labels", "scopes", "allowed", "administrators"}) {
            new TabQuery(host(InputStream.nullInputStream(), new ByteArrayOutputStream()))
                    .answer(
                            "__complete",
                            kind,
                            "t",
                            folder.resolve("apikeys.db").toString());
        }
    }

    /** Runs a command and returns what it prints. */
    private static byte[] run(Path folder, InputStream in, String... command) {
        String[] words = Arrays.copyOf(command, command.length + 2);
        // Touch no real database, whatever the settings of this machine are.
        words[command.length] = "--database=" + folder.resolve("apikeys.db");
        words[command.length + 1] = "--key-file=" + folder.resolve("apikeys.key");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Application(host(in, out)).run(words);
        return out.toByteArray();
    }

    /** This machine, but for the streams. */
    private static Host host(InputStream in, OutputStream out) {
        Host host = Main.host();
        return new Host(
                host.environment(),
                in,
                out,
                host.err(),
                host.terminal(),
                host.process(),
                host.accounts(),
                host.clock(),
                host.random(),
                host.busyTimeout(),
                host.pause(),
                null);
    }
}
