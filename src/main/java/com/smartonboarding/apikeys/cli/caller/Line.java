package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.files.ReasonedException;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;

/** The account's end of the connection: one request at a time, and its answer. */
final class Line {
    /** An answer without content. */
    static final Received<Boolean> NOTHING = wire -> true;

    private final Wire wire;

    Line(Wire wire) {
        this.wire = wire;
    }

    /** What goes with a request. */
    interface Sent {
        void to(Wire wire) throws IOException;
    }

    /** What comes with an answer. */
    interface Received<T> {
        T from(Wire wire) throws IOException;
    }

    /** Says who is calling, and refuses another version at the other end. */
    synchronized void greet(String version) throws IOException {
        String other;
        try {
            wire.put(version);
            wire.flush();
            other = wire.text();
        } catch (IOException e) {
            throw new GoneException(e);
        }
        if (!other.equals(version)) {
            throw new ReasonedException("it has another version; apikeys was replaced in this moment");
        }
    }

    /** Asks for something. Throws what the other process reports, or a {@link GoneException}. */
    synchronized <T> T ask(Request request, Sent sent, Received<T> received) throws IOException {
        Exception reported;
        try {
            wire.put(request);
            sent.to(wire);
            wire.flush();
            reported = Answer.begin(wire).reported(wire);
            if (reported == null) {
                return received.from(wire);
            }
        } catch (IOException e) {
            throw new GoneException(e);
        }
        throw asReported(reported);
    }

    private static IOException asReported(Exception reported) {
        if (reported instanceof Failure failure) {
            throw failure;
        }
        return (IOException) reported;
    }

    /** The same, for what can fail only as a whole. */
    <T> T askForFact(Request request, Sent sent, Received<T> received) {
        try {
            return ask(request, sent, received);
        } catch (IOException e) {
            throw lost(e);
        }
    }

    synchronized void search(Request request, Tally tally) throws IOException {
        Exception reported;
        try {
            wire.put(request);
            wire.flush();
            reported = SearchResults.receive(wire, tally);
        } catch (IOException e) {
            throw new GoneException(e);
        }
        if (reported != null) {
            throw asReported(reported);
        }
    }

    /** The failure of a command that cannot go on without the caller's files. */
    static Failure lost(IOException e) {
        return new StorageException("Your files could not be used: " + IoErrorText.of(e) + ".", e);
    }
}
