package com.smartonboarding.apikeys.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Most lines are put together from prepared pieces. They must be what gson would write. */
class VerificationLinesTest {
    private static final Instant TIME = Instant.parse("2026-11-27T10:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ci",
                "deploy key 7",
                "a\"b",
                "a\\b",
                "Schlüssel",
                "日本",
                "a\u0301\u202eb",
                "a/b<c>&'d'",
                "\ud83d\udd11"
            })
    void aLineFromPreparedPiecesIsTheOneThatGsonWrites(String text) {
        for (List<String> scopes : List.of(List.<String>of(), List.of("a"), List.of("a", "b:c", text))) {
            for (Instant expiry : new @Nullable Instant[] {null, TIME, TIME.plusMillis(1)}) {
                Verification valid = new Verification(Result.VALID, token(text, scopes, expiry));

                assertThat(line(valid, null))
                        .isEqualTo(line(valid, "its name").replace("\"request\":\"its name\"", "\"request\":null"))
                        .contains("\"request\":null");
            }
        }
    }

    private static String line(Verification verification, @Nullable String request) {
        VerificationLines lines = new VerificationLines(1);
        lines.add(verification, request);
        return lines.take();
    }

    private static Token token(String label, List<String> scopes, @Nullable Instant expiry) {
        return new Token(
                "0123456789ab", label, null, scopes, TIME, new User(1000, "ada"), expiry, null, true, null, null, null);
    }
}
