package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** One command. It returns an answer or throws; its help lists its exit codes. */
public abstract class Subcommand extends CommandModel implements Callable<Integer> {
    private final Context context;

    protected Subcommand(Context context, String name, String... aliases) {
        super(name, aliases);
        this.context = context;
    }

    protected Context context() {
        return context;
    }

    /** Runs the command. Failures are thrown; the returned exit code is an answer. */
    protected abstract ExitCode execute();

    @Override
    public final Integer call() {
        return execute().number();
    }

    /** Whether this call may change the database. */
    public boolean changes() {
        return exitCodes().contains(ExitCode.OUTCOME_UNKNOWN);
    }

    /** The exit codes that the command can return, for its help. */
    public abstract Set<ExitCode> exitCodes();

    /** The exit codes of every command that uses no database, and these. */
    protected static Set<ExitCode> withoutDatabase(ExitCode... others) {
        Set<ExitCode> codes = EnumSet.of(
                ExitCode.OK,
                ExitCode.INTERNAL,
                ExitCode.USAGE,
                ExitCode.STORAGE,
                ExitCode.INTERRUPTED,
                ExitCode.BROKEN_PIPE);
        codes.addAll(Set.of(others));
        return codes;
    }

    /** The exit codes of every command that reads the database, and these. */
    protected static Set<ExitCode> reading(ExitCode... others) {
        Set<ExitCode> codes = withoutDatabase(others);
        codes.addAll(Set.of(
                ExitCode.DENIED,
                ExitCode.BUSY,
                ExitCode.INTEGRITY,
                ExitCode.UNSAFE_FILES,
                ExitCode.WRONG_KEY,
                ExitCode.NOT_INITIALIZED));
        return codes;
    }

    /** The exit codes of every command that changes the database, and these. */
    protected static Set<ExitCode> changing(ExitCode... others) {
        Set<ExitCode> codes = reading(others);
        codes.add(ExitCode.OUTCOME_UNKNOWN);
        return codes;
    }
}
