package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.output.JsonText;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.StringWriter;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** The one place where a failure becomes words on standard error and an exit code. */
final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** No message is longer, whatever it repeats of what was typed. */
    private static final int LONGEST_MESSAGE = 2000;

    private final StandardStreams streams;
    private final GlobalOptions options;
    private final String[] args;

    /** Reports as {@code options} and {@code args} ask; the former are known only as far as parsing came. */
    ErrorReporter(StandardStreams streams, GlobalOptions options, String... args) {
        this.streams = streams;
        this.options = options;
        this.args = args;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        return report(thrown);
    }

    /** Reports what a command threw. */
    int report(Throwable thrown) {
        return report(thrown, options.debug());
    }

    private int report(Throwable thrown, boolean debug) {
        ExitCode exitCode = thrown instanceof Failure failure ? failure.exitCode() : ExitCode.INTERNAL;
        if (exitCode != ExitCode.BROKEN_PIPE) {
            say(exitCode, thrown instanceof Failure ? String.valueOf(thrown.getMessage()) : bug(thrown));
        }
        if (debug) {
            streams.say(trace(thrown));
        }
        return exitCode.number();
    }

    /** Reports arguments that the command line does not take. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof Failure failure) {
            return report(failure, false);
        }
        say(ExitCode.USAGE, ParseErrors.describe(e));
        return ExitCode.USAGE.number();
    }

    private void say(ExitCode exitCode, String whole) {
        // Masked before it is cut: of a code cut in two, nobody could tell what it is.
        String masked = Redactor.mask(whole);
        String message =
                masked.length() <= LONGEST_MESSAGE ? masked : masked.substring(0, LONGEST_MESSAGE) + "… (shortened)";
        if (JsonErrors.wanted(args)) {
            StringWriter text = new StringWriter();
            JsonText.compact(text)
                    .beginObject()
                    .member("schema", "apikeys/error@1")
                    .member("code", exitCode.number())
                    .member("name", exitCode.name())
                    .member("message", message.replace('\n', ' '))
                    .endObject()
                    .endDocument();
            streams.say(text.toString().strip());
        } else {
            streams.say("apikeys: " + message);
        }
    }

    private static String bug(Throwable thrown) {
        return "This is a bug in apikeys (" + thrown.getClass().getSimpleName()
                + "). A change that was under way was rolled back unless 'apikeys list' shows it;"
                + " run it again with --debug and report what it says.";
    }

    /** Classes and places, and no messages but our own: a foreign one may repeat a secret. */
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
