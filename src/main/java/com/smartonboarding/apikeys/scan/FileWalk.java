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
 * The walk through a folder, in the order of names and as deep as it goes. It follows no link, opens nothing but regular
 * files, since opening a pipe waits and opening a device may do something, and stays out of some folders.
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

    /** A walk through what people see, which stays out of all folders that are called {@code .git}. */
    static FileWalk through(FileWorkers workers, Tally tally) {
        return new FileWalk(workers, tally, Set.of(), true);
    }

    /** A walk through what git keeps beside its objects, which lie in these folders and are searched by themselves. */
    public static FileWalk besideObjects(FileWorkers workers, Tally tally, Set<Path> objects) {
        return new FileWalk(workers, tally, objects, false);
    }

    /** A folder whose names are being gone through, and the open one by which they are reached where they lie far down. */
    private record Level(Place place, Named name, @Nullable SecureDirectoryStream<Path> opened, Iterator<Path> names) {}

    /** Searches a file, or a folder with all below it, which is called so in what is reported. */
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
            // Only what was read from it matters, and that went well.
        }
    }

    private static void close(@Nullable SecureDirectoryStream<Path> folder) throws IOException {
        if (folder != null) {
            folder.close();
        }
    }
}
