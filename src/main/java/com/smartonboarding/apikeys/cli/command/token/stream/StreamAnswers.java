package com.smartonboarding.apikeys.cli.command.token.stream;

import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.output.VerificationLines;
import com.smartonboarding.apikeys.output.VerificationLines.Unknown;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Answers the lines of a stream. While the database stays locked, it answers that nothing is known about a code. Safe
 * for concurrent use.
 */
public final class StreamAnswers {
    private static final String LOCKED =
            "Another process kept the database locked, so it is not known whether the code is valid.";

    private static final String ENDED =
            "The stream ended before the database could be read, so it is not known whether the code is valid.";

    /** When answers are this long, in characters, they are printed. A token can have very many scopes. */
    private static final int LONGEST_PIECE = 64 * 1024;

    private final List<String> scopes;
    private final @Nullable String from;
    private final Function<List<Presentation>, List<Verification>> verifier;
    private final Consumer<Failure> locked;
    private volatile @Nullable Long lockedAt;
    private volatile boolean givenUp;

    /**
     * Answers through this verifier.
     *
     * @param scopes the scopes that each token must have, beside those in its line
     * @param from the address of the clients, for lines without one; null if it is not known
     * @param locked receives the failure when the first lines are answered without the database
     */
    public StreamAnswers(
            List<String> scopes,
            @Nullable String from,
            Function<List<Presentation>, List<Verification>> verifier,
            Consumer<Failure> locked) {
        this.scopes = scopes;
        this.from = from;
        this.verifier = verifier;
        this.locked = locked;
    }

    /** What is known about the codes in some lines. The answers are only written out when they can be printed. */
    final class Known {
        private final List<StreamRequest> requests;
        private final @Nullable List<Verification> verifications;
        private final String unknown = givenUp ? ENDED : LOCKED;

        private Known(List<StreamRequest> requests, @Nullable List<Verification> verifications) {
            this.requests = requests;
            this.verifications = verifications;
        }

        /** How many lines there were. */
        int lines() {
            return requests.size();
        }

        /** Passes on the answers, in their order, in pieces of one line or more. */
        void print(Consumer<String> out) {
            Iterator<Verification> next = verifications == null ? null : verifications.iterator();
            VerificationLines answers = new VerificationLines(requests.size());
            for (StreamRequest request : requests) {
                if (request.problem() != null) {
                    answers.add(Unknown.BAD_REQUEST, request.problem(), request.id());
                } else if (next != null) {
                    answers.add(next.next(), request.id());
                } else if (isMalformed(request)) {
                    answers.add(Verification.rejected(Result.MALFORMED), request.id());
                } else {
                    answers.add(Unknown.BUSY, unknown, request.id());
                }
                if (answers.length() >= LONGEST_PIECE) {
                    out.accept(answers.take());
                }
            }
            if (answers.length() > 0) {
                out.accept(answers.take());
            }
        }
    }

    /**
     * Looks up the codes in these lines, which are in ISO 8859-1.
     *
     * @param readAt when the lines were read, by {@link System#nanoTime}
     */
    Known lookUp(List<String> lines, long readAt) {
        List<StreamRequest> requests = new ArrayList<>(lines.size());
        List<Presentation> presentations = new ArrayList<>(lines.size());
        for (String line : lines) {
            StreamRequest request = StreamRequest.isJson(line)
                    ? StreamRequest.ofJson(line, scopes, from)
                    : StreamRequest.ofCode(line, scopes, from);
            requests.add(request);
            if (request.presentation() != null) {
                presentations.add(request.presentation());
            }
        }
        return new Known(requests, verify(presentations, readAt).orElse(null));
    }

    /** From now on, nothing waits for the database. */
    void giveUp() {
        givenUp = true;
    }

    /** Empty if the database stays locked: all lines that were read meanwhile have waited for it together. */
    private Optional<List<Verification>> verify(List<Presentation> presentations, long readAt) {
        Long last = lockedAt;
        if (givenUp || (last != null && last - readAt >= 0)) {
            return Optional.empty();
        }
        try {
            List<Verification> answers = verifier.apply(presentations);
            if (last != null && answers.stream().anyMatch(answer -> answer.result() != Result.MALFORMED)) {
                lockedAt = null; // the database was read
            }
            return Optional.of(answers);
        } catch (Failure e) {
            if (givenUp) {
                return Optional.empty(); // the wait was interrupted
            }
            if (e.exitCode() != ExitCode.BUSY) {
                throw e;
            }
            if (lockedAt == null) {
                locked.accept(e);
            }
            lockedAt = System.nanoTime();
            return Optional.empty();
        }
    }

    /** A code that is wrong in itself is rejected without the database, too. */
    private static boolean isMalformed(StreamRequest request) {
        return request.presentation() != null
                && TokenCode.parse(request.presentation().code()).isEmpty();
    }
}
