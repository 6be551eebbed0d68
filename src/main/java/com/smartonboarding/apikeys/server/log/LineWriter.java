package com.smartonboarding.apikeys.server.log;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Writes lines to a stream, in a thread of its own, so that nobody who logs waits for the reader. If the reader is slow
 * or gone, lines are lost, and counted.
 */
public final class LineWriter {
    /** How many lines can wait for the reader. */
    static final int MOST_WAITING = 8_192;

    /** How many lines are written at once. */
    private static final int MOST_TOGETHER = 256;

    private final OutputStream out;
    private final BlockingQueue<Supplier<String>> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final AtomicLong lost = new AtomicLong();
    private final Thread thread;

    /**
     * Begins to write.
     *
     * @param name the name of the thread
     */
    public LineWriter(OutputStream out, String name) {
        this.out = out;
        thread = new Thread(this::work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Writes this later; it must end with a line feed. The other thread makes the text. */
    public void write(Supplier<String> line) {
        if (!waiting.offer(line)) {
            lost.incrementAndGet();
        }
    }

    /** How many lines were lost. */
    public long lost() {
        return lost.get();
    }

    /** Writes the lines that wait, and ends. If that takes longer than this, the rest is lost. */
    public void close(Duration most) {
        thread.interrupt();
        try {
            thread.join(Math.max(1, most.toMillis()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        List<Supplier<String>> lines = new ArrayList<>(MOST_TOGETHER);
        try {
            while (true) {
                lines.add(waiting.take());
                waiting.drainTo(lines, MOST_TOGETHER - 1);
                write(lines);
                lines.clear();
            }
        } catch (InterruptedException e) { // the end
            while (waiting.drainTo(lines, MOST_TOGETHER) > 0) {
                write(lines);
                lines.clear();
            }
        }
    }

    private void write(List<Supplier<String>> lines) {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(line.get()));
        try {
            out.write(text.toString().getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            lost.addAndGet(lines.size());
        }
    }
}
