package com.smartonboarding.apikeys.cli.caller;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.NotSearched;
import com.smartonboarding.apikeys.scan.Match;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The results of a search in the other process. */
enum SearchResults {
    /** Something to tell the user at once: the sentence. */
    NOTE,
    /** How many files were searched so far. */
    PROGRESS,
    /** A code and its place. */
    MATCH,
    /** What could not be searched, and why. */
    NOT_SEARCHED;

    private static final SearchResults[] ALL = values();
    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40}|[0-9a-f]{64}");
    private static final long BETWEEN_NANOSECONDS = 50_000_000;

    /** Runs a search and sends its results: what the user should know now, and the matches when it is over. */
    static void send(Wire wire, Consumer<Tally> search) throws IOException {
        long[] next = {System.nanoTime() + BETWEEN_NANOSECONDS};
        Tally tally = new Tally(
                note -> now(() -> {
                    begin(wire, NOTE).put(note);
                    wire.flush();
                }),
                files -> now(() -> {
                    if (System.nanoTime() - next[0] >= 0) {
                        begin(wire, PROGRESS).put(files);
                        wire.flush();
                        next[0] = System.nanoTime() + BETWEEN_NANOSECONDS;
                    }
                }));
        try {
            search.accept(tally);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        for (Match match : tally.matches()) {
            String commit = match.commit();
            begin(wire, MATCH)
                    .put(match.code().reveal())
                    .put(match.path())
                    .put(commit == null ? "" : commit)
                    .put(match.staged())
                    .put(match.line())
                    .put(match.column());
        }
        for (NotSearched item : tally.notSearched()) {
            begin(wire, NOT_SEARCHED).put(item.what()).put(item.reason());
        }
        wire.put(Answer.DONE)
                .put(tally.files())
                .put(tally.skipped())
                .put(tally.incomplete())
                .put(tally.isAnythingSearched());
    }

    /** Adds the results of the search at the other end to a tally. Returns why there are none; null if there are. */
    static @Nullable Exception receive(Wire wire, Tally tally) throws IOException {
        Answer answer = Answer.begin(wire);
        for (; answer == Answer.PART; answer = Answer.begin(wire)) {
            int number = wire.next();
            if (number < 0 || number >= ALL.length) {
                throw new GoneException();
            }
            switch (ALL[number]) {
                case NOTE -> tally.tell(wire.text());
                case PROGRESS -> tally.reached(atLeast(0, wire.count()));
                case MATCH -> tally.add(match(wire));
                case NOT_SEARCHED -> tally.add(new NotSearched(wire.text(), wire.text()));
            }
        }
        Exception reported = answer.reported(wire);
        if (reported == null) {
            tally.add(atLeast(0, wire.count()), atLeast(0, wire.count()), atLeast(0, wire.count()), wire.flag());
        }
        return reported;
    }

    private static Match match(Wire wire) throws IOException {
        TokenCode code = TokenCode.parse(wire.text()).orElseThrow(GoneException::new);
        String path = wire.text();
        String text = wire.text();
        @Nullable String commit = text.isEmpty() ? null : text;
        if (commit != null && !COMMIT.matcher(commit).matches()) {
            throw new GoneException();
        }
        return new Match(code, path, commit, wire.flag(), atLeast(1, wire.count()), atLeast(1, wire.count()));
    }

    private static long atLeast(long least, long count) throws IOException {
        if (count < least) {
            throw new GoneException();
        }
        return count;
    }

    private static Wire begin(Wire wire, SearchResults part) throws IOException {
        return wire.put(Answer.PART).put(part);
    }

    private interface Sending {
        void run() throws IOException;
    }

    private static void now(Sending sending) {
        try {
            sending.run();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
