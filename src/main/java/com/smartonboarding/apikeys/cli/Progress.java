package com.smartonboarding.apikeys.cli;

import java.time.Duration;
import java.time.Instant;

/** How far long work has come, on a line of a terminal that is written over and in the end erased; elsewhere nothing. */
final class Progress {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Context context;
    private final String what;
    private Instant next;
    private boolean shown;

    /** Progress that is counted in these, such as {@code files}, and first shown after a moment. */
    Progress(Context context, String what) {
        this.context = context;
        this.what = what;
        this.next = context.now().plus(BETWEEN);
    }

    /** That so many are done. */
    void done(long count) {
        if (context.terminal().stderr() && !context.now().isBefore(next)) {
            context.streams().overwrite(count + " " + what + " ...");
            shown = true;
            next = context.now().plus(BETWEEN);
        }
    }

    /** Takes the line away, for something else to be said or because the work is over. */
    void erase() {
        if (shown) {
            context.streams().overwrite("");
            shown = false;
        }
    }
}
