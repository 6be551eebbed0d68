package com.smartonboarding.apikeys.server;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The answer to a {@link Question}. No answer may be stored by a cache.
 *
 * @param headers the lines of the header section, in their order, without those about the connection and the length
 * @param body to be sent in UTF-8; an answer to HEAD leaves it out
 */
public record Reply(int status, List<Header> headers, String body, Outcome outcome) {
    static final String TEXT = "text/plain; charset=utf-8";
    static final String JSON = "application/json";

    /**
     * Copies the header lines, and refuses a line that could begin another line.
     *
     * @throws IllegalArgumentException when a name or value has other characters than HTTP allows
     */
    public Reply {
        headers = List.copyOf(headers);
        for (Header header : headers) {
            if (!HeaderText.isName(header.name()) || !HeaderText.isValue(header.value())) {
                throw new IllegalArgumentException("a header line has a character that it may not have");
            }
        }
    }

    /** An answer without a body. */
    static Reply empty(int status, Outcome outcome, List<Header> headers) {
        return new Reply(status, withoutCaching(headers), "", outcome);
    }

    /** An answer with a line of text. */
    static Reply text(int status, Outcome outcome, String text, Header... headers) {
        return of(status, outcome, TEXT, text + "\n", headers);
    }

    /** An answer with a body of this type. */
    public static Reply of(int status, Outcome outcome, String type, String body, Header... headers) {
        List<Header> lines = withoutCaching(List.of(headers));
        lines.add(new Header("Content-Type", type));
        return new Reply(status, lines, body, outcome);
    }

    private static List<Header> withoutCaching(List<Header> headers) {
        List<Header> lines = new ArrayList<>(headers.size() + 2);
        lines.addAll(headers);
        lines.add(new Header("Cache-Control", "no-store"));
        return lines;
    }

    /** The value of the first header line with this name. */
    public Optional<String> value(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .findFirst();
    }
}
