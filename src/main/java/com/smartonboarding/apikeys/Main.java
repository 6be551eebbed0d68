package com.smartonboarding.apikeys;

import com.smartonboarding.apikeys.cli.Application;
import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.caller.FilesThere;
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
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

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
        boolean met = args.length > 0 && args[0].startsWith(FilesThere.WORD);
        int exitCode = met
                ? new Application(host(args[0].substring(FilesThere.WORD.length())))
                        .run(Arrays.copyOfRange(args, 1, args.length))
                : new Application(host()).run(args);
        // Since Java 21, exit first searches all jars for a logger. Returning exits with 0 without that.
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    /** The outside world of this process. */
    static Host host() {
        return host(null);
    }

    private static Host host(@Nullable String rendezvous) {
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
                Main::pause,
                rendezvous);
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
