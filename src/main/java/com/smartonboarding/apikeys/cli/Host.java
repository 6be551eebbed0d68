package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.identity.Accounts;
import com.smartonboarding.apikeys.identity.OwnProcess;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The outside world: everything that a run reads, writes or waits for.
 *
 * @param out standard output, unbuffered, so that a failure shows at the write that caused it
 * @param process who started this process; asking the system fails in a set-uid process
 * @param accounts the users of this machine
 * @param random the source of all keys, codes and nonces; setting it up takes a while, so ask for it only when
 *     something is drawn
 * @param busyTimeout how long to wait for the lock of the database by default
 * @param pause waits for a duration
 * @param rendezvous where a process of the caller's waits to use the caller's files; null without one
 */
public record Host(
        Map<String, String> environment,
        InputStream in,
        OutputStream out,
        OutputStream err,
        Terminal terminal,
        Supplier<OwnProcess> process,
        Accounts accounts,
        Clock clock,
        Supplier<SecureRandom> random,
        Duration busyTimeout,
        Consumer<Duration> pause,
        @Nullable String rendezvous) {}
