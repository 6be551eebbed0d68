package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a scan has found and counted so far. */
public final class Tally {
    /** As many files are named that could not be read; the rest is counted. */
    private static final int MOST_NAMED = 20;

    private static final Pattern SECRET = Pattern.compile("(sok_[0-9A-Za-z]{12}_)[0-9A-Za-z]+");

    private final Consumer<String> notes;
    private final LongConsumer progress;
    private final List<Match> matches = new ArrayList<>();
    private long files;
    private long skipped;
    private long unreadable;

    /**
     * An empty tally.
     *
     * @param notes is told, in sentences, what a person should know beside the counts
     * @param progress is told after each file how many there were
     */
    public Tally(Consumer<String> notes, LongConsumer progress) {
        this.notes = notes;
        this.progress = progress;
    }

    /** The codes, in the order in which they were found. */
    public List<Match> matches() {
        return Collections.unmodifiableList(matches);
    }

    /** Files that were searched to their end, and in a history versions of files. */
    public long files() {
        return files;
    }

    /** What was seen and not searched: binary files, links below what was named, and what is no regular file. */
    public long skipped() {
        return skipped;
    }

    /** Files, folders and objects that could not be read. */
    public long unreadable() {
        return unreadable;
    }

    void found(TokenCode code, String path, @Nullable String commit, long line, long column) {
        matches.add(new Match(code, SECRET.matcher(path).replaceAll("$1[redacted]"), commit, line, column));
    }

    /** A file was read to its end, and searched unless it is binary. */
    void read(boolean searched) {
        if (searched) {
            files++;
        } else {
            skipped++;
        }
        progress.accept(files + skipped);
    }

    void skip() {
        skipped++;
    }

    void note(String sentence) {
        notes.accept(sentence);
    }

    void unreadable(String what, IOException why) {
        unreadable(what, reason(why));
    }

    void unreadable(String what, String why) {
        unreadable++;
        if (unreadable <= MOST_NAMED) {
            notes.accept("Could not read " + what + ": " + why + ".");
        } else if (unreadable == MOST_NAMED + 1) {
            notes.accept("More could not be read, and are only counted.");
        }
    }

    private static String reason(IOException why) {
        if (why instanceof AccessDeniedException) {
            return "permission denied";
        }
        String reason = why instanceof FileSystemException failure ? failure.getReason() : why.getMessage();
        return reason == null ? why.getClass().getSimpleName() : reason;
    }
}
