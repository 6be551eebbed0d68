package com.smartonboarding.apikeys.serving;

import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The packaged {@code apikeys serve} with the options that the page names, at places of a test's own. */
final class Serving {
    private Serving() {}

    /** Its socket. */
    static Path socket(Home home) {
        return home.folder().resolve("serve.sock");
    }

    /**
     * Starts it at its socket.
     *
     * @param options more of them
     */
    static Background atSocket(Home home, String... options) throws Exception {
        Path socket = socket(home);
        Stream<String> usual = Stream.of("serve", "--listen", socket.toString(), "--address-header", "X-Forwarded-For");
        return Background.start(
                home.on(Run.of(
                        Installation.LAUNCHER,
                        Stream.concat(usual, Stream.of(options)).toArray(String[]::new))),
                UnixDomainSocketAddress.of(socket));
    }

    static Background atPort(Home home, InetSocketAddress port) throws Exception {
        return Background.start(
                home.on(Run.of(Installation.LAUNCHER, "serve", "--listen", Background.text(port))), port);
    }
}
