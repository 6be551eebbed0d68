package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.model.DeniedAttempts;
import com.smartonboarding.apikeys.model.StoredWords.Detail;
import com.smartonboarding.apikeys.model.TokenCode;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The details of audit events that are read again: what they say is kept for ever, so it is never said otherwise. */
public final class EventDetail {
    private EventDetail() {}

    /**
     * What an attempt that was denied was about, when not one token alone, and how many came before it that have no event.
     *
     * @param why what else than a missing grant it was denied for
     * @param targets how many tokens were named
     * @param ids of the first of them
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

    /** The label that a token had until then. */
    static String formerLabel(String label) {
        return Detail.FORMER_LABEL + label + "'";
    }

    /** The token that replaces it. */
    public static String successor(String id) {
        return Detail.SUCCESSOR + id;
    }

    /** The token that it replaces. */
    public static String successorOf(String id) {
        return Detail.SUCCESSOR_OF + id;
    }

    /** The label that an event says the token had until then. */
    public static Optional<String> findFormerLabel(@Nullable String detail) {
        return detail == null || !detail.startsWith(Detail.FORMER_LABEL)
                ? Optional.empty()
                : Optional.of(detail.substring(Detail.FORMER_LABEL.length(), detail.length() - 1));
    }

    /** The id of the token that an event names as the predecessor. */
    public static Optional<String> findPredecessor(@Nullable String detail) {
        return findId(Detail.SUCCESSOR_OF, detail);
    }

    /** The id of the token that an event names as the successor. */
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
