package com.smartonboarding.apikeys.serving;

import com.smartonboarding.apikeys.launcher.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A server that runs until a test ends it. */
record Background(Run.Started run) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Starts it, and waits until something listens at this address. */
    static Background start(Run run, SocketAddress address) throws IOException, InterruptedException {
        Background server = new Background(run.start());
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(address)) {
            if (!server.run.process().isAlive() || System.nanoTime() > end) {
                String said = Files.readString(server.run.streams().resolve("err"));
                server.end();
                throw new AssertionError(server.run.command() + " does not listen at " + address + ": " + said);
            }
            Thread.sleep(50);
        }
        return server;
    }

    private static boolean answers(SocketAddress address) {
        try (SocketChannel channel = SocketChannel.open(address)) {
            return channel.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    /** An address at which nothing listens now. */
    static InetSocketAddress freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), socket.getLocalPort());
        }
    }

    /** The address as configurations write it. */
    static String text(InetSocketAddress address) {
        return "127.0.0.1:" + address.getPort();
    }

    /** Asks it to end, and waits until it has. */
    void end() throws IOException, InterruptedException {
        run.process().destroy();
        if (!run.process().waitFor(20, TimeUnit.SECONDS)) {
            run.process().descendants().forEach(ProcessHandle::destroyForcibly);
            run.process().destroyForcibly();
        }
        if (Files.exists(run.streams())) {
            run.end();
        }
    }
}
