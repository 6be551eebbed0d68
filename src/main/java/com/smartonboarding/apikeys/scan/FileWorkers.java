package com.smartonboarding.apikeys.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Searches files on as many threads as there are processors, counting the caller's. For a few files, it starts none.
 */
public final class FileWorkers {
    private static final int BATCH = 32;
    private static final int MOST_WAITING = 64;
    private static final List<FileSearch.Wanted> END = List.of();

    private final Tally tally;
    private final FileSearch own;
    private final BlockingQueue<List<FileSearch.Wanted>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final List<Thread> threads = new ArrayList<>();
    private List<FileSearch.Wanted> batch = new ArrayList<>(BATCH);
    private volatile @Nullable Throwable failure;

    public FileWorkers(Tally tally) {
        this.tally = tally;
        this.own = new FileSearch(tally);
    }

    /** Queues a file; it is searched before {@link #finish} returns. */
    void search(FileSearch.Wanted file) {
        batch.add(file);
        if (batch.size() == BATCH) {
            List<FileSearch.Wanted> full = batch;
            batch = new ArrayList<>(BATCH);
            if (threads.isEmpty()) {
                start();
            }
            if (failure != null || !waiting.offer(full)) {
                full.forEach(own::search);
            }
        }
    }

    /** Searches a file before returning. */
    void searchNow(FileSearch.Wanted file) {
        own.search(file);
    }

    /** Waits until all files are searched. */
    public void finish() {
        batch.forEach(own::search);
        batch.clear();
        for (List<FileSearch.Wanted> next = waiting.poll(); next != null; next = waiting.poll()) {
            next.forEach(own::search);
        }
        try {
            for (int i = 0; i < threads.size(); i++) {
                waiting.put(END);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        threads.clear();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
    }

    private void start() {
        for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
            Thread thread = new Thread(this::work, "scan-" + i);
            thread.setDaemon(true);
            threads.add(thread);
            thread.start();
        }
    }

    private void work() {
        FileSearch search = new FileSearch(tally);
        try {
            for (List<FileSearch.Wanted> next = waiting.take(); next != END; next = waiting.take()) {
                next.forEach(search::search);
            }
        } catch (InterruptedException | RuntimeException | Error e) {
            failure = e;
        }
    }
}
