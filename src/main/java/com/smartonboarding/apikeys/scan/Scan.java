package com.smartonboarding.apikeys.scan;

import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What to search: files, folders with everything in them, and standard input. */
public final class Scan {
    /** The operand that means standard input. */
    public static final String STANDARD_INPUT = "-";

    private static final String NAME_OF_STANDARD_INPUT = "<stdin>";

    private final List<Root> roots;
    private final boolean standardInput;

    private Scan(List<Root> roots, boolean standardInput) {
        this.roots = roots;
        this.standardInput = standardInput;
    }

    /** A starting point: the path as it was named, and with links resolved. */
    public record Root(Path name, Path real) {
        /** Whether the walk from this root also reaches the other one. */
        boolean covers(Root other) {
            return other.real.startsWith(real) && !("/" + real.relativize(other.real) + "/").contains("/.git/");
        }
    }

    /** The scan of these paths. All must exist; a path inside another is searched once. */
    public static Scan of(List<String> words) {
        Set<Root> named = new LinkedHashSet<>();
        for (String word : words) {
            if (!word.equals(STANDARD_INPUT)) {
                named.add(root(word));
            }
        }
        List<Root> roots = new ArrayList<>();
        for (Root root : named) {
            if (roots.stream().noneMatch(earlier -> earlier.covers(root))) {
                roots.removeIf(root::covers);
                roots.add(root);
            }
        }
        return new Scan(roots, words.contains(STANDARD_INPUT));
    }

    /** The files and folders, of which none contains another. */
    public List<Root> roots() {
        return roots;
    }

    /** Whether this scan reads standard input. */
    public boolean readsStandardInput() {
        return standardInput;
    }

    /** Searches the files as they are now. */
    public void files(InputStream in, Tally tally) {
        if (standardInput) {
            searchStandardInput(in, tally);
        }
        FileWorkers workers = new FileWorkers(tally);
        for (Root root : roots) {
            FileWalk.through(workers, tally).walk(root.real(), root.name());
        }
        workers.finish();
    }

    private static void searchStandardInput(InputStream in, Tally tally) {
        long order = tally.nextOrder();
        try {
            new CodeSearch()
                    .search(
                            in::read,
                            (code, line, column) ->
                                    tally.found(order, code, NAME_OF_STANDARD_INPUT, null, line, column));
            tally.read();
        } catch (IOException e) {
            tally.unreadable(NAME_OF_STANDARD_INPUT, e);
        }
    }

    private static Root root(String word) {
        if (word.isEmpty()) {
            throw new UsageException("A PATH is empty. To scan the current folder, give '.'.");
        }
        try {
            Path name = Path.of(word);
            return new Root(name, real(name));
        } catch (InvalidPathException e) {
            throw new UsageException("A PATH contains a character that no file name can contain.");
        }
    }

    private static Path real(Path name) {
        try {
            return name.toRealPath();
        } catch (AccessDeniedException e) {
            return name.toAbsolutePath().normalize(); // it may exist; then the walk reports that it cannot be read
        } catch (IOException e) {
            NotFoundException missing =
                    new NotFoundException("There is no file or folder " + name + ". Nothing was scanned.");
            throw PathNames.isLossy(name.toAbsolutePath())
                    ? missing.advising("Its name, or the name of the current folder, is not in UTF-8: name a folder"
                            + " above it.")
                    : missing;
        }
    }
}
