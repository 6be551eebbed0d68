package com.smartonboarding.apikeys.server;

import java.util.ArrayList;
import java.util.List;

/**
 * An HTTP request.
 *
 * @param path the path of the request target, as it was received, without the query
 * @param query what follows the first question mark, as it was received; empty if there is nothing
 * @param headers the lines of the header section, in their order
 * @param body each byte that was received is one character (ISO 8859-1), as in the header lines
 */
public record Question(String method, String path, String query, List<Header> headers, String body) {
    /** Copies the header lines. */
    public Question {
        headers = List.copyOf(headers);
    }

    /** The values of the header lines with this name, in their order. */
    public List<String> values(String name) {
        List<String> values = new ArrayList<>(2);
        for (Header header : headers) {
            if (header.isNamed(name)) {
                values.add(header.value());
            }
        }
        return values;
    }

    /** Without everything that may contain a code. */
    @Override
    public String toString() {
        return "Question[" + headers.size() + " header lines, " + body.length() + " bytes]";
    }
}
