package com.smartonboarding.apikeys.scan;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that the refs, reflogs and stashes of a repository lead to: every version of every file once, under the first
 * commit that brought it, and the texts of commits and annotated tags with their headers.
 */
final class GitHistory {
    private static final String COMMIT_TEXT = "(commit)";
    private static final String TAG_TEXT = "(tag)";

    /** Objects asked for before the first answer is read; their names fit into a pipe, so that nobody waits for ever. */
    private static final int BATCH = 256;

    /** Longest path that is kept; git itself has no limit. */
    private static final int LONGEST_LINE = 16 * 1024;

    private final Git git;
    private final CodeSearch search;
    private final Tally tally;

    GitHistory(Git git, CodeSearch search, Tally tally) {
        this.git = git;
        this.search = search;
        this.tally = tally;
    }

    /** An object, where it is in its commit, and that commit. */
    private record Listed(String id, String path, String commit) {}

    void search() {
        try {
            Process list = git.start(
                    "rev-list",
                    "--all",
                    "--reflog",
                    "--objects",
                    // The first commit that has a file comes first, and the file right after it.
                    "--topo-order",
                    "--reverse",
                    "--in-commit-order",
                    "--missing=print");
            try {
                list.getOutputStream().close();
                searchListed(list.getInputStream());
                if (list.waitFor() != 0) {
                    tally.unreadable("all of the history", "git rev-list failed");
                }
            } finally {
                list.destroy();
            }
        } catch (IOException e) {
            tally.unreadable("all of the history", e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void searchListed(InputStream list) throws IOException {
        Process read = git.start("cat-file", "--batch");
        try (InputStream lines = new BufferedInputStream(list);
                OutputStream wanted = read.getOutputStream();
                InputStream objects = new BufferedInputStream(read.getInputStream())) {
            List<Listed> batch = new ArrayList<>();
            String commit = "";
            for (String line = line(lines); line != null; line = line(lines)) {
                int space = line.indexOf(' ');
                if (line.startsWith("?")) {
                    tally.unreadable("object " + line.substring(1), "it is not in the repository");
                } else if (space < 0) {
                    commit = line;
                    batch.add(new Listed(line, COMMIT_TEXT, line));
                } else {
                    batch.add(new Listed(line.substring(0, space), line.substring(space + 1), commit));
                }
                if (batch.size() == BATCH) {
                    searchBatch(batch, wanted, objects);
                }
            }
            searchBatch(batch, wanted, objects);
        } finally {
            read.destroy();
        }
    }

    private void searchBatch(List<Listed> batch, OutputStream wanted, InputStream objects) throws IOException {
        StringBuilder names = new StringBuilder();
        batch.forEach(object -> names.append(object.id()).append('\n'));
        wanted.write(names.toString().getBytes(StandardCharsets.US_ASCII));
        wanted.flush();
        for (Listed object : batch) {
            searchNext(object, objects);
        }
        batch.clear();
    }

    private void searchNext(Listed object, InputStream objects) throws IOException {
        String header = line(objects);
        if (header == null) {
            throw new IOException("git cat-file ended early");
        }
        String[] words = header.split(" ", -1);
        if (words.length != 3) {
            tally.unreadable("object " + object.id(), "git says that it is " + words[words.length - 1]);
            return;
        }
        Body body = new Body(objects, Long.parseLong(words[2]));
        switch (words[1]) {
            case "blob" -> tally.read(searchIn(body, object.path(), object.commit()));
            case "commit" -> searchIn(body, COMMIT_TEXT, object.id());
            case "tag" -> searchIn(body, TAG_TEXT, object.id());
            default -> {} // a tree has names alone, which came with the objects
        }
        body.skipRest();
        objects.read(); // the line feed after it
    }

    private boolean searchIn(InputStream in, String path, String commit) throws IOException {
        return search.search(in, (code, line, column) -> tally.found(code, path, commit, line, column));
    }

    /** The next line by line feeds, cut where it is too long; null at the end. */
    private static @Nullable String line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        int next = in.read();
        if (next < 0) {
            return null;
        }
        for (; next >= 0 && next != '\n'; next = in.read()) {
            if (line.size() < LONGEST_LINE) {
                line.write(next);
            }
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    /** The bytes of one object, out of a stream of many. */
    private static final class Body extends InputStream {
        private final InputStream in;
        private long rest;

        Body(InputStream in, long size) {
            this.in = in;
            this.rest = size;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] target, int start, int length) throws IOException {
            if (rest == 0) {
                return -1;
            }
            int count = in.read(target, start, (int) Math.min(length, rest));
            if (count < 0) {
                throw new IOException("git cat-file ended early");
            }
            rest -= count;
            return count;
        }

        void skipRest() throws IOException {
            in.skipNBytes(rest);
            rest = 0;
        }
    }
}
