package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.DeclinedException;
import com.smartonboarding.apikeys.output.Terminal;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;

/** Standard input, and the person who types there. */
final class Prompt {
    private static final int LONGEST_ANSWER = 1000;

    private final InputStream in;
    private final Terminal terminal;
    private final StandardStreams streams;

    Prompt(InputStream in, Terminal terminal, StandardStreams streams) {
        this.in = in;
        this.terminal = terminal;
        this.streams = streams;
    }

    /** Asks, and returns when the answer is yes; anything else, and nobody to ask, is a no. */
    void confirm(String question) {
        if (!terminal.stdin() || !terminal.stderr()) {
            throw new DeclinedException("This needs a yes, and there is no terminal to ask at. Nothing was changed;"
                    + " say --yes to go ahead without being asked.");
        }
        streams.prompt(question + " [y/N] ");
        String answer = readLine().strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new DeclinedException("Nothing was changed.");
        }
    }

    /** A token code from the first line of standard input; at a terminal it is asked for, and not shown if that can be. */
    String readCode() {
        if (!terminal.stdin() || !terminal.stderr()) {
            return withoutCarriageReturn(readLine());
        }
        Console console = terminal.stdout() ? System.console() : null;
        if (console == null) {
            streams.prompt("Token code: ");
            return readLine();
        }
        // The console prints the question, to the terminal as well, only when nothing that is typed is shown any more.
        char[] typed = console.readPassword("%s", "Token code (is not shown): ");
        return typed == null ? "" : new String(typed);
    }

    private static String withoutCarriageReturn(String line) {
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }

    private String readLine() {
        StringBuilder line = new StringBuilder();
        try {
            for (int c = in.read(); c >= 0 && c != '\n' && line.length() < LONGEST_ANSWER; c = in.read()) {
                line.append((char) c);
            }
        } catch (IOException e) {
            return "";
        }
        return line.toString();
    }
}
