package com.smartonboarding.apikeys.failure;

import java.util.List;
import java.util.stream.Stream;

/**
 * What helps after a failure, as a value: the command line knows the commands for it.
 *
 * @param about what the step needs, such as ids or paths, in the order that {@link Next} gives
 */
public record Advice(Next next, List<String> about) {
    /** This step; the texts of the objects are what it is about. */
    public static Advice of(Next next, Object... about) {
        return new Advice(next, Stream.of(about).map(String::valueOf).toList());
    }
}
