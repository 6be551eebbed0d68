package com.smartonboarding.apikeys.server.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** Clients that present tokens to a server with hardly a pause, each on a connection of its own, and judge the answers. */
final class Load implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int NOTED = 20;

    private final Map<Integer, Integer> answers = new ConcurrentHashMap<>();
    private final List<String> wrong = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong longest = new AtomicLong();
    private final List<Thread> clients = new ArrayList<>();
    private volatile boolean ending;

    private Load() {}

    /** Begins to present tokens. Each client asks {@code next} for the token of each of its requests. */
    static Load on(Path socket, int connections, Supplier<AskedToken> next) {
        Load load = new Load();
        for (int i = 0; i < connections; i++) {
            Thread client = new Thread(() -> load.ask(socket, next), "client " + i);
            load.clients.add(client);
            client.start();
        }
        return load;
    }

    private void ask(Path socket, Supplier<AskedToken> next) {
        try (Asker asker = new Asker(socket)) {
            while (!ending) {
                AskedToken token = next.get();
                long began = System.nanoTime();
                int status = asker.ask(token.code);
                long ended = System.nanoTime();
                answers.merge(status, 1, Integer::sum);
                longest.accumulateAndGet(ended - began, Math::max);
                if (!token.isRight(status, began, ended) && wrong.size() < NOTED) {
                    wrong.add("%d to %s".formatted(status, token.id()));
                }
                Thread.sleep(status == Asker.CLOSED ? 20 : 1); // other tests want the processors, too
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            wrong.add(e.toString());
        }
    }

    /** How many answers had this status so far. */
    int count(int status) {
        return answers.getOrDefault(status, 0);
    }

    Map<Integer, Integer> counts() {
        return answers;
    }

    /** The longest time to an answer. */
    Duration longest() {
        return Duration.ofNanos(longest.get());
    }

    /** Waits until this many more answers with this status have come. */
    void await(int status, int more) throws InterruptedException {
        int enough = count(status) + more;
        long begin = System.nanoTime();
        while (count(status) < enough) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin))
                    .as("waiting for %d answers with %d, after %s, wrong ones %s", more, status, answers, wrong)
                    .isLessThan(PATIENCE);
            Thread.sleep(5);
        }
    }

    /** Ends the clients, each after the answer to its last request, and checks that no answer was wrong. */
    void end() throws InterruptedException {
        ending = true;
        for (Thread client : clients) {
            client.join(PATIENCE.toMillis());
            assertThat(client.isAlive()).as("a request without an answer").isFalse();
        }
        assertThat(wrong).as("of %s", answers).isEmpty();
    }

    @Override
    public void close() {
        ending = true;
        clients.forEach(Thread::interrupt);
    }
}
