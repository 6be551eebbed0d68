package com.smartonboarding.apikeys.cli.caller;

import static java.util.Map.entry;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.NotDurableException;
import com.smartonboarding.apikeys.files.ReasonedException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the caller's process answers: what was asked for follows, or why it could not be done. */
enum Answer {
    DONE,
    /** A failure with its exit code, fact and advice. */
    FAILED,
    /** There is no such file. */
    MISSING,
    /** The system does not let the caller use it. */
    DENIED,
    /** It is there, but may not survive a power cut: the reason. */
    NOT_DURABLE,
    /** Another error of the system: the reason. */
    ERROR,
    /** Part of the answer to a search follows; the answer goes on. */
    PART;

    private static final Answer[] ALL = values();
    private static final Next[] STEPS = Next.values();
    /** The steps that can help with files, and how many parameters each has. Others are not passed on. */
    private static final Map<Next, Integer> HELP = Map.ofEntries(
            entry(Next.SENTENCE, 1),
            entry(Next.SET_MODE, 2),
            entry(Next.MAKE_PRIVATE, 2),
            entry(Next.LOOK_AT_FILE, 1),
            entry(Next.MOVE_AWAY, 1),
            entry(Next.NAME_TARGET, 1),
            entry(Next.TAKE_FILE, 3),
            entry(Next.TAKE_FOLDER, 2),
            entry(Next.REMOVE_HARD_LINKS, 1),
            entry(Next.USE_PRIVATE_FOLDER, 0),
            entry(Next.USE_LOCAL_DISK, 0),
            entry(Next.INSTALL_GIT, 0),
            entry(Next.NAME_REPOSITORY, 0));

    /** What can be wrong with files. The caller's process can claim no other result of the command. */
    private static final Set<ExitCode> OF_FILES = EnumSet.of(
            ExitCode.INTERNAL,
            ExitCode.USAGE,
            ExitCode.DENIED,
            ExitCode.NOT_FOUND,
            ExitCode.CONFLICT,
            ExitCode.BUSY,
            ExitCode.STORAGE,
            ExitCode.UNSAFE_FILES);

    /** A failure that the caller's process reported. */
    private static final class Reported extends Failure {
        private static final long serialVersionUID = 1;

        Reported(ExitCode code, String fact) {
            super(code, fact, null);
        }
    }

    /** Reads how the answer begins. */
    static Answer begin(Wire wire) throws IOException {
        int number = wire.next();
        if (number < 0 || number >= ALL.length) {
            throw new GoneException();
        }
        return ALL[number];
    }

    /** Reads what the caller's process reported instead of an answer; null for an answer. */
    @Nullable
    Exception reported(Wire wire) throws IOException {
        return switch (this) {
            case DONE -> null;
            case FAILED -> failure(wire);
            case MISSING -> new NoSuchFileException("");
            case DENIED -> new AccessDeniedException("");
            case NOT_DURABLE -> new NotDurableException(wire.text(), new IOException());
            case ERROR -> new ReasonedException(wire.text());
            case PART -> throw new GoneException();
        };
    }

    static void report(Wire wire, IOException e) throws IOException {
        if (e instanceof NoSuchFileException) {
            wire.put(MISSING);
        } else if (e instanceof AccessDeniedException) {
            wire.put(DENIED);
        } else {
            wire.put(e instanceof NotDurableException ? NOT_DURABLE : ERROR).put(IoErrorText.of(e));
        }
    }

    static void report(Wire wire, Failure failure) throws IOException {
        wire.put(FAILED).put(failure.exitCode().number()).put(failure.fact());
        Advice advice = failure.advice();
        boolean helps = advice != null && isHelp(advice.next(), advice.about().size());
        wire.put(helps);
        if (advice != null && helps) {
            wire.put(advice.next()).put(advice.about().size());
            for (String about : advice.about()) {
                wire.put(about);
            }
        }
    }

    private static boolean isHelp(Next next, int parameters) {
        return Objects.equals(HELP.get(next), parameters);
    }

    private static Failure failure(Wire wire) throws IOException {
        int number = wire.number();
        ExitCode code = OF_FILES.stream()
                .filter(each -> each.number() == number)
                .findFirst()
                .orElse(ExitCode.STORAGE);
        Failure failure = new Reported(code, wire.text());
        if (wire.flag()) {
            int step = wire.next();
            int parameters = wire.number();
            if (step < 0 || step >= STEPS.length || !isHelp(STEPS[step], parameters)) {
                throw new GoneException();
            }
            List<String> about = new ArrayList<>();
            for (int i = 0; i < parameters; i++) {
                about.add(wire.text());
            }
            failure.advising(new Advice(STEPS[step], about));
        }
        return failure;
    }
}
