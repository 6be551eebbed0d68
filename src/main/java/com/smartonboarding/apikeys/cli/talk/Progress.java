package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.service.issue.CodeDelivery;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Shows the progress of long work on one line of the terminal, which is overwritten and finally erased, on Ctrl-C, too.
 * Shows nothing if standard error is not a terminal, or if the terminal cannot go back in a line.
 *
 * <p>The working thread may hold the lock of the database, and a terminal can be stopped (Ctrl-S). So the working
 * thread only leaves its count here and never waits; a daemon thread draws it.
 */
public final class Progress implements LongConsumer, AutoCloseable {
    private static final Duration BETWEEN = Duration.ofMillis(200);

    private final Context context;
    private final String what;
    private final boolean possible;
    private final Instant first;
    private final Object drawing = new Object();
    private final AtomicBoolean begun = new AtomicBoolean();
    private volatile long latest;
    private volatile boolean over;
    private boolean shown;
    private volatile @Nullable OnInterrupt onInterrupt;

    /** Progress that counts units such as {@code files}, and is first shown after a moment. */
    public Progress(Context context, String what) {
        this.context = context;
        this.what = what;
        this.possible = context.terminal().stderr()
                && !"dumb".equals(context.host().environment().get("TERM"));
        this.first = context.now().plus(BETWEEN);
    }

    /** Takes the number of units done so far; never waits. */
    @Override
    public void accept(long count) {
        latest = count;
        if (possible && !context.now().isBefore(first) && begun.compareAndSet(false, true)) {
            onInterrupt = new OnInterrupt(this::end);
            Thread thread = new Thread(this::draw, "apikeys progress");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Erases the line, so that something else can be printed. Must not be called while a lock is held. */
    public void erase() {
        latest = 0;
        synchronized (drawing) {
            if (shown) {
                context.streams().overwrite("");
                shown = false;
            }
        }
    }

    /** The same delivery of codes, but the line is erased before it. */
    public CodeDelivery before(CodeDelivery delivery) {
        return new CodeDelivery() {
            @Override
            public void open(int count) {
                delivery.open(count);
            }

            @Override
            public List<TokenCode> present() {
                return delivery.present();
            }

            @Override
            public void prepare(List<Issued> issued) {
                delivery.prepare(issued);
            }

            @Override
            public void deliver() throws IOException {
                erase();
                delivery.deliver();
            }

            @Override
            public String place() {
                return delivery.place();
            }

            @Override
            public void close() {
                delivery.close();
            }
        };
    }

    /** Erases the line, because the work is over. */
    @Override
    public void close() {
        end();
        OnInterrupt pending = onInterrupt;
        if (pending != null) {
            pending.close();
        }
    }

    private void end() {
        over = true;
        erase();
    }

    private void draw() {
        long drawn = 0;
        while (!over) {
            synchronized (drawing) {
                long count = latest;
                if (!over && count != 0 && count != drawn) {
                    context.streams().overwrite(count + " " + what + " ...");
                    shown = true;
                    drawn = count;
                }
            }
            pause();
        }
    }

    private void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException e) {
            over = true;
        }
    }
}
