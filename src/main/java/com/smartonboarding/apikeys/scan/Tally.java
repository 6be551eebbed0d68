package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.files.IoErrorText;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.result.NotSearched;
import com.smartonboarding.apikeys.model.text.FileName;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Collects and counts what several threads of a scan have found so far. */
public final class Tally {
    /** How many incompletely searched items a person is told by name; the others are only counted. */
    private static final int MOST_TOLD = 20;

    /** How many incompletely searched items reports keep. */
    private static final int MOST_KEPT = 1000;

    private static final Pattern SECRET = Pattern.compile("(sok_[0-9A-Za-z]{12}_)[0-9A-Za-z]+");

    private final Consumer<String> notes;
    private final LongConsumer progress;
    private final List<Ordered> matches = new ArrayList<>();
    private final List<NotSearched> notSearched = new ArrayList<>();
    private long order;
    private long files;
    private long skipped;
    private long incomplete;
    private boolean anything;

    /** A match, and the position of its file in the search order. */
    private record Ordered(long order, Match match) {}

    /**
     * An empty tally.
     *
     * @param notes receives sentences for the user, in addition to the counts
     * @param progress receives the number of files after each file
     */
    public Tally(Consumer<String> notes, LongConsumer progress) {
        this.notes = notes;
        this.progress = progress;
    }

    /** The codes, in the order of the search. */
    public synchronized List<Match> matches() {
        return matches.stream()
                .sorted(Comparator.comparingLong(Ordered::order))
                .map(Ordered::match)
                .toList();
    }

    /** The number of files searched to their end; in a history, of file versions. */
    public synchronized long files() {
        return files;
    }

    /**
     * The number of items that were not searched: links below a named path, and anything that is not a regular file.
     */
    public synchronized long skipped() {
        return skipped;
    }

    /** The number of files, folders, objects and histories that could not be searched completely. */
    public synchronized long incomplete() {
        return incomplete;
    }

    /** The first items that could not be searched completely. */
    public synchronized List<NotSearched> notSearched() {
        return List.copyOf(notSearched);
    }

    /** The next free position in the order of reports. */
    public synchronized long nextOrder() {
        return order++;
    }

    public void found(long place, TokenCode code, String path, @Nullable String commit, long line, long column) {
        found(place, new Match(code, masked(path), commit, false, line, column));
    }

    public synchronized void found(long place, Match match) {
        matches.add(new Ordered(place, match));
    }

    /** Whether anything was searched to its end. */
    public synchronized boolean isAnythingSearched() {
        return anything;
    }

    /** Notes that an item which users do not count as a file was searched to its end. */
    public synchronized void readMore() {
        anything = true;
    }

    /** Notes that a file was searched to its end. */
    public synchronized void read() {
        files++;
        anything = true;
        progress.accept(files);
    }

    /** Tells the user what another search says, of which the results are added here. */
    public synchronized void tell(String sentence) {
        notes.accept(sentence);
    }

    /** Tells how many files another search has searched so far. */
    public synchronized void reached(long more) {
        progress.accept(files + more);
    }

    /** Adds the counts of another search. */
    public synchronized void add(long moreFiles, long moreSkipped, long moreIncomplete, boolean moreSearched) {
        files += moreFiles;
        skipped += moreSkipped;
        incomplete += moreIncomplete;
        anything |= moreSearched;
    }

    /** Adds a match of another search, after those that are here. */
    public synchronized void add(Match match) {
        found(nextOrder(), match.masked());
    }

    /** Adds what another search could not search completely. */
    public synchronized void add(NotSearched item) {
        if (notSearched.size() < MOST_KEPT) {
            notSearched.add(new NotSearched(masked(item.what()), masked(item.reason())));
        }
    }

    synchronized void skip() {
        skipped++;
    }

    synchronized void note(String sentence) {
        notes.accept(sentence);
    }

    public void unreadable(String what, IOException why) {
        unreadable(what, why instanceof NoSuchFileException ? "it disappeared during the scan" : IoErrorText.of(why));
    }

    public void unreadable(String what, String why) {
        incomplete("Could not read ", what, why);
    }

    /** Notes that part of a named item is not on this machine. */
    public void missing(String what, String why) {
        incomplete("Could not search all of ", what, why);
    }

    private synchronized void incomplete(String beginning, String what, String why) {
        incomplete++;
        if (incomplete <= MOST_KEPT) {
            notSearched.add(new NotSearched(masked(what), why));
        }
        if (incomplete <= MOST_TOLD) {
            notes.accept(beginning + FileName.readable(masked(what)) + ": " + why + ".");
        } else if (incomplete == MOST_TOLD + 1) {
            notes.accept("More could not be searched; they are counted but not named.");
        }
    }

    public static String masked(String path) {
        return path.contains(TokenCode.PREFIX) ? SECRET.matcher(path).replaceAll("$1[redacted]") : path;
    }
}
