package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.place.OpenPlace;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * A process of its own that serves one place until it is told to end. It answers with its process id, and the path
 * {@code /slow} half a second later.
 */
final class HttpProcess {
    private HttpProcess() {}

    public static void main(String[] arguments) {
        HttpServer server =
                new HttpServer(Limits.of(1_024, Duration.ofSeconds(60)), Clock.systemUTC(), new HttpEvents() {
                    @Override
                    public void refused(int status) {}

                    @Override
                    public void failed(Throwable failure) {
                        System.out.println("failed " + failure);
                    }

                    @Override
                    public void cannotAccept(String reason) {
                        System.out.println("cannot accept: " + reason);
                    }
                });
        OpenPlace place = TestServer.open(arguments[0]);
        long pid = ProcessHandle.current().pid();
        server.listen(
                place,
                question -> question.path().equals("/slow")
                        ? CompletableFuture.supplyAsync(
                                () -> TestServer.reply("slow"),
                                CompletableFuture.delayedExecutor(500, TimeUnit.MILLISECONDS))
                        : CompletableFuture.completedFuture(TestServer.reply(String.valueOf(pid))));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            int cut = server.drain(Duration.ofSeconds(10));
            System.out.println("ended, " + cut + " cut off");
            System.err.println("and standard error is still open");
        }));
        System.out.println("listening at " + place.name());
        Eventually.pause(Duration.ofMinutes(5));
    }
}
