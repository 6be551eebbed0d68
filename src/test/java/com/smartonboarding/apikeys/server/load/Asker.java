package com.smartonboarding.apikeys.server.load;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client of a server at a Unix socket. Its connection stays open from request to request. */
final class Asker implements AutoCloseable {
    /** Stands for a status if the connection ended before an answer came. */
    static final int CLOSED = 0;

    private static final Pattern LENGTH = Pattern.compile("\r\ncontent-length: (\\d+)\r\n");

    private final Path socket;
    private @Nullable SocketChannel channel;

    Asker(Path socket) {
        this.socket = socket;
    }

    static String request(String code) {
        return "GET /verify HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + code + "\r\n\r\n";
    }

    /** The status of the answer to this code. */
    int ask(String code) {
        try {
            SocketChannel open = channel == null ? SocketChannel.open(UnixDomainSocketAddress.of(socket)) : channel;
            channel = open;
            ByteBuffer bytes = ByteBuffer.wrap(request(code).getBytes(StandardCharsets.US_ASCII));
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            String answer = answer(open);
            if (answer.contains("\r\nconnection: close\r\n")) {
                close();
            }
            return Integer.parseInt(answer.substring(9, 12));
        } catch (IOException e) {
            close();
            return CLOSED;
        }
    }

    /** Reads an answer with its body, and returns it in small letters. */
    private static String answer(SocketChannel open) throws IOException {
        StringBuilder received = new StringBuilder();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (true) {
            int end = received.indexOf("\r\n\r\n");
            if (end >= 0) {
                Matcher length = LENGTH.matcher(received);
                int body = length.find() ? Integer.parseInt(length.group(1)) : 0;
                if (received.length() >= end + 4 + body) {
                    return received.toString();
                }
            }
            if (open.read(buffer.clear()) < 0) {
                throw new IOException("closed");
            }
            received.append(
                    StandardCharsets.ISO_8859_1.decode(buffer.flip()).toString().toLowerCase(Locale.ROOT));
        }
    }

    @Override
    public void close() {
        SocketChannel open = channel;
        channel = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
