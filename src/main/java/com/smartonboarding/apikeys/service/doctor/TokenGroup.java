package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.Token;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Tokens with the same finding. It keeps only the first ones, because a database can have a million of them. */
final class TokenGroup {
    /** How many tokens one command is about. After it ran, the next examination names the next ones. */
    private static final int MOST = 50;

    private static final int MOST_NAMED = 10;

    private final List<Token> first = new ArrayList<>();
    private long count;

    void add(Token token) {
        count++;
        if (first.size() < MOST) {
            first.add(token);
        }
    }

    long count() {
        return count;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** What the advice is about: one word for each token. */
    Object[] about(Function<Token, String> word) {
        return first.stream().map(word).toArray();
    }

    /** A sentence such as {@code 2 tokens expire soon: a (ID), b (ID).} */
    String fact(String one, String several, Function<Token, String> name) {
        String names = first.stream().limit(MOST_NAMED).map(name).collect(Collectors.joining(", "));
        long rest = count - Math.min(count, MOST_NAMED);
        return (count == 1 ? "1 token " + one : count + " tokens " + several) + ": " + names
                + (rest > 0 ? " and " + rest + " more" : "") + ".";
    }

    /** Reports the group as one notice, with its ids as the parameters of the advice. */
    void notice(Report report, String one, String several, Next next) {
        if (!isEmpty()) {
            report.notice(fact(one, several, Token::name), next, about(Token::id));
        }
    }

    /** The same as a warning. */
    void warning(Report report, String one, String several, Next next) {
        if (!isEmpty()) {
            report.warning(fact(one, several, Token::name), next, about(Token::id));
        }
    }
}
