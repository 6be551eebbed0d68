package com.smartonboarding.apikeys.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.smartonboarding.apikeys.model.Verification.Result;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A challenge has the form that RFC 6750 and RFC 7617 give it, whatever is wrong. */
class ChallengeTest {
    private static final Pattern ATTRIBUTE = Pattern.compile("([a-z_]+)=\"([ !#-\\[\\]-~]*)\"");

    private static List<String> challenges() {
        List<String> values = new ArrayList<>();
        values.add(Challenge.bearer().value());
        for (Result result : Result.values()) {
            if (result != Result.VALID) {
                Rejection rejection = Rejection.of(result);
                values.add(
                        Challenge.error(rejection.error(), rejection.sentence()).value());
                values.add(Challenge.error(rejection.error(), rejection.sentence(), List.of("a:b/c-*", "d"))
                        .value());
            }
        }
        return values;
    }

    @Test
    void noAttributeIsThereTwiceAndEachIsQuoted() {
        for (String value : challenges()) {
            String attributes = value.substring("Bearer ".length());
            List<String> names = ATTRIBUTE
                    .matcher(attributes)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .toList();

            assertThat(value).startsWith("Bearer realm=\"Smart Onboarding\"");
            assertThat(names)
                    .doesNotHaveDuplicates()
                    .isSubsetOf("realm", "error", "error_description", "scope")
                    .hasSameSizeAs(attributes.split(", ", -1));
        }
    }

    @Test
    void errorsAreThoseOfTheStandard() {
        assertThat(Arrays.stream(Result.values())
                        .filter(result -> result != Result.VALID)
                        .map(result -> Rejection.of(result).error()))
                .containsOnly("invalid_token", "insufficient_scope");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\"b", "a\\b", "a\r\nX: y", "a\u0000", "ü", "a\u007f", "\u2028"})
    void characterThatAQuotedValueMayNotHaveIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Challenge.error(text, "x"));
        assertThatIllegalArgumentException().isThrownBy(() -> Challenge.error("x", text));
        assertThatIllegalArgumentException().isThrownBy(() -> Challenge.error("x", "x", List.of(text)));
    }

    @Test
    void basicNamesItsCharset() {
        assertThat(Challenge.basic().value()).isEqualTo("Basic realm=\"Smart Onboarding\", charset=\"UTF-8\"");
    }
}
