package com.smartonboarding.apikeys.server.http;

import io.netty.util.ResourceLeakDetector;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the buffers that were thrown away without being released. Netty makes it by the name of this class. */
public final class RecordingLeakDetector<T> extends ResourceLeakDetector<T> {
    static final AtomicInteger LEAKS = new AtomicInteger();

    public RecordingLeakDetector(Class<?> type, int interval) {
        super(type, interval);
    }

    public RecordingLeakDetector(Class<?> type, int interval, long unused) {
        super(type, interval);
    }

    @Override
    protected boolean needReport() {
        return true;
    }

    @Override
    protected void reportTracedLeak(String type, String records) {
        LEAKS.incrementAndGet();
        System.out.println(type + records);
    }

    @Override
    protected void reportUntracedLeak(String type) {
        LEAKS.incrementAndGet();
    }
}
