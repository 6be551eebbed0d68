package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.output.token.Samples;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RelativeTimeTest {
    private static final Instant NOW = Samples.NOW;

    @ParameterizedTest
    @CsvSource(textBlock = """
            PT10S,       10 seconds
            PT59.9S,     59 seconds
            PT1M,        1 minute
            PT1M29S,     1 minute
            PT1M30S,     2 minutes
            PT59M29S,    59 minutes
            PT59M30S,    1 hour
            PT1H29M,     1 hour
            PT2H,        2 hours
            PT23H29M,    23 hours
            PT23H30M,    1 day
            P1D,         1 day
            P1DT12H,     2 days
            P12D,        12 days
            P89DT23H59M, 90 days
            P99D,        99 days
            P100D,       3 months
            P121D,       4 months
            P335D,       11 months
            P351D,       1 year
            P365D,       1 year
            P547D,       1 year
            P548D,       2 years
            P3652D,      10 years
            """)
    void theSameDistanceReadsTheSameForwardsAndBackwards(Duration distance, String amount) {
        assertThat(RelativeTime.of(NOW.minus(distance), NOW)).isEqualTo(amount + " ago");
        assertThat(RelativeTime.of(NOW.plus(distance), NOW)).isEqualTo("in " + amount);
    }

    @ParameterizedTest
    @CsvSource({"0", "1", "-1", "9", "-9"})
    void aFewSecondsEitherWayAreJustNow(long seconds) {
        assertThat(RelativeTime.of(NOW.plusSeconds(seconds), NOW)).isEqualTo("just now");
    }

    @Test
    void theFarthestTimesAreNoTrouble() {
        assertThat(RelativeTime.of(Instant.MIN, Instant.MAX)).isEqualTo("2000000001 years ago");
        assertThat(RelativeTime.of(Instant.ofEpochMilli(Long.MAX_VALUE), NOW)).startsWith("in ");
    }
}
