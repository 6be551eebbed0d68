package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.text.CellWidth;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/** The warning about tokens that expire soon and have not been rotated yet; shown only at a terminal. */
public final class ExpiryWarning {
    private static final int MOST_NAMED = 3;
    private static final int LONGEST_LABEL = 24;

    private final Instant now;
    private final List<Token> soonest = new ArrayList<>(MOST_NAMED + 1);
    private long count;

    public ExpiryWarning(Instant now) {
        this.now = now;
    }

    /** The warning about a single token; empty if there is none. */
    public static String about(Token token, Instant now) {
        return token.isToBeRotated(now)
                ? token.name() + " expires " + RelativeTime.of(Objects.requireNonNull(token.expiresAt()), now)
                        + ". To replace it, run 'apikeys rotate " + token.id() + "'."
                : "";
    }

    /** Takes in one of several tokens. */
    public void look(Token token) {
        if (token.isToBeRotated(now)) {
            count++;
            soonest.add(token);
            soonest.sort(Comparator.comparing(each -> Objects.requireNonNull(each.expiresAt())));
            if (soonest.size() > MOST_NAMED) {
                soonest.remove(MOST_NAMED);
            }
        }
    }

    /** The warning about all tokens taken in; empty if there is none. */
    public String text() {
        if (count == 0) {
            return "";
        }
        StringBuilder text = new StringBuilder("Expiring within " + Token.SOON.toDays() + " days: ");
        for (int i = 0; i < soonest.size(); i++) {
            boolean last = i == soonest.size() - 1 && count <= MOST_NAMED;
            text.append(i == 0 ? "" : last ? " and " : ", ")
                    .append(CellWidth.shorten(SafeText.escape(soonest.get(i).label()), LONGEST_LABEL));
        }
        return text + (count > MOST_NAMED ? " and " + (count - MOST_NAMED) + " more" : "")
                + ". To replace one, run 'apikeys rotate LABEL'.";
    }
}
