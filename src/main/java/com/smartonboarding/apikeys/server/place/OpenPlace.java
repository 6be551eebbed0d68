package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.model.IpAddress;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import org.jspecify.annotations.Nullable;

/** A place where this process listens. Clients that connect wait there until their connection is accepted. */
public final class OpenPlace {
    private final ServerSocketChannel channel;
    private final SocketAddress address;
    private final @Nullable SocketFile file;
    private final boolean inherited;

    private OpenPlace(
            ServerSocketChannel channel, SocketAddress address, @Nullable SocketFile file, boolean inherited) {
        this.channel = channel;
        this.address = address;
        this.file = file;
        this.inherited = inherited;
    }

    static OpenPlace ofFile(ServerSocketChannel channel, SocketAddress address, SocketFile file) {
        return new OpenPlace(channel, address, file, false);
    }

    static OpenPlace ofPort(ServerSocketChannel channel, SocketAddress address) {
        return new OpenPlace(channel, address, null, false);
    }

    static OpenPlace inherited(ServerSocketChannel channel, SocketAddress address) {
        return new OpenPlace(channel, address, null, true);
    }

    /** Where clients find it: a path, {@code 127.0.0.1:8080}, or {@code [::1]:8080}. */
    public String name() {
        if (file != null) {
            return file.path().toString();
        }
        if (!(address instanceof InetSocketAddress inet)) {
            return address.toString();
        }
        String host = inet.getAddress().getHostAddress();
        String shortest = IpAddress.parse(host).map(IpAddress::toString).orElse(host);
        return (inet.getAddress() instanceof Inet6Address ? "[" + shortest + "]" : shortest) + ":" + inet.getPort();
    }

    /** The channel that accepts. */
    public ServerSocketChannel channel() {
        return channel;
    }

    /** Whether it is a Unix socket, and not a port. */
    public boolean isUnixSocket() {
        return !(address instanceof InetSocketAddress);
    }

    /** Whether the system opened it, and keeps it open after this process has ended. */
    public boolean isInherited() {
        return inherited;
    }

    /** Takes the name of a Unix socket away. Clients that have connected can still be accepted. */
    public void conceal() {
        if (file != null) {
            file.remove();
        }
    }

    /**
     * Stops listening, unless the socket is inherited. An inherited socket must stay open: the system keeps it open anyway,
     * and Java would also replace the standard streams of this process by {@code /dev/null}.
     */
    public void close() {
        conceal();
        if (inherited) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The process ends, and the system closes it then.
        }
    }
}
