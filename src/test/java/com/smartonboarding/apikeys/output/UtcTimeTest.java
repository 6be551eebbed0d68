package com.smartonboarding.apikeys.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UtcTimeTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-11-23T12:00:00Z",
                "2026-11-23T09:05:07.999Z",
                "1969-12-31T23:59:59.001Z",
                "0001-01-01T00:00:00Z",
                "+12345-06-07T08:09:10Z",
                "-0001-01-01T00:00:00Z"
            })
    void aTimeReadsAsTheJdkReadsItWithoutItsFraction(String text) {
        Instant instant = Instant.parse(text);

        assertThat(UtcTime.of(instant))
                .isEqualTo(instant.truncatedTo(ChronoUnit.SECONDS).toString());
    }
}
