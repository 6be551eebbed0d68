package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.cli.GlobalOptions;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place that turns a failure into a message on standard error and an exit code. */
public final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Longer messages are cut, because a message may repeat what was typed. */
    private static final int LONGEST_MESSAGE = 2000;

    private final StandardStreams streams;
    private final GlobalOptions options;
    private final String[] args;

    /** Reports as {@code options} and {@code args} say. If parsing failed, only some of the options are known. */
    public ErrorReporter(StandardStreams streams, GlobalOptions options, String... args) {
        this.streams = streams;
        this.options = options;
        this.args = args;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        return report(thrown, commandLine.getCommandSpec().userObject());
    }

    /** Reports what this command threw, or what was thrown before any command ran. */
    public int report(Throwable thrown, @Nullable Object command) {
        boolean changing =
                command instanceof Subcommand known && known.exitCodes().contains(ExitCode.OUTCOME_UNKNOWN);
        return report(thrown, changing, options.debug());
    }

    private int report(Throwable thrown, boolean changing, boolean debug) {
        String lacking = thrown instanceof Failure ? null : Shortage.describe(thrown);
        ExitCode exitCode = thrown instanceof Failure failure
                ? failure.exitCode()
                : lacking == null ? ExitCode.INTERNAL : changing ? ExitCode.OUTCOME_UNKNOWN : ExitCode.STORAGE;
        if (exitCode != ExitCode.BROKEN_PIPE) {
            say(exitCode, lacking != null ? lacking + state(changing) : message(thrown));
        }
        if (debug) {
            streams.say(trace(thrown));
        }
        return exitCode.number();
    }

    /** Reports arguments that the command line does not accept. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof Failure failure) {
            return report(failure, false, false);
        }
        say(ExitCode.USAGE, ParseErrors.describe(e));
        return ExitCode.USAGE.number();
    }

    private void say(ExitCode exitCode, String whole) {
        // Mask before cutting: half a code would not be recognised as one.
        String masked = Redactor.mask(whole);
        String message =
                masked.length() <= LONGEST_MESSAGE ? masked : masked.substring(0, LONGEST_MESSAGE) + "… (shortened)";
        streams.say(JsonErrors.wanted(args) ? json(exitCode, message) : "apikeys: " + message);
    }

    private static String json(ExitCode exitCode, String message) {
        try {
            StringWriter text = new StringWriter();
            JsonText.compact(text)
                    .beginObject()
                    .member("schema", "apikeys/error@1")
                    .member("code", exitCode.number())
                    .member("name", exitCode.name())
                    .member("message", message.replace('\n', ' '))
                    .endObject()
                    .endDocument();
            return text.toString().strip();
        } catch (LinkageError e) {
            // The classes that write JSON are missing. The message says so, or something more important.
            return "apikeys: " + message;
        }
    }

    private static String message(Throwable thrown) {
        return thrown instanceof Failure ? String.valueOf(thrown.getMessage()) : bug(thrown);
    }

    private static String state(boolean changing) {
        return changing
                ? " A change that was under way may or may not have happened; check with 'apikeys list'."
                : " Nothing changed.";
    }

    private static String bug(Throwable thrown) {
        return "This is a bug in apikeys (" + thrown.getClass().getSimpleName()
                + "). A change that was under way was rolled back unless 'apikeys list' shows it; run the command"
                + " again with --debug and report what it prints.";
    }

    /** Prints classes and places, but no messages, because a foreign message may repeat a secret. */
    private static String trace(Throwable thrown) {
        StringBuilder trace = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            trace.append(trace.isEmpty() ? "" : "\ncaused by ")
                    .append(cause.getClass().getName());
            for (StackTraceElement frame : cause.getStackTrace()) {
                trace.append("\n    at ").append(frame);
            }
        }
        return trace.toString();
    }
}
