package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.RelativeTime;
import java.util.List;

/** What a person is asked before tokens go. */
final class Questions {
    /** So many tokens are named in a question; more nobody reads. */
    private static final int MOST_NAMED = 20;

    private Questions() {}

    /** The token, and what may be wrong with letting it go: {@code demo (7Kq2mZ0aLx3P), last accessed 2 minutes ago}. */
    static String about(Context context, Token token) {
        LastAccess access = token.lastAccess();
        return token.name() + ", "
                + (access == null ? "never accessed" : "last accessed " + RelativeTime.of(access.at(), context.now()));
    }

    /** One question for all of these: {@code Revoke} each. */
    static String all(Context context, String verb, List<Token> tokens) {
        StringBuilder question = new StringBuilder();
        for (Token token : tokens.subList(0, Math.min(tokens.size(), MOST_NAMED))) {
            question.append(question.isEmpty() ? "" : "?\n")
                    .append(verb)
                    .append(' ')
                    .append(about(context, token));
        }
        int more = tokens.size() - MOST_NAMED;
        return question + (more > 0 ? "?\n" + verb + " " + more + " more, " + count(tokens.size()) + " in all" : "")
                + "?";
    }

    static String count(long tokens) {
        return tokens + (tokens == 1 ? " token" : " tokens");
    }
}
