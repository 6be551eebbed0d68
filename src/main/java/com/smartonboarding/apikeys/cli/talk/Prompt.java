package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.failure.DeclinedException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.Console;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Standard input, and the person who types there. */
public final class Prompt {
    private static final int LONGEST_ANSWER = 1000;

    private final InputStream in;
    private final Terminal terminal;
    private final StandardStreams streams;
    private boolean ended;

    public Prompt(InputStream in, Terminal terminal, StandardStreams streams) {
        this.in = in;
        this.terminal = terminal;
        this.streams = streams;
    }

    /**
     * Asks, and returns if the answer is yes. Any other answer counts as no, and so does a missing terminal.
     *
     * @param question already coloured, and with every text in it escaped
     */
    public void confirm(String question) {
        if (!terminal.stdin() || !terminal.stderr()) {
            throw new DeclinedException("This command needs a confirmation, but there is no terminal to ask at.")
                    .advising("To skip the question, use --yes.");
        }
        String answer = ask(question + " [y/N] ").strip().toLowerCase(Locale.ROOT);
        if (!answer.equals("y") && !answer.equals("yes")) {
            throw new DeclinedException("The answer was no.");
        }
    }

    /**
     * Reads what may be a token code: all of standard input, so that a second line is noticed. At a terminal, asks for
     * one line, which is not shown if possible.
     *
     * @throws StorageException if standard input is closed, or fails
     */
    public CodeInput readCode() {
        if (!terminal.stdin()) {
            return readAll();
        }
        return CodeInput.of(terminal.stderr() ? askForCode() : readLine());
    }

    private CodeInput readAll() {
        try {
            return CodeInput.of(in.readNBytes(CodeInput.MOST_BYTES + 1));
        } catch (IOException e) {
            throw new StorageException("Standard input could not be read (" + IoErrorText.of(e) + ").", e);
        }
    }

    private String askForCode() {
        Console console = terminal.stdout() ? System.console() : null;
        if (console == null) {
            return ask("Token code: ");
        }
        OnInterrupt newLine = newLine();
        try {
            // The console prints the question, also to the terminal, only after it has turned off the echo.
            char[] typed = console.readPassword("%s", "Token code (not shown): ");
            return typed == null ? "" : new String(typed);
        } finally {
            newLine.close();
        }
    }

    /** The line that is typed after a question. The next output begins on a new line. */
    private String ask(String question) {
        OnInterrupt newLine = newLine();
        try {
            streams.promptPainted(question);
            return readLine();
        } finally {
            newLine.close();
            if (ended) {
                streams.prompt("\n");
            }
        }
    }

    /** Makes the shell's prompt begin on a new line after Ctrl-C. */
    private OnInterrupt newLine() {
        return new OnInterrupt(() -> streams.prompt("\n"));
    }

    private String readLine() {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        try {
            int c = in.read();
            for (; c >= 0 && c != '\n' && line.size() < LONGEST_ANSWER; c = in.read()) {
                line.write(c);
            }
            ended = c < 0;
        } catch (IOException e) {
            ended = true;
            return "";
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
