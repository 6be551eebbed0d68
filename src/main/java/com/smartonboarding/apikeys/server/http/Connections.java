package com.smartonboarding.apikeys.server.http;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * All open connections, by what they do, and in the order in which they began it. So the one that has been idle the
 * longest, and those that are late, are found without a search. Each connection moves in its own thread. A connection that
 * is chosen to be closed is closed there, unless it has moved on by then.
 */
final class Connections {
    /** How long a client may take to close after the last response. */
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    /** How long a client that has just connected may take to send something while the server stops. */
    private static final Duration GREETING = Duration.ofMillis(500);

    /**
     * The connections that can be closed to make room, in this order. One that waits for its answer is not among them. A
     * response is usually written at once, so a connection is in SENDING only if its client does not read.
     */
    private static final List<ConnectionState> GIVING_WAY =
            List.of(ConnectionState.CLOSING, ConnectionState.IDLE, ConnectionState.READING, ConnectionState.SENDING);

    private final Limits limits;
    private final Map<ConnectionState, Set<Connection>> byState = new EnumMap<>(ConnectionState.class);
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private int size;
    private volatile boolean stopping;
    private boolean draining;

    Connections(Limits limits) {
        this.limits = limits;
        for (ConnectionState state : ConnectionState.values()) {
            byState.put(state, new LinkedHashSet<>());
        }
    }

    /** How many are open. */
    synchronized int size() {
        return size;
    }

    /** Whether responses say that their connections end. */
    boolean isStopping() {
        return stopping;
    }

    /** Completes after the last one has closed, if the server stops. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Notes what a connection does from now on. */
    synchronized void move(Connection connection, @Nullable ConnectionState from, @Nullable ConnectionState to) {
        if (from != null && in(from).remove(connection)) {
            size--;
        }
        if (to != null && in(to).add(connection)) {
            size++;
        }
        tell();
    }

    /** Makes room for another connection. Returns false if all others wait for their answers. */
    boolean makeRoom() {
        return size() < limits.connections() || closeOne();
    }

    /**
     * Closes the connection that is needed least. Returns false if all wait for their answers. Only the thread that
     * accepts connections calls it, because it waits for the thread of the connection.
     */
    boolean closeOne() {
        for (ConnectionState state : GIVING_WAY) {
            for (Connection oldest = oldest(state); oldest != null; oldest = oldest(state)) {
                if (oldest.closeIn(state)) {
                    return true;
                }
            }
        }
        return false;
    }

    private synchronized @Nullable Connection oldest(ConnectionState state) {
        Iterator<Connection> connections = in(state).iterator();
        return connections.hasNext() ? connections.next() : null;
    }

    /** Ends what takes too long. */
    synchronized void sweep() {
        ifLate(ConnectionState.READING, limits.request(), Connection::tooSlow);
        ifLate(ConnectionState.SENDING, limits.request(), Connection::close);
        ifLate(ConnectionState.CLOSING, FAREWELL, Connection::close);
        ifLate(ConnectionState.IDLE, draining ? GREETING : limits.idle(), Connection::close);
    }

    private void ifLate(ConnectionState state, Duration most, Consumer<Connection> end) {
        long now = System.nanoTime();
        for (Connection connection : List.copyOf(in(state))) {
            if (now - connection.since() < most.toNanos()) {
                break;
            }
            connection.whileIn(state, () -> end.accept(connection));
        }
    }

    /** Lets every connection end after its next response. */
    void stop() {
        stopping = true;
    }

    /** Closes those that neither read nor answer a request. No new ones come any more. */
    synchronized void drain() {
        draining = true;
        for (Connection connection : List.copyOf(in(ConnectionState.IDLE))) {
            if (connection.isUsed()) {
                connection.whileIn(ConnectionState.IDLE, connection::close);
            }
        }
        tell();
    }

    /** Closes all, whatever they do, each in its thread. */
    synchronized void closeAll() {
        for (Set<Connection> some : byState.values()) {
            List.copyOf(some).forEach(Connection::closeSoon);
        }
    }

    private Set<Connection> in(ConnectionState state) {
        return byState.getOrDefault(state, Set.of());
    }

    private void tell() {
        if (draining && size == 0) {
            gone.complete(null);
        }
    }
}
