package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.cli.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A client that presents the code in a file again and again, and records when it was rejected. */
public final class Outages implements AutoCloseable {
    private final Path home;
    private final Path file;
    private final List<String> seen = new ArrayList<>();
    private final Thread client = new Thread(this::present, "client");
    private volatile boolean closing;
    private int calls;

    private Outages(Path home, Path file) {
        this.home = home;
        this.file = file;
    }

    /** Begins to present the code in this file to the tool with this home. */
    public static Outages watch(Path home, Path file) {
        Outages outages = new Outages(home, file);
        outages.client.start();
        return outages;
    }

    /** How often the client presented the code; valid after it has ended. */
    public int calls() {
        return calls;
    }

    /** Ends the client, and returns what it recorded. */
    public List<String> seen() {
        close();
        return seen;
    }

    @Override
    public void close() {
        closing = true;
        try {
            client.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void present() {
        Cli cli = new Cli(home);
        while (!closing) {
            try {
                Cli.Result result = cli.at(Instant.now())
                        .inPipe(Files.readString(file))
                        .run("verify", "--no-touch", "-q", "--debug");
                if (result.exitCode() != 0) {
                    seen.add(Instant.now() + ": exit code " + result.exitCode() + " " + result.err());
                }
            } catch (IOException e) {
                seen.add(Instant.now() + ": " + e);
            }
            calls++;
        }
    }
}
