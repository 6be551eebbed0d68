package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.ReplacedException;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.store.AccessRecorder;
import com.smartonboarding.apikeys.store.Database;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Collects accesses and writes them to the database in batches, because each commit waits for the disk. */
final class AccessLog implements AutoCloseable {
    /** The most accesses that are held. The next one waits until they are written. */
    private static final int MOST_HELD = 100_000;

    /**
     * When this many accesses are held, they are written at once, while others are collected. Not many fewer than the most:
     * nobody can read during a commit, and each one changes most pages, however many accesses it writes.
     */
    private static final int MANY_HELD = MOST_HELD * 9 / 10;

    /** The most accesses that are kept when they could not be written. There must be space for new ones. */
    private static final int MOST_KEPT = MOST_HELD / 2;

    /**
     * How long a write waits for the lock, as clients wait for it, too. The last write of an access log waits as long
     * as all other operations do.
     */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final LookupPool pool;
    private final Clock clock;
    private final Consumer<Failure> notRecorded;
    private final ScheduledExecutorService timer;
    private final Future<?> regularly;
    private final Object writing = new Object();
    private Map<String, LastAccess> held = new HashMap<>();
    private int beingWritten;
    private @Nullable AccessRecorder recorder;

    AccessLog(LookupPool pool, Clock clock, Consumer<Failure> notRecorded) {
        this.pool = pool;
        this.clock = clock;
        this.notRecorded = notRecorded;
        // After the end, it discards work without an exception.
        timer = new ScheduledThreadPoolExecutor(1, AccessLog::background, new ThreadPoolExecutor.DiscardPolicy());
        long between = LastAccess.DELAY.toSeconds();
        regularly = timer.scheduleWithFixedDelay(this::flush, between, between, TimeUnit.SECONDS);
    }

    private static Thread background(Runnable work) {
        Thread thread = new Thread(work, "apikeys accesses");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Takes an access. Of several, it holds the last one: the first may be within a minute of the one on record, and then
     * is not written, but the last one may not be.
     */
    void note(String id, LastAccess access) {
        int before;
        int size;
        synchronized (this) {
            before = held.size();
            held.merge(id, access, (one, other) -> other.at().isAfter(one.at()) ? other : one);
            size = held.size();
        }
        if (size == before) {
            return;
        }
        if (size >= MOST_HELD) {
            flush();
        } else if (size == MANY_HELD) {
            timer.execute(this::flush);
        }
    }

    /** Whether this many accesses can be noted without waiting. */
    synchronized boolean hasRoomFor(int more) {
        return held.size() + more < MOST_HELD;
    }

    /** How many tokens have an access that is not written yet. */
    synchronized int held() {
        return held.size() + beingWritten;
    }

    /** Writes the held accesses. If that fails, it keeps them as long as there is space. */
    void flush() {
        flush(PATIENCE);
    }

    private void flush(@Nullable Duration patience) {
        synchronized (writing) {
            Map<String, LastAccess> batch = take();
            if (batch.isEmpty()) {
                return;
            }
            try {
                record(batch, patience);
            } catch (Failure e) {
                closeRecorder();
                putBack(batch);
                notRecorded.accept(e);
            } finally {
                noteWritten();
            }
        }
    }

    @Override
    public void close() {
        regularly.cancel(false);
        timer.shutdown();
        synchronized (writing) {
            closeRecorder();
            flush(null);
            closeRecorder();
        }
    }

    private synchronized Map<String, LastAccess> take() {
        Map<String, LastAccess> batch = held;
        held = new HashMap<>();
        beingWritten = batch.size();
        return batch;
    }

    private synchronized void noteWritten() {
        beingWritten = 0;
    }

    private synchronized void putBack(Map<String, LastAccess> batch) {
        for (Map.Entry<String, LastAccess> entry : batch.entrySet()) {
            if (held.size() < MOST_KEPT) {
                held.putIfAbsent(entry.getKey(), entry.getValue());
            }
        }
    }

    private void record(Map<String, LastAccess> batch, @Nullable Duration patience) {
        Instant now = Instant.ofEpochMilli(clock.millis());
        for (int replaced = 0; ; replaced++) {
            try {
                open(patience).record(batch, now);
                return;
            } catch (ReplacedException e) {
                closeRecorder();
                if (replaced == Database.MOST_REPLACED) {
                    throw e;
                }
            }
        }
    }

    private AccessRecorder open(@Nullable Duration patience) {
        if (recorder == null) {
            recorder = pool.openRecorder(patience);
        }
        return recorder;
    }

    private void closeRecorder() {
        if (recorder != null) {
            recorder.close();
            recorder = null;
        }
    }
}
