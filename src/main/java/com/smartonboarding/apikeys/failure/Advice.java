package com.smartonboarding.apikeys.failure;

import java.util.List;
import java.util.stream.Stream;

/**
 * What may help after a failure, as a value. The command line knows the commands for it.
 *
 * @param about what the step needs, such as ids or paths, in the order that {@link Next} gives
 */
public record Advice(Next next, List<String> about) {
    /** Advises this step, with the texts of the objects as its parameters. */
    public static Advice of(Next next, Object... about) {
        return new Advice(next, Stream.of(about).map(String::valueOf).toList());
    }
}
