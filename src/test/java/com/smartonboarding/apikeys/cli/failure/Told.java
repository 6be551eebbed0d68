package com.smartonboarding.apikeys.cli.failure;

import com.smartonboarding.apikeys.failure.Advice;
import com.smartonboarding.apikeys.failure.Failure;

/** What a person is told about a failure that lower layers throw. */
public final class Told {
    private Told() {}

    /** The fact and the advice, in one line. */
    public static String by(Throwable thrown) {
        Failure failure = (Failure) thrown;
        Advice advice = failure.advice();
        return failure.fact() + (advice == null ? "" : " " + new AdviceText(Caller.PLAIN).inOneLine(advice));
    }

    /** The advice alone, in one line. */
    public static String advice(Advice advice) {
        return new AdviceText(Caller.PLAIN).inOneLine(advice);
    }
}
