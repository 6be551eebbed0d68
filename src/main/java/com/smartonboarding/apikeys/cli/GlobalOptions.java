package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.output.ColourChoice;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The options that every command takes, before or after its name. */
@Command
public final class GlobalOptions {
    @Option(
            names = "--database",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The token database (APIKEYS_DATABASE).")
    private @Nullable String database;

    @Option(
            names = "--key-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "The file with its keys (APIKEYS_KEY_FILE).")
    private @Nullable String keyFile;

    @Option(
            names = "--color",
            paramLabel = "WHEN",
            scope = ScopeType.INHERIT,
            description = "Colour: auto, always or never.")
    private ColourChoice colour = ColourChoice.AUTO;

    @Option(names = "--debug", scope = ScopeType.INHERIT, description = "On a failure, say where it came from.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = ScopeType.INHERIT,
            description = "Show this help.")
    @SuppressWarnings("unused") // picocli reads it
    private boolean help;

    @Nullable
    String database() {
        return database;
    }

    @Nullable
    String keyFile() {
        return keyFile;
    }

    ColourChoice colour() {
        return colour;
    }

    boolean debug() {
        return debug;
    }
}
