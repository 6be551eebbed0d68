package com.smartonboarding.apikeys.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How far long work has come, on a line of a terminal that is written over and in the end erased, by Ctrl-C too. Nothing
 * where standard error is no terminal, or one that cannot go back in a line.
 */
final class Progress implements LongConsumer, AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Context context;
    private final String what;
    private final boolean possible;
    private Instant next;
    private boolean shown;
    private boolean over;
    private @Nullable OnInterrupt onInterrupt;

    /** Progress that is counted in these, such as {@code files}, and first shown after a moment. */
    Progress(Context context, String what) {
        this.context = context;
        this.what = what;
        this.possible = context.terminal().stderr()
                && !"dumb".equals(context.environment().get("TERM"));
        this.next = context.now().plus(BETWEEN);
    }

    /** That so many are done. */
    @Override
    public synchronized void accept(long count) {
        if (possible && !over && !context.now().isBefore(next)) {
            if (onInterrupt == null) {
                onInterrupt = new OnInterrupt(this::end);
            }
            context.streams().overwrite(count + " " + what + " ...");
            shown = true;
            next = context.now().plus(BETWEEN);
        }
    }

    /** Takes the line away, for something else to be said. */
    synchronized void erase() {
        if (shown) {
            context.streams().overwrite("");
            shown = false;
        }
    }

    /** Takes the line away, because the work is over. */
    @Override
    public void close() {
        end();
        if (onInterrupt != null) {
            onInterrupt.close();
        }
    }

    private synchronized void end() {
        erase();
        over = true;
    }
}
