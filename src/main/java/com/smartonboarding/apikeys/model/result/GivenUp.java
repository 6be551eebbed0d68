package com.smartonboarding.apikeys.model.result;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What is lost when a backup is restored that lacks events.
 *
 * @param events how many events the backup lacks; at least this number if only an anchor shows them
 * @param since the time of the first of them; null if only an anchor shows them
 * @param last the number of the last of them
 * @param lastAt the time of the last of them; null if only the anchor file beside the key file shows it
 * @param revived the tokens that are Active in the backup and not now, and would authenticate again; null if this is not
 *     known
 * @param forgotten how many tokens were generated since, and would be unknown; null if this is not known
 * @param droppedKey the key without which the anchor of the last event cannot be compared, so that it is not known whether
 *     the backup lacks this event; null if it certainly does
 */
public record GivenUp(
        long events,
        @Nullable Instant since,
        long last,
        @Nullable Instant lastAt,
        @Nullable List<Token> revived,
        @Nullable Long forgotten,
        @Nullable String droppedKey) {
    private static final int MOST_NAMED = 10;

    /** What only an anchor shows about a backup that ends with this event. */
    public static GivenUp shownByAnchor(long last, @Nullable Instant lastAt, long endOfBackup) {
        return new GivenUp(Math.max(1, last - endOfBackup), null, last, lastAt, null, null, null);
    }

    /** What may be lost, because the event of an anchor cannot be compared. */
    public static GivenUp perhaps(long last, Instant lastAt, String droppedKey) {
        return new GivenUp(0, null, last, lastAt, null, null, droppedKey);
    }

    /** Whether it is not known that anything is lost. */
    public boolean isDoubtful() {
        return droppedKey != null;
    }

    /** The last event, if it is not known whether anything is lost; else null. */
    public @Nullable Long doubtfulEvent() {
        return isDoubtful() ? (Long) last : null;
    }

    /** All of it in sentences, which begin after a subject: {@code It lacks ...}. */
    public String sentences() {
        return lacks() + "." + revivals() + forgettings();
    }

    private String lacks() {
        String event = lastAt == null
                ? "event " + last + ", which the anchor file beside the key file shows"
                : "event " + last + " of " + UtcTime.of(lastAt) + ", which an anchor kept elsewhere shows";
        if (isDoubtful()) {
            return "may lack " + event + ". It cannot be checked, because the key of that anchor, " + droppedKey
                    + ", was dropped";
        }
        String count = events == 1 ? "1 event" : events + " events";
        if (since != null) {
            return "lacks " + count + " of the present database since " + UtcTime.of(since);
        }
        return "lacks " + event;
    }

    private String revivals() {
        if (revived == null) {
            return " It is not known which tokens would work again.";
        }
        if (revived.isEmpty()) {
            return "";
        }
        int more = revived.size() - MOST_NAMED;
        return (revived.size() == 1
                        ? " 1 token that does not work now would work again: "
                        : " " + revived.size() + " tokens that do not work now would work again: ")
                + revived.stream().limit(MOST_NAMED).map(Token::name).collect(Collectors.joining(", "))
                + (more > 0 ? " and " + more + " more." : ".");
    }

    private String forgettings() {
        if (forgotten == null || forgotten == 0) {
            return "";
        }
        return forgotten == 1
                ? " 1 token that was generated since would be unknown."
                : " " + forgotten + " tokens that were generated since would be unknown.";
    }
}
