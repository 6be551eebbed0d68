package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.BrokenPipeException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.output.SafeText;
import com.smartonboarding.apikeys.output.Spool;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Standard output, where every failed write is a failure, and standard error, where talk goes, masked and made visible. */
final class StandardStreams {
    /** No message is longer, whatever it repeats of what was typed. */
    private static final int LONGEST_MESSAGE = 2000;

    private final OutputStream out;
    private final OutputStream err;

    StandardStreams(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    /** Writes data to standard output. */
    void print(String text) {
        try {
            write(text);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes what was spooled to standard output. */
    void print(Spool spool) {
        try {
            spool.copyTo(out);
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes data to standard output, in one piece; the caller decides what a failure means. */
    void write(String text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Says something to the person at the prompt, on a line of its own. */
    void say(String message) {
        prompt(message + "\n");
    }

    /** Says something without ending the line. */
    void prompt(String message) {
        try {
            err.write(presentable(message).getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // There is nowhere left to say it.
        }
    }

    private static String presentable(String message) {
        String shown = message.length() <= LONGEST_MESSAGE
                ? message
                : message.substring(0, LONGEST_MESSAGE) + "… (shortened)\n";
        StringBuilder lines = new StringBuilder();
        for (String line : Redactor.mask(shown).split("(?<=\n)", -1)) {
            boolean ended = line.endsWith("\n");
            lines.append(SafeText.escape(ended ? line.substring(0, line.length() - 1) : line));
            lines.append(ended ? "\n" : "");
        }
        return lines.toString();
    }

    private static RuntimeException failure(IOException e) {
        return "Broken pipe".equals(e.getMessage())
                ? new BrokenPipeException()
                : new StorageException("Standard output could not be written (" + e.getMessage() + ").", e);
    }
}
