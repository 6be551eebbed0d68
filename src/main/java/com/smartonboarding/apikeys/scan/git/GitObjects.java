package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.files.ReasonedException;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.scan.Body;
import com.smartonboarding.apikeys.scan.CodeSearch;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Searches all objects of a repository, reachable or not: file versions that are committed, staged or left over, and
 * the texts of commits and annotated tags with their headers.
 */
final class GitObjects {
    /**
     * The number of objects requested before the first answer is read. Their names fit into a pipe, so git and this
     * process cannot deadlock.
     */
    private static final int BATCH = 256;

    /** How often git is started again after it ended at a damaged object. */
    private static final int MOST_STARTS = 100;

    private static final List<String> LIST =
            List.of("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objectname) %(objecttype)");

    private final Git git;
    private final CodeSearch search;
    private final Tally tally;
    private final Map<String, Found> found = new LinkedHashMap<>();
    private final Map<String, String> pointers = new LinkedHashMap<>();
    private @Nullable Process reading;
    private int starts;

    GitObjects(Git git, CodeSearch search, Tally tally) {
        this.git = git;
        this.search = search;
        this.tally = tally;
    }

    /** Where in an object a code is. */
    record Hit(TokenCode code, long line, long column) {}

    /** The codes in an object, and the object's type. */
    record Found(String type, List<Hit> hits) {}

    /** The objects that contain codes. */
    Map<String, Found> found() {
        return found;
    }

    /** The files that only point at content kept by Git LFS, with the name of that content. */
    Map<String, String> pointers() {
        return pointers;
    }

    void search() throws IOException {
        List<String> batch = new ArrayList<>();
        try {
            boolean listed = git.read(LIST, '\n', piece -> {
                String[] words = new String(piece, StandardCharsets.US_ASCII).split(" ", -1);
                if (!words[words.length - 1].equals("tree")) { // a tree only has names; the walk has them too
                    batch.add(words[0]);
                }
                if (batch.size() == BATCH) {
                    searchBatch(batch);
                }
            });
            searchBatch(batch);
            if (!listed) {
                throw new ReasonedException("git cat-file could not list all objects");
            }
        } finally {
            endReading();
        }
    }

    private void searchBatch(List<String> batch) throws IOException {
        for (int next = 0; next < batch.size(); ) {
            Process process = reading;
            if (process == null) {
                process = startReading();
            }
            try {
                OutputStream wanted = process.getOutputStream();
                String names = String.join("\n", batch.subList(next, batch.size())) + "\n";
                wanted.write(names.getBytes(StandardCharsets.US_ASCII));
                wanted.flush();
                for (; next < batch.size(); next++) {
                    searchNext(batch.get(next), process.getInputStream());
                }
            } catch (IOException e) {
                tally.unreadable("object " + batch.get(next), "git cannot read it");
                next++;
                endReading();
            }
        }
        batch.clear();
    }

    private Process startReading() throws IOException {
        if (starts++ == MOST_STARTS) {
            throw new ReasonedException("too many objects are damaged");
        }
        reading = git.start("cat-file", "--batch");
        return reading;
    }

    private void endReading() {
        if (reading != null) {
            reading.destroy();
            reading = null;
        }
    }

    private void searchNext(String id, InputStream objects) throws IOException {
        String header = GitText.line(objects);
        if (header == null) {
            throw new ReasonedException("git cat-file ended early");
        }
        String[] words = header.split(" ", -1);
        if (words.length != 3) {
            tally.unreadable("object " + id, "git says that it is " + words[words.length - 1]);
            return;
        }
        Body body = new Body(objects, Long.parseLong(words[2]));
        List<Hit> hits = new ArrayList<>();
        Optional<byte[]> small = words[1].equals("blob") ? body.whole(LfsPointer.LONGEST) : Optional.empty();
        small.flatMap(LfsPointer::content).ifPresent(content -> pointers.put(id, content));
        CodeSearch.Source source = small.isPresent() ? Body.of(small.get()) : body;
        search.search(source, (code, line, column) -> hits.add(new Hit(code, line, column)));
        if (!hits.isEmpty()) {
            found.put(id, new Found(words[1], hits));
        }
        if (words[1].equals("blob")) {
            tally.read();
        } else {
            tally.readMore();
        }
        objects.skipNBytes(1); // the line feed after it
    }
}
