package com.smartonboarding.apikeys.server.http;

import com.smartonboarding.apikeys.server.place.OpenPlace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;

/** The bytes of one connection, seen by a client. Each character stands for one byte. */
final class Client implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SocketChannel channel;
    private final StringBuilder received = new StringBuilder();

    Client(SocketAddress server) {
        try {
            channel = SocketChannel.open(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client(Path socket) {
        this(UnixDomainSocketAddress.of(socket));
    }

    /** A client of a place that need not be a Unix socket. */
    static Client of(OpenPlace place) {
        try {
            return new Client(place.channel().getLocalAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Client send(String bytes) {
        try {
            ByteBuffer buffer = ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1));
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends the same again and again, until nothing more fits into the socket for a while. */
    void sendUntilFull(String bytes) {
        try {
            channel.configureBlocking(false);
            ByteBuffer buffer = ByteBuffer.wrap(bytes.repeat(1_000).getBytes(StandardCharsets.ISO_8859_1));
            for (int full = 0; full < 20; ) {
                if (channel.write(buffer) == 0) {
                    full++;
                    Eventually.pause(Duration.ofMillis(10));
                } else {
                    full = 0;
                }
                if (!buffer.hasRemaining()) {
                    buffer.rewind();
                }
            }
            channel.configureBlocking(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends as much as fits into the socket now. */
    void sendWhatFits(String bytes) {
        try {
            channel.configureBlocking(false);
            channel.write(ByteBuffer.wrap(bytes.getBytes(StandardCharsets.ISO_8859_1)));
            channel.configureBlocking(true);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Says that nothing more will be sent. */
    Client end() {
        try {
            channel.shutdownOutput();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next response, with its body. */
    Answer answer(String method) {
        int end = received.indexOf("\r\n\r\n");
        while (end < 0) {
            if (!receive(PATIENCE)) {
                throw new IllegalStateException("closed after: " + received);
            }
            end = received.indexOf("\r\n\r\n");
        }
        Answer head = Answer.of(received.substring(0, end), "");
        int length = method.equals("HEAD") || head.status() == 204 || head.status() < 200
                ? 0
                : Integer.parseInt(head.value("Content-Length"));
        while (received.length() < end + 4 + length) {
            if (!receive(PATIENCE)) {
                throw new IllegalStateException("closed within: " + received);
            }
        }
        String body = received.substring(end + 4, end + 4 + length);
        received.delete(0, end + 4 + length);
        return new Answer(head.line(), head.headers(), body);
    }

    Answer answer() {
        return answer("GET");
    }

    /** The status of the next response. */
    int status() {
        return answer().status();
    }

    /** Whatever comes until the server closes. */
    String rest() {
        while (receive(PATIENCE)) {
            // more may come
        }
        return received.toString();
    }

    /** Whether nothing comes, and the connection stays open. */
    boolean isQuietFor(Duration time) {
        try {
            return received.isEmpty() && !isReadable(time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns false at the end. */
    private boolean receive(Duration patience) {
        try {
            if (!isReadable(patience)) {
                throw new IllegalStateException("nothing came after: " + received);
            }
            ByteBuffer buffer = ByteBuffer.allocate(65_536);
            int read = channel.read(buffer);
            if (read > 0) {
                received.append(new String(buffer.array(), 0, read, StandardCharsets.ISO_8859_1));
            }
            return read > 0;
        } catch (IOException e) {
            return false; // the server has thrown away what it did not read
        }
    }

    private boolean isReadable(Duration patience) throws IOException {
        channel.configureBlocking(false);
        try (Selector selector = Selector.open()) {
            SelectionKey key = channel.register(selector, SelectionKey.OP_READ);
            boolean readable = selector.select(patience.toMillis()) > 0;
            key.cancel();
            selector.selectNow();
            return readable;
        } finally {
            channel.configureBlocking(true);
        }
    }

    /** Goes away, before the end of the test. */
    void leave() {
        close();
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
