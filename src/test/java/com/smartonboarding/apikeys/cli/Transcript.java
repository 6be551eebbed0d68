package com.smartonboarding.apikeys.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.regex.Pattern;

/** Records runs of alice's tool as text. It is the same on every machine: user, time and randomness are fixed. */
public final class Transcript {
    private static final Pattern CODE = Pattern.compile("(sok_[0-9A-Za-z]{12}_)[0-9A-Za-z]{38}");
    private static final String SECRET = "*".repeat(38);

    private final Path home;
    private Cli cli;
    private final StringBuilder text = new StringBuilder();
    private int width;
    private String input = "";

    /** Begins with what alice's home already contains, and numbers the ids of new tokens from this number on. */
    public Transcript(Path home, int firstId) {
        this.home = home;
        cli = new Cli(home).ofAlice(firstId).with("NO_COLOR", "1");
    }

    /** Sets the time of the next run. */
    Transcript at(Instant time) {
        cli.at(time);
        return this;
    }

    /** Makes the following runs use a terminal of this width (0 for a pipe), with this input. */
    public Transcript typing(int columns, String typed) {
        width = columns;
        input = typed;
        return this;
    }

    /** Makes the following runs use another tool. */
    public Transcript with(Cli other) {
        cli = other.with("NO_COLOR", "1");
        return this;
    }

    /** Runs a command line, split at spaces, and records the result. */
    public Transcript run(String line) {
        return run(line.split(" ", -1));
    }

    public Transcript run(String... args) {
        if (width > 0) {
            cli.atTerminal(width, input);
        } else {
            cli.inPipe(input);
        }
        Cli.Result result = cli.run(args);
        cli.inPipe();
        text.append(text.isEmpty() ? "" : "\n").append("$ apikeys");
        for (String arg : args) {
            text.append(' ').append(arg.matches("[\\w@%+=:,./*-]+") ? arg : "'" + arg + "'");
        }
        text.append(width > 0 ? "   # at a terminal of " + width + " columns\n" : "\n");
        input.lines().forEach(given -> text.append("< ").append(given).append('\n'));
        result.out()
                .lines()
                .forEach(printed -> text.append("| ").append(printed).append('\n'));
        text.append(result.out().isEmpty() || result.out().endsWith("\n") ? "" : "(no line feed)\n");
        result.err().lines().forEach(said -> text.append("! ").append(said).append('\n'));
        text.append("= ").append(result.exitCode()).append('\n');
        input = "";
        return this;
    }

    /** Runs a command line without recording it. */
    String quietly(String line) {
        String out = cli.inPipe(input).run(line.split(" ", -1)).out();
        cli.inPipe();
        input = "";
        return out;
    }

    /**
     * The recorded text. It replaces only three things: secrets of codes, so that no file contains what looks like a
     * real code; the folder of this test; and the escape character, which no editor shows.
     */
    public String text() {
        return CODE.matcher(text)
                .replaceAll("$1" + SECRET)
                .replace(home.toString(), "/home/alice")
                .replace("\u001b", "\\e");
    }
}
