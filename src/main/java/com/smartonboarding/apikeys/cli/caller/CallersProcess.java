package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.cli.Host;
import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.cli.setting.Settings;
import com.smartonboarding.apikeys.cli.talk.OnTermination;
import com.smartonboarding.apikeys.cli.talk.StandardStreams;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.files.FileGuard;
import com.smartonboarding.apikeys.identity.OwnProcess;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The process of the caller's, where a command works through sudo with the rights of an account and names files of the
 * caller's. It starts the command, uses these files for it, and ends as the command ends. It has nothing else of the
 * terminal than the command has, and reads and prints nothing.
 */
public final class CallersProcess {
    private static final Map<String, Integer> SIGNALS = Map.of("HUP", 1, "INT", 2, "TERM", 15);
    private static final int BY_SIGNAL = 128;
    private static final int SECONDS_TO_END = 10;

    private final Host host;
    private final AtomicReference<@Nullable Attendant> attendant = new AtomicReference<>();
    private final CompletableFuture<Integer> over = new CompletableFuture<>();
    private volatile @Nullable Process running;
    private volatile int signal;

    public CallersProcess(Host host) {
        this.host = host;
    }

    /**
     * Runs a command through sudo and returns its exit code.
     *
     * @param arguments the account, the number of words that start apikeys as this account, these words, and the words
     *     that the caller typed
     */
    public int run(String... arguments) {
        try {
            return run(
                    arguments[0],
                    Integer.parseInt(arguments[1]),
                    List.of(arguments).subList(2, arguments.length));
        } catch (Failure e) {
            return failed(e.exitCode(), e.fact());
        } catch (IOException e) {
            return failed(ExitCode.STORAGE, "sudo could not be started, so nothing was changed.");
        }
    }

    private int failed(ExitCode code, String fact) {
        new StandardStreams(host.out(), host.err()).say("apikeys: " + fact);
        return code.number();
    }

    private int run(String account, int start, List<String> words) throws IOException {
        OwnProcess self = host.process().get();
        FilesHere files = new FilesHere(
                Settings.filesOfSystem(self, host.environment()),
                new FileGuard(self.ids().filesystem(), true),
                host.environment());
        UserPrincipal user =
                FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(account);
        Rendezvous.removeAbandoned(self.ids().filesystem(), host.clock().instant());
        Path folder = Rendezvous.create(host.random().get());
        Thread onExit = new Thread(() -> Rendezvous.remove(folder), "apikeys rendezvous");
        Runtime.getRuntime().addShutdownHook(onExit);
        SIGNALS.forEach((name, number) -> OnTermination.call(name, () -> end(number)));
        try (ServerSocketChannel server = Rendezvous.listen(folder)) {
            CommandWords typed = new CommandWords(words.subList(start, words.size()));
            start("apikeys waiting", () -> await(server, user, channel -> attend(channel, files, typed, server)));
            List<String> command = new ArrayList<>(words.subList(0, start));
            command.add(FilesThere.WORD + folder);
            command.addAll(typed.words());
            Process process = new ProcessBuilder(command).inheritIO().start();
            running = process;
            int exitCode = process.onExit()
                    .thenApply(Process::exitValue)
                    .applyToEither(over, code -> code)
                    .join();
            return signal == 0 ? exitCode : BY_SIGNAL + signal;
        } finally {
            Rendezvous.remove(folder);
        }
    }

    /** Accepts the connections of this user, and closes those of others. */
    private static void await(ServerSocketChannel server, UserPrincipal user, Consumer<SocketChannel> attend) {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                if (isOf(user, channel)) {
                    start("apikeys attendant", () -> attend.accept(channel));
                } else {
                    channel.close();
                }
            } catch (ClosedChannelException e) {
                return; // the command has connected, or ended
            } catch (IOException e) {
                // The other process went away again.
            }
        }
    }

    private static boolean isOf(UserPrincipal user, SocketChannel channel) {
        try {
            return Rendezvous.isOf(user, channel);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Serves the first process that says what only a process for this caller says: one for another caller refuses this
     * rendezvous before it says anything. Nobody else is let in after that.
     */
    private void attend(SocketChannel channel, FilesHere files, CommandWords typed, ServerSocketChannel server) {
        try (Wire wire = new Wire(channel);
                Attendant serving = new Attendant(wire, files, typed)) {
            wire.text();
            if (signal == 0 && attendant.compareAndSet(null, serving)) {
                server.close();
                wire.put(ToolVersion.TEXT);
                wire.flush();
                serving.serve();
            }
        } catch (IOException e) {
            // The connection is lost. The account's process notices that, too.
        }
    }

    /**
     * Ends because of a signal. Only root may pass signals on to sudo; but the command ends when it finds that nobody
     * attends to it. What was begun is finished first.
     */
    private void end(int number) {
        signal = number;
        Attendant serving = attendant.get();
        if (serving != null) {
            serving.end();
        }
        Process command = running;
        if (command != null) {
            command.destroy();
        }
        over.completeOnTimeout(BY_SIGNAL + number, SECONDS_TO_END, TimeUnit.SECONDS);
    }

    private static void start(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
