package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.DeniedAttempts;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.TokenCode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The details of audit events that the tool reads again. Databases keep them forever, so their wording must not change.
 */
public final class EventDetail {
    private EventDetail() {}

    /**
     * The detail of a denied attempt: its targets, unless it was about a single token, and the number of earlier
     * attempts without an event.
     *
     * @param why the reason for the denial, if it was not a missing grant
     * @param targets how many tokens were named
     * @param ids the ids of the first of them
     */
    static @Nullable String denied(
            @Nullable String why, int targets, List<String> ids, @Nullable DeniedAttempts before) {
        List<String> parts = new ArrayList<>();
        if (why != null) {
            parts.add(why);
        }
        if (targets > 1) {
            parts.add(targets + " tokens" + (ids.isEmpty() ? "" : ", first " + String.join(", ", ids)));
        }
        if (before != null && before.count() > 1) {
            parts.add(before.count() - 1 + " more denied from "
                    + before.firstAt().truncatedTo(ChronoUnit.SECONDS) + " to "
                    + before.lastAt().truncatedTo(ChronoUnit.SECONDS));
        }
        return parts.isEmpty() ? null : String.join("; ", parts);
    }

    /** The label that a token had before the event. */
    static String formerLabel(String label) {
        return Detail.FORMER_LABEL + label + "'";
    }

    /** The master key that the event is about. */
    public static String key(String id) {
        return Detail.KEY + id;
    }

    /** How many revoked tokens are no longer recognised, because this key is dropped. */
    public static String forgotten(String id, long tokens) {
        return key(id) + " " + Detail.FORGOTTEN + tokens;
    }

    /** The token that replaces the one in the event. */
    public static String successor(String id) {
        return Detail.SUCCESSOR + id;
    }

    /** The token that the one in the event replaces. */
    public static String successorOf(String id) {
        return Detail.SUCCESSOR_OF + id;
    }

    /** The label that the token had before the event, according to it. */
    public static Optional<String> findFormerLabel(@Nullable String detail) {
        return detail == null || !detail.startsWith(Detail.FORMER_LABEL)
                ? Optional.empty()
                : Optional.of(detail.substring(Detail.FORMER_LABEL.length(), detail.length() - 1));
    }

    /** The id of the predecessor that an event names. */
    public static Optional<String> findPredecessor(@Nullable String detail) {
        return findId(Detail.SUCCESSOR_OF, detail);
    }

    /** The id of the successor that an event names. */
    public static Optional<String> findSuccessor(@Nullable String detail) {
        return findId(Detail.SUCCESSOR, detail);
    }

    private static Optional<String> findId(String before, @Nullable String detail) {
        int end = before.length() + TokenCode.ID_LENGTH;
        return detail == null || !detail.startsWith(before) || detail.length() < end
                ? Optional.empty()
                : Optional.of(detail.substring(before.length(), end));
    }
}
