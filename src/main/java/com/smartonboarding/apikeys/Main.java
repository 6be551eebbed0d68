package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.Application;
import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.complete.TabQuery;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** The program: the real streams, environment, clock and randomness, and the exit. */
public final class Main {
    /** Long enough for a storm of processes that all start at once; SQLite asks again until then. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    /** Set up on first use, because that takes a while and most commands draw nothing. */
    private static final class Unpredictable {
        private static final SecureRandom SOURCE = new SecureRandom();
    }

    private Main() {}

    public static void main(String[] args) {
        if (TabQuery.isMeant(args)) {
            new TabQuery(System.getenv(), standardOutput(), Clock.systemUTC().instant()).answer(args);
            return;
        }
        int exitCode = new Application(host()).run(args);
        // Since Java 21, this first looks for somebody who would log it, through all jars; to return is to exit with 0.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The world as this process finds it. */
    static Host host() {
        return new Host(
                System.getenv(),
                System.in,
                standardOutput(),
                new FileOutputStream(FileDescriptor.err),
                Terminal.of(System.getProperty("apikeys.terminal"), System.getProperty("apikeys.columns")),
                new Accounts(),
                Clock.systemUTC(),
                () -> Unpredictable.SOURCE,
                BUSY_TIMEOUT,
                Main::pause);
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }

    /** Not System.out: a PrintStream swallows the error that tells of a code nobody received. */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }
}
