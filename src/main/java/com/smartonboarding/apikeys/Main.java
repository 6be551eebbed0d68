package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.Application;
import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.complete.TabQuery;
import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;

/** The program. It supplies the real streams, environment, user, clock and randomness, and exits. */
public final class Main {
    /** How long SQLite keeps trying to get a lock: long enough if many processes start at the same time. */
    private static final Duration BUSY_TIMEOUT = Duration.ofSeconds(30);

    /** Created on first use, because that takes a while and most commands need no random numbers. */
    private static final class Unpredictable {
        private static final SecureRandom SOURCE = new SecureRandom();
    }

    private Main() {}

    public static void main(String[] args) {
        if (TabQuery.isMeant(args)) {
            new TabQuery(host()).answer(args);
            return;
        }
        int exitCode = new Application(host()).run(args);
        // Since Java 21, exit first searches all jars for a logger. Returning exits with 0 without that.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The outside world of this process. */
    static Host host() {
        return new Host(
                System.getenv(),
                System.in,
                standardOutput(),
                new FileOutputStream(FileDescriptor.err),
                Terminal.of(System.getProperty("apikeys.terminal"), System.getProperty("apikeys.columns")),
                OwnProcess::read,
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

    /** A plain stream, because a PrintStream such as System.out hides write errors, and so the loss of a code. */
    private static OutputStream standardOutput() {
        return new FileOutputStream(FileDescriptor.out);
    }
}
