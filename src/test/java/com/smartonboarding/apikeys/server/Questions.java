package com.smartonboarding.apikeys.server;

import java.util.ArrayList;
import java.util.List;

/** Requests, put together piece by piece. */
final class Questions {
    private Questions() {}

    static Question get(String target) {
        return of("GET", target, "");
    }

    /** A body with the type of forms. */
    static Question post(String target, String body) {
        return with(of("POST", target, body), "Content-Type", "application/x-www-form-urlencoded");
    }

    static Question of(String method, String target, String body) {
        int mark = target.indexOf('?');
        return new Question(
                method,
                mark < 0 ? target : target.substring(0, mark),
                mark < 0 ? "" : target.substring(mark + 1),
                List.of(),
                body);
    }

    /** This request with another header line at its end. */
    static Question with(Question question, String name, String value) {
        List<Header> headers = new ArrayList<>(question.headers());
        headers.add(new Header(name, value));
        return new Question(question.method(), question.path(), question.query(), headers, question.body());
    }

    static Question bearer(Question question, String code) {
        return with(question, "Authorization", "Bearer " + code);
    }
}
