package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.Header;
import java.util.ArrayList;
import java.util.List;

/** A response as it was received. */
record Answer(String line, List<Header> headers, String body) {
    static Answer of(String section, String body) {
        List<Header> headers = new ArrayList<>();
        String[] lines = section.split("\r\n", -1);
        for (int i = 1; i < lines.length; i++) {
            int colon = lines[i].indexOf(": ");
            headers.add(new Header(lines[i].substring(0, colon), lines[i].substring(colon + 2)));
        }
        return new Answer(lines[0], headers, body);
    }

    int status() {
        return Integer.parseInt(line.split(" ", -1)[1]);
    }

    boolean has(String name) {
        return headers.stream().anyMatch(header -> header.isNamed(name));
    }

    String value(String name) {
        return headers.stream()
                .filter(header -> header.isNamed(name))
                .map(Header::value)
                .findFirst()
                .orElse("");
    }

    boolean closes() {
        return value("Connection").equals("close");
    }
}
