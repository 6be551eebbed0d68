package com.smartonboarding.apikeys.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TokenCodeTest {
    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern PATTERN = Pattern.compile("\\bsok_[0-9A-Za-z]{12}_[0-9A-Za-z]{38}\\b");
    private static final int DRAWS = 1_000_000;
    private static final int DRAWN = 49;

    /** With 61 degrees of freedom, a uniform distribution exceeds this less than once in ten thousand million times. */
    private static final double IMPROBABLE = 165;

    @Test
    void millionCodesAreDifferentWellFormedAndUniformInEveryPlace() {
        SplittableRandom random = new SplittableRandom(20261123);
        Set<String> ids = new HashSet<>(2 * DRAWS);
        int[][] counts = new int[DRAWN][128];
        for (int i = 0; i < DRAWS; i++) {
            String code = TokenCode.draw(random).reveal();
            ids.add(code.substring(4, 16));
            for (int at = 0; at < DRAWN; at++) {
                counts[at][code.charAt(at)]++;
            }
            if (i % 1000 == 0) {
                assertThat(code).matches(PATTERN);
                assertThat(TokenCode.parse(code)).isPresent();
            }
        }
        assertThat(ids).hasSize(DRAWS);
        for (int at = 0; at < DRAWN; at++) {
            if (at >= 4 && at != 16) {
                assertThat(chiSquare(counts[at])).as("place %d", at).isLessThan(IMPROBABLE);
            }
        }
    }

    @Test
    void everyWrongCharacterAndEveryPairThatChangedPlacesIsCaught() {
        Random random = new Random(20261123);
        for (int i = 0; i < 1000; i++) {
            String code = TokenCode.draw(random).reveal();
            for (int at = 0; at < code.length(); at++) {
                for (char digit : new char[] {other(code.charAt(at), random), '_', ' ', '\u0660'}) {
                    if (digit != code.charAt(at)) {
                        String wrong = code.substring(0, at) + digit + code.substring(at + 1);
                        assertThat(TokenCode.parse(wrong)).as(wrong).isEmpty();
                    }
                }
                if (at > 0 && code.charAt(at) != code.charAt(at - 1)) {
                    String swapped =
                            code.substring(0, at - 1) + code.charAt(at) + code.charAt(at - 1) + code.substring(at + 1);
                    assertThat(TokenCode.parse(swapped)).as(swapped).isEmpty();
                }
            }
        }
    }

    @Test
    void everyDigitInPlaceOfAnotherIsCaught() {
        String code = TokenCode.draw(new Random(1)).reveal();
        for (int at = 0; at < code.length(); at++) {
            for (int i = 0; i < DIGITS.length(); i++) {
                String wrong = code.substring(0, at) + DIGITS.charAt(i) + code.substring(at + 1);
                assertThat(TokenCode.parse(wrong).isPresent()).as(wrong).isEqualTo(wrong.equals(code));
            }
        }
    }

    @Test
    void cutAndLengthenedCodesAreCaught() {
        String code = TokenCode.draw(new Random(1)).reveal();
        for (int length = 0; length < code.length(); length++) {
            assertThat(TokenCode.parse(code.substring(0, length))).isEmpty();
            assertThat(TokenCode.parse(code.substring(code.length() - length))).isEmpty();
        }
        assertThat(TokenCode.parse(code + "0")).isEmpty();
        assertThat(TokenCode.parse(code + "\n")).isEmpty();
        assertThat(TokenCode.parse(" " + code)).isEmpty();
    }

    @Test
    void codeAsTextGivesNothingAway() {
        TokenCode code = TokenCode.draw(new Random(1));

        assertThat(code.toString()).isEqualTo("sok_" + code.id() + "_[redacted]");
        assertThat(code.reveal()).hasSize(TokenCode.LENGTH).startsWith("sok_" + code.id() + "_");
    }

    private static double chiSquare(int[] counts) {
        double expected = DRAWS / (double) DIGITS.length();
        double sum = 0;
        for (int i = 0; i < DIGITS.length(); i++) {
            double difference = counts[DIGITS.charAt(i)] - expected;
            sum += difference * difference / expected;
        }
        return sum;
    }

    private static char other(char digit, Random random) {
        char other = digit;
        while (other == digit) {
            other = DIGITS.charAt(random.nextInt(DIGITS.length()));
        }
        return other;
    }
}
