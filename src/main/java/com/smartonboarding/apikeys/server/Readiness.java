package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the database answered when it was last asked. */
public final class Readiness {
    private final Clock clock;
    private final Runnable probe;
    private final Changes changes;
    private volatile String obstacle = "starting";
    private volatile @Nullable Instant lastAnswer;
    private volatile boolean draining;
    private boolean failing;

    /**
     * Not ready, until the database answers.
     *
     * @param probe {@link TokenVerifier#probe}, which asks the database without a token
     * @param changes learns when the database begins or ceases to answer
     */
    public Readiness(Clock clock, Runnable probe, Changes changes) {
        this.clock = clock;
        this.probe = probe;
        this.changes = changes;
    }

    /** What others learn of the state of the database. That it answers from the start is no news. */
    public interface Changes {
        /** The database answers again. */
        void answers();

        /** The database does not answer any more, for this reason. */
        void fails(Failure failure);

        /** A token is damaged, though the database answers. */
        void damaged(Failure failure);
    }

    /** Asks the database. While no requests come, nobody else finds out that it answers again. */
    public void ask() {
        try {
            probe.run();
            answered();
        } catch (Failure e) {
            failed(e);
        }
    }

    /** This verifier, with a look at how each call ends. */
    public CodeVerifier watching(CodeVerifier verifier) {
        return new CodeVerifier() {
            @Override
            public List<Verification> verifyAll(List<Presentation> presentations) {
                try {
                    return answered(verifier.verifyAll(presentations));
                } catch (Failure e) {
                    if (e instanceof IntegrityException) {
                        ask(); // if only a token is damaged, others are answered; nobody may put an end to that
                        if (obstacle.isEmpty()) {
                            changes.damaged(e);
                        }
                    } else {
                        failed(e);
                    }
                    throw e;
                }
            }

            @Override
            public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
                List<Verification> answers = verifier.verifyAtOnce(presentations);
                return answers == null ? null : answered(answers);
            }
        };
    }

    private List<Verification> answered(List<Verification> answers) {
        for (Verification answer : answers) {
            if (answer.result() != Result.MALFORMED) { // that is found out without the database
                answered();
                break;
            }
        }
        return answers;
    }

    private void answered() {
        lastAnswer = Instant.ofEpochMilli(clock.millis());
        if (!obstacle.isEmpty()) {
            change("", changes::answers);
        }
    }

    private void failed(Failure failure) {
        change(failure.exitCode().name().toLowerCase(Locale.ROOT), () -> changes.fails(failure));
    }

    private synchronized void change(String next, Runnable news) {
        obstacle = next;
        if (failing == next.isEmpty()) {
            failing = !failing;
            news.run();
        }
    }

    /** From now on, the server answers only what has begun. */
    public void drain() {
        draining = true;
    }

    /** One word for why the server should get no requests; empty if it should. */
    public String obstacle() {
        return draining ? "draining" : obstacle;
    }

    /** When the database last answered; empty if it never did. */
    public Optional<Instant> lastAnswer() {
        return Optional.ofNullable(lastAnswer);
    }
}
