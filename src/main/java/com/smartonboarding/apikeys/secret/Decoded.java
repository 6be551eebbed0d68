package com.smartonboarding.apikeys.secret;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A text after decoding its percent signs or hexadecimal digits, with the original position of each character. */
final class Decoded {
    /**
     * The shortest run of hexadecimal digits that can hide a secret: {@code sok_}, an id, {@code _} and one character.
     */
    private static final int SHORTEST_HEX = 36;

    /** How often a text that still has percent signs is decoded again. A URL within a URL within a URL has 3 layers. */
    private static final int MOST_LAYERS = 4;

    private final String text;
    private final int[] starts;

    private Decoded(String text, int[] starts) {
        this.text = text;
        this.starts = starts;
    }

    /** All readings of this text except itself. A text without percent signs and long runs of digits has none. */
    static List<Decoded> readings(String text) {
        List<Decoded> readings = new ArrayList<>();
        addPercent(text, readings);
        addHex(text, readings);
        return readings;
    }

    /** The decoded text. */
    String text() {
        return text;
    }

    /**
     * The position in the original text where this decoded character begins. For the length, the end of the last one.
     */
    int start(int at) {
        return starts[at];
    }

    private static void addPercent(String text, List<Decoded> readings) {
        Decoded reading = null;
        for (int layer = 0; layer < MOST_LAYERS; layer++) {
            String encoded = reading == null ? text : reading.text;
            if (encoded.indexOf('%') < 0) {
                break;
            }
            Decoded next = percent(encoded);
            if (next.text.length() == encoded.length()) {
                break;
            }
            for (int i = 0; reading != null && i < next.starts.length; i++) {
                next.starts[i] = reading.starts[next.starts[i]];
            }
            readings.add(next);
            reading = next;
        }
    }

    private static Decoded percent(String text) {
        StringBuilder decoded = new StringBuilder(text.length());
        int[] starts = new int[text.length() + 1];
        for (int at = 0; at < text.length(); ) {
            starts[decoded.length()] = at;
            int value = text.charAt(at) == '%' && at + 2 < text.length() ? pair(text, at + 1) : -1;
            decoded.append(value < 0 ? text.charAt(at) : (char) value);
            at += value < 0 ? 1 : 3;
        }
        starts[decoded.length()] = text.length();
        return new Decoded(decoded.toString(), Arrays.copyOf(starts, decoded.length() + 1));
    }

    private static void addHex(String text, List<Decoded> readings) {
        int start = 0;
        for (int at = 0; at <= text.length(); at++) {
            if (at == text.length() || hex(text.charAt(at)) < 0) {
                if (at - start >= SHORTEST_HEX) {
                    // One extra digit may precede the first pair or follow the last.
                    readings.add(hex(text, start, at));
                    readings.add(hex(text, start + 1, at));
                }
                start = at + 1;
            }
        }
    }

    private static Decoded hex(String text, int from, int to) {
        int length = (to - from) / 2;
        StringBuilder decoded = new StringBuilder(length);
        int[] starts = new int[length + 1];
        for (int i = 0; i < length; i++) {
            starts[i] = from + 2 * i;
            decoded.append((char) pair(text, starts[i]));
        }
        starts[length] = from + 2 * length;
        return new Decoded(decoded.toString(), starts);
    }

    /** The byte that two hexadecimal digits stand for, or a negative number. */
    private static int pair(String text, int at) {
        int low = hex(text.charAt(at + 1));
        return low < 0 ? low : hex(text.charAt(at)) << 4 | low;
    }

    /** The value of this ASCII digit, or -1. */
    private static int hex(char character) {
        return character < 128 ? Character.digit(character, 16) : -1;
    }
}
