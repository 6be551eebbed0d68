package com.smartonboarding.apikeys.model.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
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

    @Test
    void everyDayHasTheDateThatTheJdkGivesIt() {
        for (long day = LocalDate.of(0, 12, 31).toEpochDay();
                day <= LocalDate.of(10_000, 1, 1).toEpochDay();
                day++) {
            Instant instant = Instant.ofEpochSecond(day * 86_400 + Math.floorMod(day * 7_919, 86_400));

            assertThat(UtcTime.of(instant)).isEqualTo(instant.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"2026-11-23T12:00:00Z", "2024-02-29T23:59:59Z", "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z"})
    void whatIsWrittenSoIsReadAsTheJdkReadsIt(String text) {
        assertThat(UtcTime.parse(text)).isEqualTo(Instant.parse(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "2026-11-23",
                "2026-11-23T12:00Z",
                "2026-11-23T12:00:00",
                "2026-11-23T12:00:00.5Z",
                "2026-11-23 12:00:00Z",
                "2026-11-23T12:00:00z",
                "2026/11/23T12:00:00Z",
                "2026-11-31T12:00:00Z",
                "2025-02-29T12:00:00Z",
                "2026-13-01T12:00:00Z",
                "2026-11-23T24:00:00Z",
                "2026-11-23T12:60:00Z",
                "2026-11-23T12:00:60Z",
                "2026-11-2:T12:00:00Z",
                "2026-11--1T12:00:00Z",
                "+026-11-23T12:00:00Z",
                "\u0662026-11-23T12:00:00Z"
            })
    void anythingElseIsNoTime(String text) {
        assertThatThrownBy(() -> UtcTime.parse(text)).isInstanceOf(DateTimeException.class);
    }
}
