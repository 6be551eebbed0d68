package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.NamedPath;
import com.smartonboarding.apikeys.files.ShellWord;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Where a server is to listen. Codes travel there in clear, so other machines must not be able to reach it. */
public sealed interface Place permits UnixPlace, LoopbackPlace, InheritedPlace {
    /** The word for the socket that the system hands over as standard input. */
    String INHERITED = "inherited";

    /**
     * The place that a text names: an absolute path or {@code unix:PATH}; {@code 127.0.0.1:PORT}, {@code [::1]:PORT} or
     * {@code localhost:PORT}; or {@value #INHERITED}.
     *
     * @param source what gave the text; it begins the error message
     * @throws UsageException when the text names no place, or one that other machines could reach
     */
    static Place of(String source, String text) {
        if (text.equals(INHERITED)) {
            return new InheritedPlace(source + " " + INHERITED);
        }
        String path = text.startsWith(UnixPlace.SCHEME) ? text.substring(UnixPlace.SCHEME.length()) : text;
        if (path.startsWith("/")) {
            return new UnixPlace(NamedPath.absolute(source, path));
        }
        LoopbackPlace loopback = LoopbackPlace.parse(source, text);
        if (loopback == null) {
            UsageException refused = new UsageException(
                    source + " " + ShellWord.of(text) + " names no place to listen at: " + PlaceFault.of(text) + ".");
            refused.advising("Name an absolute path, or a loopback address with a port, such as 127.0.0.1:8080.");
            throw refused;
        }
        return loopback;
    }

    /** Where clients find it; null if that is not known before it is opened. */
    @Nullable
    SocketAddress address();

    /** Whether both are one place. Two free ports that the system chooses are two places. */
    default boolean isSameAs(Place other) {
        SocketAddress address = address();
        return address != null && address.equals(other.address());
    }

    /**
     * Listens there.
     *
     * @param access how a Unix socket is made
     */
    OpenPlace open(SocketAccess access);
}
