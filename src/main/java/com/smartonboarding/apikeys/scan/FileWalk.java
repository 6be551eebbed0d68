package com.smartonboarding.apikeys.scan;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The walk through a folder, in the order of names. It follows no link, opens nothing but regular files, since opening a
 * pipe waits and opening a device may do something, and stays out of the folders in which git keeps its objects packed.
 */
final class FileWalk {
    private final CodeSearch search;
    private final Tally tally;

    FileWalk(CodeSearch search, Tally tally) {
        this.search = search;
        this.tally = tally;
    }

    /** Searches a file, or a folder with all below it, which is called so in what is reported. */
    void walk(Path real, Path name) {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.isDirectory() && !facts.isRegularFile()) {
                tally.note(name + " is no regular file and was skipped; '-' stands for standard input.");
            }
            visit(real, name, facts);
        } catch (IOException e) {
            tally.unreadable(name.toString(), e);
        }
    }

    private void visit(Path real, Path name, BasicFileAttributes facts) throws IOException {
        if (facts.isDirectory()) {
            for (Path entry : entries(real)) {
                enter(entry, name.resolve(entry.getFileName()));
            }
        } else if (facts.isRegularFile()) {
            try (InputStream in = Files.newInputStream(real, LinkOption.NOFOLLOW_LINKS)) {
                String path = name.toString();
                tally.read(search.search(in, (code, line, column) -> tally.found(code, path, null, line, column)));
            }
        } else {
            tally.skip();
        }
    }

    private void enter(Path real, Path name) {
        try {
            BasicFileAttributes facts =
                    Files.readAttributes(real, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (!facts.isDirectory() || !real.endsWith(".git")) {
                visit(real, name, facts);
            }
        } catch (IOException e) {
            tally.unreadable(name.toString(), e);
        }
    }

    private static List<Path> entries(Path folder) throws IOException {
        List<Path> entries = new ArrayList<>();
        try (DirectoryStream<Path> stream = Files.newDirectoryStream(folder)) {
            stream.forEach(entries::add);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(entries);
        return entries;
    }
}
