package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.BrokenPipeException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.Reason;
import com.smartonboarding.apikeys.output.SafeText;
import com.smartonboarding.apikeys.output.Spool;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Standard output, where every failed write is a failure, and standard error, where talk goes, masked and made visible. */
final class StandardStreams {
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

    /**
     * Prints what the work writes when the work ends well, and nothing of it otherwise. It is kept until then, so neither
     * does a failing command leave a cut list, nor does a slow reader make the work hold its lock.
     */
    <T> T printWhole(Function<OutputStream, T> work) {
        try (Spool spool = new Spool()) {
            T result = work.apply(spool);
            copy(spool);
            return result;
        } catch (IOException | UncheckedIOException e) {
            throw new StorageException("The temporary folder could not keep the list before it is printed.", e);
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
        talk(presentable(message));
    }

    /** Says what is coloured already, and of which every text was escaped, without ending the line. */
    void promptPainted(String message) {
        talk(Redactor.mask(message));
    }

    /** Writes over the line that the cursor of a terminal is on, and leaves the cursor there. */
    void overwrite(String message) {
        talk("\r" + presentable(message) + "\u001b[K");
    }

    private void talk(String text) {
        try {
            err.write(text.getBytes(StandardCharsets.UTF_8));
            err.flush();
        } catch (IOException e) {
            // There is nowhere left to say it.
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
                : new StorageException("Standard output could not be written (" + Reason.of(e) + ").", e);
    }
}
