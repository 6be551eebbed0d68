package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.cli.GlobalOptions;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.State;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/**
 * The one place that turns a failure into a message on standard error and an exit code. The message is the fact, then
 * the state of things, then what helps.
 */
public final class ErrorReporter implements IParameterExceptionHandler, IExecutionExceptionHandler {
    /** Longer messages are cut, because a message may repeat what was typed. */
    private static final int LONGEST_MESSAGE = 2000;

    private final Context context;
    private final GlobalOptions options;
    private final String[] args;

    /** Reports as {@code options} and {@code args} say. If parsing failed, only some of the options are known. */
    public ErrorReporter(Context context, GlobalOptions options, String... args) {
        this.context = context;
        this.options = options;
        this.args = args;
    }

    @Override
    public int handleExecutionException(Exception thrown, CommandLine commandLine, ParseResult parsed) {
        return report(thrown, commandLine.getCommandSpec().userObject());
    }

    /** Reports what this command threw, or what was thrown before any command ran. */
    public int report(Throwable thrown, @Nullable Object command) {
        return report(thrown, command instanceof Subcommand known && known.changes(), options.debug());
    }

    private int report(Throwable thrown, boolean changing, boolean debug) {
        ExitCode exitCode;
        if (thrown instanceof Failure failure) {
            exitCode = failure.exitCode();
            say(exitCode, failure.fact(), changing ? state(failure) : null, failure.advice());
        } else {
            String lacking = Shortage.describe(thrown);
            boolean unknown = lacking != null && changing;
            exitCode = lacking == null ? ExitCode.INTERNAL : changing ? ExitCode.OUTCOME_UNKNOWN : ExitCode.STORAGE;
            say(
                    exitCode,
                    lacking == null ? bug(thrown) : lacking,
                    unknown ? State.UNKNOWN : null,
                    unknown ? Advice.of(Next.CHECK_OUTCOME) : null);
        }
        if (debug) {
            context.streams().say(trace(thrown));
        }
        return exitCode.number();
    }

    /** Reports arguments that the command line does not accept. */
    @Override
    public int handleParseException(ParameterException e, String[] arguments) {
        if (e.getCause() instanceof Failure failure) {
            return report(failure, false, false);
        }
        say(ExitCode.USAGE, ParseErrors.describe(e), null, null);
        return ExitCode.USAGE.number();
    }

    /**
     * What state things are in; null if the fact says it, or if it goes without saying. A failure outside a transaction
     * tells none. It left things unchanged unless something was committed before; then its fact tells what was done.
     */
    private @Nullable State state(Failure failure) {
        State state = failure.state();
        if (state == State.UNCHANGED && context.hasMadeDatabase()) {
            return State.BEGUN;
        }
        return state == null && !context.hasChanged() ? State.UNCHANGED : state;
    }

    private void say(ExitCode exitCode, String fact, @Nullable State state, @Nullable Advice advice) {
        if (exitCode == ExitCode.BROKEN_PIPE) {
            return;
        }
        boolean json = JsonErrors.wanted(args);
        StringBuilder whole = new StringBuilder(fact);
        // After a list, which is indented, comes a new line.
        String gap = fact.contains("\n  ") ? "\n" : " ";
        if (state != null) {
            whole.append(gap).append(state.sentence());
            gap = " ";
        }
        if (advice != null) {
            boolean inLines = !json && context.terminal().stderr();
            AdviceText text = new AdviceText(context.typedCommands().reader(advice));
            String helps = inLines ? text.lines(advice) : text.inOneLine(advice);
            whole.append(helps.contains("\n") ? "\n" : gap).append(helps);
        }
        // Mask before cutting: half a code would not be recognised as one.
        String masked = Redactor.mask(whole.toString());
        String message =
                masked.length() <= LONGEST_MESSAGE ? masked : masked.substring(0, LONGEST_MESSAGE) + "… (shortened)";
        if (json) {
            context.streams().say(json(exitCode, message));
        } else {
            context.sayWrapped("apikeys: " + message);
        }
    }

    private static String json(ExitCode exitCode, String message) {
        try {
            StringWriter text = new StringWriter();
            JsonText.compact(text)
                    .beginObject()
                    .member("schema", OutputSchemas.ERROR)
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

    private static String bug(Throwable thrown) {
        return "This is a bug in apikeys (" + thrown.getClass().getSimpleName()
                + "). An unfinished change was rolled back. 'apikeys list' shows whether a change was made. Run the"
                + " command again with --debug, and report its output.";
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
