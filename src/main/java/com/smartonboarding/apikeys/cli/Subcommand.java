package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.Callable;

/** One command; it ends with an answer or throws, and says in its help how it can end. */
abstract class Subcommand extends Modelled implements Callable<Integer> {
    /** What every command on a database can end with. */
    private static final Set<ExitCode> ON_A_DATABASE = EnumSet.of(
            ExitCode.OK,
            ExitCode.INTERNAL,
            ExitCode.USAGE,
            ExitCode.DENIED,
            ExitCode.BUSY,
            ExitCode.STORAGE,
            ExitCode.INTEGRITY,
            ExitCode.UNSAFE_FILES,
            ExitCode.WRONG_KEY,
            ExitCode.NOT_INITIALIZED,
            ExitCode.INTERRUPTED,
            ExitCode.BROKEN_PIPE);

    private final Context context;

    Subcommand(Context context, String name, String... aliases) {
        super(name, aliases);
        this.context = context;
    }

    Context context() {
        return context;
    }

    /** Does what it is for; what went wrong is thrown, and what is returned is an answer. */
    abstract ExitCode execute();

    @Override
    public final Integer call() {
        return execute().number();
    }

    /** How it can end, for its help. */
    abstract Set<ExitCode> exitCodes();

    /** What any command that reads the database can end with, and these. */
    static Set<ExitCode> reading(ExitCode... others) {
        Set<ExitCode> codes = EnumSet.copyOf(ON_A_DATABASE);
        codes.addAll(Set.of(others));
        return codes;
    }

    /** What any command that changes the database can end with, and these. */
    static Set<ExitCode> changing(ExitCode... others) {
        Set<ExitCode> codes = reading(others);
        codes.add(ExitCode.OUTCOME_UNKNOWN);
        return codes;
    }
}
