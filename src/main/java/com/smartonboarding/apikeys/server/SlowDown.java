package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.IpAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Delays the answers to bad codes from addresses that present many of them. A good code is never delayed, so nobody can
 * lock others out who have the same address. Delayed answers occupy at most a quarter of all connections.
 *
 * <p>Each address may present 50 bad codes, and 10 more each second. An
 * IPv6 network of 64 bits counts as one address, because one client has all of it.
 */
public final class SlowDown {
    /** How many bad codes an address may present at once. */
    static final int BURST = 50;

    /** How many bad codes an address may present each second, on average. */
    static final int PER_SECOND = 10;

    /** How many addresses are remembered. The one whose last bad code is longest ago is forgotten first. */
    static final int MOST_ADDRESSES = 10_000;

    /**
     * The most answers that are delayed, as a part of all connections that may be open. The next ones are given at once:
     * a connection that waits for its answer does not give way to another one.
     */
    private static final int PART_OF_CONNECTIONS = 4;

    private static final Duration DELAY = Duration.ofSeconds(1);
    private static final int V6_NETWORK = 64;

    private final Clock clock;
    private final Executor later;
    private final int mostDelayed;
    private final AtomicInteger delayed = new AtomicInteger();
    private final Map<IpAddress, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<IpAddress, Bucket> eldest) {
            return size() > MOST_ADDRESSES;
        }
    };

    private record Bucket(double left, long at) {
        /** The bucket at a later time. If the clock was set back, no time has passed. */
        Bucket at(long now) {
            double seconds = Math.max(0, now - at) / 1000.0;
            return new Bucket(Math.min(BURST, left + seconds * PER_SECOND), now);
        }
    }

    /**
     * Delays by one second.
     *
     * @param connections how many connections may be open
     */
    public SlowDown(Clock clock, int connections) {
        this(clock, connections, CompletableFuture.delayedExecutor(DELAY.toMillis(), TimeUnit.MILLISECONDS));
    }

    SlowDown(Clock clock, int connections, Executor later) {
        this.clock = clock;
        this.later = later;
        this.mostDelayed = connections / PART_OF_CONNECTIONS;
    }

    /** This answer to a bad code from this address, now or later. If the address is not known, now. */
    CompletableFuture<Reply> answer(@Nullable IpAddress from, Reply reply) {
        if (from == null || takeFrom(from.isV4() ? from : from.first(V6_NETWORK))) {
            return CompletableFuture.completedFuture(reply);
        }
        if (delayed.incrementAndGet() > mostDelayed) {
            delayed.decrementAndGet();
            return CompletableFuture.completedFuture(reply);
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    delayed.decrementAndGet();
                    return reply;
                },
                later);
    }

    /** Whether the bucket of this address had something left. */
    private boolean takeFrom(IpAddress address) {
        long now = clock.millis();
        synchronized (buckets) {
            Bucket known = buckets.get(address);
            Bucket bucket = known == null ? new Bucket(BURST, now) : known.at(now);
            boolean left = bucket.left() >= 1;
            buckets.put(address, left ? new Bucket(bucket.left() - 1, now) : bucket);
            return left;
        }
    }

    /** How many addresses are remembered. */
    int addresses() {
        synchronized (buckets) {
            return buckets.size();
        }
    }
}
