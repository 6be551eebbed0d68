package com.smartonboarding.apikeys.server.place;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.NamedPath;

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
            return new InheritedPlace(source);
        }
        String path = text.startsWith(UnixPlace.SCHEME) ? text.substring(UnixPlace.SCHEME.length()) : text;
        if (path.startsWith("/")) {
            return new UnixPlace(NamedPath.absolute(source, path));
        }
        LoopbackPlace loopback = LoopbackPlace.parse(source, text);
        if (loopback == null) {
            throw new UsageException(source + " names no place to listen at. A place is an absolute path, or a loopback"
                    + " address with a port, such as 127.0.0.1:8080 or [::1]:8080.");
        }
        return loopback;
    }

    /**
     * Listens there.
     *
     * @param access how a Unix socket is made
     */
    OpenPlace open(SocketAccess access);
}
