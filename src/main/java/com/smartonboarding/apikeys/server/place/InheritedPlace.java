package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.PrivateFiles;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The socket that is standard input, as systemd's socket activation hands it over with {@code StandardInput=socket}.
 *
 * @param source what asked for it; it begins the error message
 */
public record InheritedPlace(String source) implements Place {
    /** Whether standard input is a socket that listens. */
    public static boolean isOffered() {
        try {
            return System.inheritedChannel() instanceof ServerSocketChannel;
        } catch (IOException e) {
            return false;
        }
    }

    /** For a Unix socket, the path is without {@code .} and {@code ..}. */
    @Override
    public @Nullable SocketAddress address() {
        try {
            if (!(System.inheritedChannel() instanceof ServerSocketChannel channel)) {
                return null;
            }
            SocketAddress address = channel.getLocalAddress();
            return address instanceof UnixDomainSocketAddress unix
                    ? UnixDomainSocketAddress.of(unix.getPath().normalize())
                    : address;
        } catch (IOException e) {
            return null;
        }
    }

    @Override
    public OpenPlace open(SocketAccess access) {
        try {
            Channel inherited = System.inheritedChannel();
            if (!(inherited instanceof ServerSocketChannel channel)) {
                throw new UsageException(
                        source + " asks for the socket that is standard input, but standard input is no"
                                + " socket that listens.");
            }
            SocketAddress address = channel.getLocalAddress();
            if (address instanceof InetSocketAddress inet && !inet.getAddress().isLoopbackAddress()) {
                throw LoopbackPlace.reachable(source);
            }
            return OpenPlace.inherited(channel, address);
        } catch (IOException e) {
            throw PrivateFiles.failure("use the socket", Path.of("/dev/stdin"), e);
        }
    }
}
