package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.failure.BrokenPipeException;
import com.smartonboarding.apikeys.failure.OutcomeUnknownException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.Spool;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/**
 * Standard output, where every failed write is an error; and standard error for messages, with codes masked and control
 * characters escaped.
 */
public final class StandardStreams {
    private final OutputStream out;
    private final OutputStream err;

    public StandardStreams(OutputStream out, OutputStream err) {
        this.out = out;
        this.err = err;
    }

    /** Writes data to standard output. */
    public void print(String text) {
        try {
            write(text);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /** Writes a report; says whether the change that it is about was made, or was only tried. */
    public void printReport(String report, boolean made) {
        if (made) {
            printReport(report);
        } else {
            print(report);
        }
    }

    /** Writes the report of a change that is already made. If this fails, the failure says so. */
    public void printReport(String report) {
        try {
            write(report);
        } catch (IOException e) {
            RuntimeException failure = failure(e);
            throw failure instanceof StorageException
                    ? new OutcomeUnknownException(
                            "The change was made, but its report could not be written to standard output ("
                                    + IoErrorText.of(e) + ").",
                            e)
                    : failure;
        }
    }

    /** Copies a stream of bytes to standard output. */
    public void printAll(InputStream in) {
        try {
            in.transferTo(out);
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    /**
     * Prints everything that the work writes if the work succeeds, and nothing otherwise. The output is kept until
     * then, so a failing command leaves no cut list, and a slow reader does not make the work hold its lock.
     */
    public <T> T printWhole(Function<OutputStream, T> work) {
        try (Spool spool = new Spool()) {
            T result = work.apply(spool);
            copy(spool);
            return result;
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException(
                    "The output could not be kept in the temporary folder until it was complete.", e);
        }
    }

    /** Writes data to standard output in one piece; the caller handles a failure. */
    void write(String text) throws IOException {
        if (!text.isEmpty()) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }
    }

    /** Prints a message to standard error, on its own line. */
    public void say(String message) {
        prompt(message + "\n");
    }

    /** Prints a message without ending the line. */
    void prompt(String message) {
        talk(presentable(message));
    }

    /** Prints a message that is already coloured and escaped, without ending the line. */
    void promptPainted(String message) {
        talk(Redactor.mask(message));
    }

    /** Overwrites the terminal line that the cursor is on, and leaves the cursor there. */
    void overwrite(String message) {
        talk("\r" + presentable(message) + "\u001b[K");
    }

    private void talk(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // There is nowhere left to report it.
        }
    }

    private void copy(Spool spool) {
        try {
            spool.copyTo(out);
            out.flush();
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private static String presentable(String message) {
        StringBuilder lines = new StringBuilder();
        int start = 0;
        for (int end = message.indexOf('\n'); end >= 0; end = message.indexOf('\n', start)) {
            lines.append(SafeText.escape(message.substring(start, end))).append('\n');
            start = end + 1;
        }
        return Redactor.mask(
                lines.append(SafeText.escape(message.substring(start))).toString());
    }

    private static RuntimeException failure(IOException e) {
        return "Broken pipe".equals(e.getMessage())
                ? new BrokenPipeException()
                : new StorageException("Standard output could not be written (" + IoErrorText.of(e) + ").", e);
    }
}
