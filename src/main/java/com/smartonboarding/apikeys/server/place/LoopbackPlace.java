package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.IpAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
 * @param address a loopback address
 * @param port 0 for a free one that the system chooses
 */
public record LoopbackPlace(IpAddress address, int port) implements Place {
    private static final Pattern FORM =
            Pattern.compile("(?:\\[(?<v6>[0-9A-Fa-f:.]+)]|(?<host>[^\\[\\]:]+)):(?<port>[0-9]{1,5})");

    private static final int LAST_PORT = 65_535;

    /** The system's own words (glibc and musl). Java has no exception of its own for it. */
    private static final Set<String> IN_USE = Set.of("Address already in use", "Address in use");

    /** This name is not looked up, because a resolver could return another address. */
    private static final String LOCALHOST = "localhost";

    /** The place that the text names, or null if it is no address and port. */
    static @Nullable LoopbackPlace parse(String source, String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > LAST_PORT) {
            return null;
        }
        String host = matcher.group("v6") == null ? matcher.group("host") : matcher.group("v6");
        String literal = host.toLowerCase(Locale.ROOT).equals(LOCALHOST) ? "127.0.0.1" : host;
        IpAddress address = IpAddress.parse(literal).orElse(null);
        if (address == null || !inet(address).isLoopbackAddress()) {
            throw reachable(source);
        }
        return new LoopbackPlace(address, Integer.parseInt(matcher.group("port")));
    }

    /** The refusal of an address that other machines may be able to reach. */
    static UsageException reachable(String source) {
        UsageException refused = new UsageException(
                source + " names an address that is not a loopback address. Token codes would travel there in clear.");
        refused.advising(
                "Listen on a Unix socket or on 127.0.0.1, and let a proxy with TLS take the requests of other machines.");
        return refused;
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
                channel.bind(new InetSocketAddress(inet(address), port), SocketFile.BACKLOG);
                return OpenPlace.ofPort(channel, channel.getLocalAddress());
            } catch (IOException e) {
                channel.close();
                throw e;
            }
        } catch (IOException e) {
            if (IN_USE.contains(String.valueOf(e.getMessage()))) {
                throw new ConflictException("Another process listens at port " + port + " of " + address + ".");
            }
            throw new StorageException(
                    "Could not listen at port " + port + " of " + address + ": " + IoErrorText.of(e) + ".", e);
        }
    }
}
