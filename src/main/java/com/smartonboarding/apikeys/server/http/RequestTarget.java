package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.model.text.AsciiSet;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What a request line names (RFC 9112, 3.2), as it was received: nothing is decoded.
 *
 * @param path at least {@code /}, or {@code *} if the request is about the server as a whole
 * @param query what follows the first question mark; empty if there is none
 */
record RequestTarget(String path, String query) {
    private static final AsciiSet IN_TARGETS = AsciiSet.range('!', '~');

    /** Reads a target. Returns null if the text is no target, or one for a proxy. */
    static @Nullable RequestTarget of(String text) {
        if (!IN_TARGETS.hasAll(text)) {
            return null;
        }
        if (text.startsWith("/")) {
            return split(text);
        }
        if (text.equals("*")) {
            return new RequestTarget(text, "");
        }
        String lower = text.toLowerCase(Locale.ROOT);
        if (!lower.startsWith("http://") && !lower.startsWith("https://")) {
            return null;
        }
        // A server must also accept the absolute form (RFC 9112, 3.2.2).
        int authority = text.indexOf("//") + 2;
        int end = authority;
        while (end < text.length() && text.charAt(end) != '/' && text.charAt(end) != '?') {
            end++;
        }
        String rest = text.substring(end);
        return end == authority ? null : split(rest.startsWith("/") ? rest : "/" + rest);
    }

    private static RequestTarget split(String text) {
        int mark = text.indexOf('?');
        return mark < 0
                ? new RequestTarget(text, "")
                : new RequestTarget(text.substring(0, mark), text.substring(mark + 1));
    }
}
