package com.smartonboarding.apikeys.scan;

import java.io.IOException;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Walks through a folder to any depth, in the order of names. It follows no links and skips some folders. It opens only
 * regular files, because opening a pipe can block and opening a device can have an effect.
 */
public final class FileWalk {
    private static final Path GIT_FOLDER = Path.of(".git");

    private final FileWorkers workers;
    private final Tally tally;
    private final Set<Path> avoided;
    private final boolean counted;

    private FileWalk(FileWorkers workers, Tally tally, Set<Path> avoided, boolean counted) {
        this.workers = workers;
        this.tally = tally;
        this.avoided = avoided;
        this.counted = counted;
    }

    /** A walk through the users' own files; it skips all folders named {@code .git}. */
    static FileWalk through(FileWorkers workers, Tally tally) {
        return new FileWalk(workers, tally, Set.of(), true);
    }

    /**
     * A walk through what git keeps beside its objects. It skips the folders of the objects, which are searched
     * separately.
     */
    public static FileWalk besideObjects(FileWorkers workers, Tally tally, Set<Path> objects) {
        return new FileWalk(workers, tally, objects, false);
    }

    /** A folder whose names the walk goes through. Deep below the root, they are reached through an open folder. */
    private record Level(Place place, Named name, @Nullable SecureDirectoryStream<Path> opened, Iterator<Path> names) {}

    /** Searches a file, or everything in a folder. Reports show it under {@code name}. */
    public void walk(Path real, Path name) {
        Deque<Level> levels = new ArrayDeque<>();
        Place root = new Place(null, real);
        try {
            BasicFileAttributes facts = root.facts();
            if (!facts.isDirectory() && !facts.isRegularFile()) {
                tally.missing(PathNames.text(name), "it is not a regular file; '-' stands for standard input");
                return;
            }
            visit(root, new Named(null, name), facts, levels);
        } catch (IOException e) {
            tally.unreadable(PathNames.text(name), e);
        }
        while (!levels.isEmpty()) {
            Level level = levels.element();
            if (level.names().hasNext()) {
                Path next = level.names().next();
                enter(level.place().within(level.opened(), next), new Named(level.name(), next), levels);
            } else {
                leave(levels.remove());
            }
        }
    }

    private void enter(Place place, Named name, Deque<Level> levels) {
        try {
            BasicFileAttributes facts = place.facts();
            if (!facts.isDirectory() || !(name.name().equals(GIT_FOLDER) || avoided.contains(place.path()))) {
                visit(place, name, facts, levels);
            }
        } catch (IOException e) {
            tally.unreadable(name.text(), e);
        }
    }

    private void visit(Place place, Named name, BasicFileAttributes facts, Deque<Level> levels) throws IOException {
        if (facts.isDirectory()) {
            SecureDirectoryStream<Path> opened = place.isFar() ? place.open() : null;
            try {
                levels.push(new Level(place, name, opened, place.names().iterator()));
            } catch (IOException e) {
                close(opened);
                throw e;
            }
        } else if (facts.isRegularFile()) {
            FileSearch.Wanted file = new FileSearch.Wanted(place, name, tally.nextOrder(), facts.size(), counted);
            if (place.from() == null) {
                workers.search(file);
            } else {
                workers.searchNow(file); // the open folder is closed when the walk leaves it
            }
        } else {
            tally.skip();
        }
    }

    private static void leave(Level level) {
        try {
            close(level.opened());
        } catch (IOException e) {
            // Ignored: only what was read matters, and reading it succeeded.
        }
    }

    private static void close(@Nullable SecureDirectoryStream<Path> folder) throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
