package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.ShellWord;
import com.smartonboarding.apikeys.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.ServerSocketChannel;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A port that only this machine can reach.
 *
 * @param ip a loopback address
 * @param port 0 for a free one that the system chooses
 */
public record LoopbackPlace(IpAddress ip, int port) implements Place {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^\\[\\]:]+)):(?<port>[0-9]{1,5})");

    static final int LAST_PORT = 65_535;

    /** The system's own words (glibc and musl). Java has no exception of its own for it. */
    private static final Set<String> IN_USE = Set.of("Address already in use", "Address in use");

    /** This name is not looked up, because a resolver could return another address. */
    static final String LOCALHOST = "localhost";

    /** The place that the text names, or null if it is no address and port. */
    static @Nullable LoopbackPlace parse(String source, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > LAST_PORT) {
            return null;
        }
        String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
        String literal = host.toLowerCase(Locale.ROOT).equals(LOCALHOST) ? "127.0.0.1" : host;
        IpAddress address = IpAddress.parse(literal).orElse(null);
        if (address == null) {
            return null;
        }
        if (!inet(address).isLoopbackAddress()) {
            throw reachable(source + " " + ShellWord.of(text));
        }
        return new LoopbackPlace(address, Integer.parseInt(matcher.group("port")));
    }

    /**
     * The refusal of an address that other machines may be able to reach.
     *
     * @param place what was asked for; it begins the error message
     */
    static UsageException reachable(String place) {
        UsageException refused =
                new UsageException(place + " is not at a loopback address, so other machines could reach it.");
        refused.advising(
                "Listen on a Unix socket or on 127.0.0.1, and let a proxy with TLS take the requests of other machines.");
        return refused;
    }

    @Override
    public @Nullable SocketAddress address() {
        return port == 0 ? null : new InetSocketAddress(inet(ip), port);
    }

    static InetAddress inet(IpAddress address) {
        try {
            return InetAddress.getByName(address.toString()); // an address in digits, so nobody is asked
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public OpenPlace open(SocketAccess access) {
        try {
            ServerSocketChannel channel = ServerSocketChannel.open();
            try {
                channel.bind(new InetSocketAddress(inet(ip), port), SocketFile.BACKLOG);
                return OpenPlace.ofPort(channel, channel.getLocalAddress());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            if (IN_USE.contains(String.valueOf(e.getMessage()))) {
                throw new ConflictException("Another process listens at port " + port + " of " + ip + ".");
            }
            throw new StorageException(
                    "Could not listen at port " + port + " of " + ip + ": " + IoErrorText.of(e) + ".", e);
        }
    }
}
