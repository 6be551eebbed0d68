package com.smartonboarding.apikeys.server.metrics;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * What is measured at the moment when somebody reads the metrics.
 *
 * @param databaseAge how long ago the database last answered; empty if it never did
 * @param accessesPending how many last accesses are not in the database yet
 * @param connections how many connections are open
 * @param logLinesLost how many lines the logs have lost
 */
public record Gauges(
        Supplier<Optional<Duration>> databaseAge,
        LongSupplier accessesPending,
        LongSupplier connections,
        LongSupplier logLinesLost) {}
