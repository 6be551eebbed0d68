package com.smartonboarding.apikeys.store.engine;

import com.smartonboarding.apikeys.failure.BusyException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The lock with which SQLite keeps everybody out of a file ({@code EXCLUSIVE_LOCK}), for a file that SQLite cannot open.
 * It covers the bytes that all locks of SQLite on Unix are about: see {@code PENDING_BYTE} and {@code SHARED_SIZE}.
 */
public final class WholeFileLock {
    private static final long FIRST = 0x40000000;
    private static final long LENGTH = 2 + 510;
    private static final Duration PAUSE = Duration.ofMillis(50);

    private WholeFileLock() {}

    /** Takes the lock, for as long as the channel is open. Waits at most this long. */
    public static void take(FileChannel channel, Path file, Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        FileLock lock = channel.tryLock(FIRST, LENGTH, false);
        while (lock == null) {
            if (System.nanoTime() - end > 0) {
                throw new BusyException("Another process kept " + file + " locked.").advising("Try again.");
            }
            pause(PAUSE);
            lock = channel.tryLock(FIRST, LENGTH, false);
        }
    }

    /** Waits for a moment. */
    public static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
