package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.ReadingThreads;
import com.smartonboarding.apikeys.server.Reply;
import com.smartonboarding.apikeys.server.place.OpenPlace;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.Slf4JLoggerFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;

/**
 * Serves HTTP/1.0 and 1.1 at one or more places, with a few threads for all connections. Replies may come from any thread.
 */
public final class HttpServer implements ReadingThreads {
    private static final int MOST_THREADS = 4;

    private static final long MOST_BETWEEN_SWEEPS = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int SWEEPS_IN_A_LIMIT = 8;

    static {
        // This must come before the first log message of Netty, which would otherwise use java.util.logging and write
        // to standard error.
        InternalLoggerFactory.setDefaultFactory(Slf4JLoggerFactory.INSTANCE);
    }

    private final Limits limits;
    private final HttpEvents events;
    private final Responses responses;
    private final Connections connections;
    private final List<Listener> listeners = new ArrayList<>();
    private final EventLoopGroup group;
    private final List<EventLoop> loops = new ArrayList<>();
    /** Accepts connections for all, and looks for those that are late. */
    private final EventLoop first;

    /**
     * Starts the threads, and serves nobody yet.
     *
     * @param clock the time in the header of each response
     */
    public HttpServer(Limits limits, Clock clock, HttpEvents events) {
        this.limits = limits;
        this.events = events;
        responses = new Responses(clock);
        connections = new Connections(limits);
        int threads = Math.min(Runtime.getRuntime().availableProcessors(), MOST_THREADS);
        group = new MultiThreadIoEventLoopGroup(
                threads, new DefaultThreadFactory("apikeys http", true), NioIoHandler.newFactory());
        for (int i = 0; i < threads; i++) {
            loops.add(group.next());
        }
        first = loops.get(0);
        long shortest = Math.min(limits.idle().toNanos(), limits.request().toNanos());
        long period = Math.min(MOST_BETWEEN_SWEEPS, Math.max(1, shortest / SWEEPS_IN_A_LIMIT));
        var unused = first.scheduleAtFixedRate(connections::sweep, period, period, TimeUnit.NANOSECONDS);
    }

    /**
     * Serves this place from now on.
     *
     * @param answers is called in a thread that serves many connections, so it must not wait. A reply that fails is
     *     answered 500, without a word about the reason.
     */
    public void listen(OpenPlace place, Function<Question, CompletableFuture<Reply>> answers) {
        Listener listener = new Listener(place, group, connections, answers, responses, limits, events);
        listeners.add(listener);
        listener.start(first);
    }

    @Override
    public boolean afterReading(Runnable task) {
        for (EventLoop loop : loops) {
            if (loop.inEventLoop()) {
                loop.execute(task);
                return true;
            }
        }
        return false;
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /**
     * Accepts no more connections, closes those that are idle, answers requests that are being read or answered, and ends.
     *
     * @param most how long that may take
     * @return how many connections had to be cut off
     */
    public int drain(Duration most) {
        connections.stop();
        listeners.forEach(Listener::stop);
        first.submit(connections::drain).syncUninterruptibly();
        boolean interrupted = false;
        try {
            connections.gone().get(most.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException e) {
            // Those that are left are counted below.
        } catch (InterruptedException e) {
            interrupted = true;
        }
        int cut = connections.size();
        connections.closeAll();
        // Otherwise, a thread could end before the buffers of its connections are released.
        loops.forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return cut;
    }
}
