package com.smartonboarding.apikeys.cli.command.serve;

import com.smartonboarding.apikeys.cli.talk.OnTermination;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The signals that a server gets. A signal that the caller had ignored stays ignored. */
final class Signals {
    private static final List<String> ENDING = List.of("TERM", "INT");

    private final BlockingQueue<String> came = new LinkedBlockingQueue<>();

    /**
     * Takes the signals from now on.
     *
     * @param reload what SIGHUP does, in a thread of its own
     */
    void listen(Runnable reload) {
        for (String name : ENDING) {
            OnTermination.call(name, () -> came.add("SIG" + name));
        }
        OnTermination.call("HUP", reload);
    }

    /** Waits for a signal that ends the server, and returns its name. */
    String awaitEnd() {
        try {
            return came.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the command", e);
        }
    }
}
