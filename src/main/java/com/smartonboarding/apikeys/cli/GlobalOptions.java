package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.cli.option.Converters;
import com.smartonboarding.apikeys.cli.option.Declaration;
import com.smartonboarding.apikeys.cli.option.Flag;
import com.smartonboarding.apikeys.cli.option.Value;
import com.smartonboarding.apikeys.output.terminal.ColourChoice;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;

/** The options that every command takes, before or after its name. */
public final class GlobalOptions implements Declaration {
    private final Value<String> database = Value.text("--database FILE", "The token database (APIKEYS_DATABASE).")
            .inherited();

    private final Value<String> keyFile =
            Value.text("--key-file FILE", "The key file (APIKEYS_KEY_FILE).").inherited();

    private final Value<Duration> wait = Value.of(
                    "--wait DURATION",
                    Duration.class,
                    new Converters.Grace(),
                    "How long to wait if another process has locked the database (default: 30s; for serve, 2s). With 0, do not"
                            + " wait.")
            .inherited();

    private final Value<ColourChoice> colour = Value.word(
                    "--color WHEN", ColourChoice.class, "When to use colour: auto, always or never.")
            .inherited();

    private final Flag debug = Flag.of("--debug", "On a failure, print a stack trace (without secrets).")
            .inherited();

    private final Flag help = Flag.ofHelp("-h, --help", "Show this help.").inherited();

    @Nullable
    String database() {
        return database.get();
    }

    @Nullable
    String keyFile() {
        return keyFile.get();
    }

    /** How long to wait for the lock of the database; null if not given. */
    @Nullable
    Duration patience() {
        return wait.get();
    }

    ColourChoice colour() {
        return colour.orElse(ColourChoice.AUTO);
    }

    public boolean debug() {
        return debug.isGiven();
    }

    @Override
    public void addTo(CommandSpec command) {
        Declaration.addAll(command, database, keyFile, wait, colour, debug, help);
    }
}
