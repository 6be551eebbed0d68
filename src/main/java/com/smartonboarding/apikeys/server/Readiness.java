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
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Whether the database answered when it was last asked. */
public final class Readiness {
    private final Clock clock;
    private final Runnable probe;
    private volatile String obstacle = "starting";
    private volatile @Nullable Instant lastAnswer;
    private volatile boolean draining;

    /**
     * Not ready, until the database answers.
     *
     * @param probe {@link TokenVerifier#probe}, which asks the database without a token
     */
    public Readiness(Clock clock, Runnable probe) {
        this.clock = clock;
        this.probe = probe;
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
    public Function<List<Presentation>, List<Verification>> watching(
            Function<List<Presentation>, List<Verification>> verifier) {
        return presentations -> {
            try {
                List<Verification> answers = verifier.apply(presentations);
                if (answers.stream().anyMatch(answer -> answer.result() != Result.MALFORMED)) {
                    answered(); // malformed codes are answered without the database
                }
                return answers;
            } catch (Failure e) {
                if (e instanceof IntegrityException) {
                    ask(); // if only a token is damaged, others are answered; nobody may put an end to that
                } else {
                    failed(e);
                }
                throw e;
            }
        };
    }

    private void answered() {
        lastAnswer = Instant.ofEpochMilli(clock.millis());
        obstacle = "";
    }

    private void failed(Failure failure) {
        obstacle = failure.exitCode().name().toLowerCase(Locale.ROOT);
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
