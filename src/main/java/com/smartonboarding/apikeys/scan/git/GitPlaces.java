package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.scan.PathNames;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds where objects are in a history: the first commit that added them, and their path in it. */
final class GitPlaces {
    private static final List<String> WALK = List.of(
            "rev-list",
            "--objects",
            // The first commit that has a file comes first, directly followed by the file.
            "--topo-order",
            "--reverse",
            "--in-commit-order",
            "--missing=print");

    private static final List<String> OBJECTS =
            List.of("cat-file", "--batch-all-objects", "--unordered", "--batch-check=%(objecttype) %(objectname)");

    private final Git git;
    private final GitRepository repository;
    private final Tally tally;

    GitPlaces(GitRepository repository, Tally tally) {
        this.git = repository.git();
        this.repository = repository;
        this.tally = tally;
    }

    /**
     * The place of an object.
     *
     * @param path as a {@link FileName}
     * @param commit the commit that added it, or null when no commit has it
     * @param staged whether it is in the index and in no commit
     */
    record Place(String path, @Nullable String commit, boolean staged) {}

    /** The places of these objects, in the order of the history; objects that no commit has come last. */
    Map<String, Place> of(Set<String> ids) {
        Map<String, Place> places = new LinkedHashMap<>();
        try {
            walk(List.of("--all", "--reflog"), "", ids, places);
            if (repository.top() != null && places.size() < ids.size()) {
                new GitIndex(repository, tally).files((id, path) -> {
                    if (ids.contains(id)) {
                        places.putIfAbsent(id, new Place(path, null, true));
                    }
                });
            }
            if (places.size() < ids.size()) {
                walk(List.of("--stdin"), commits(), ids, places);
            }
            correctPaths(places);
        } catch (IOException e) {
            tally.unreadable("paths in the history of " + PathNames.text(repository.name()), e);
        }
        for (String id : ids) {
            places.putIfAbsent(id, new Place("(object " + id + ")", null, false));
        }
        return places;
    }

    /** All commits, one per line. Some are unreachable, and only they lead to certain objects. */
    private String commits() throws IOException {
        StringBuilder commits = new StringBuilder();
        git.read(OBJECTS, '\n', piece -> {
            String line = new String(piece, StandardCharsets.US_ASCII);
            if (line.startsWith("commit ")) {
                commits.append(line.substring("commit ".length())).append('\n');
            }
        });
        return commits.toString();
    }

    private void walk(List<String> from, String input, Set<String> ids, Map<String, Place> places) throws IOException {
        List<String> arguments = new java.util.ArrayList<>(WALK);
        arguments.addAll(from);
        Process list = git.start(arguments.toArray(String[]::new));
        try (InputStream lines = new BufferedInputStream(list.getInputStream(), 1 << 16)) {
            try (OutputStream out = list.getOutputStream()) {
                out.write(input.getBytes(StandardCharsets.US_ASCII)); // git reads all of it before it writes
            }
            String commit = "";
            for (byte[] line = GitText.next(lines, '\n'); line != null; line = GitText.next(lines, '\n')) {
                String[] words = new String(line, StandardCharsets.ISO_8859_1).split(" ", 2);
                String id = words[0];
                if (words.length == 1) {
                    commit = id;
                }
                if (ids.contains(id)) {
                    int start = Math.min(id.length() + 1, line.length);
                    String path = FileName.decode(Arrays.copyOfRange(line, start, line.length));
                    places.putIfAbsent(id, new Place(path.isEmpty() ? "(object " + id + ")" : path, commit, false));
                }
            }
        } finally {
            list.destroy();
        }
    }

    /** Completes paths that contain a line feed, because git's list of objects cuts them there. */
    private void correctPaths(Map<String, Place> places) throws IOException {
        Set<String> commits = new LinkedHashSet<>();
        places.values().forEach(place -> {
            if (place.commit() != null) {
                commits.add(place.commit());
            }
        });
        if (commits.isEmpty()) {
            return;
        }
        Process differences = git.start(
                "diff-tree",
                "--stdin",
                "-r",
                "-z",
                "-m",
                "--root",
                "--no-renames",
                "--no-abbrev",
                "--no-ext-diff",
                "--no-textconv");
        Thread feeder = new Thread(() -> feed(differences, commits), "scan-commits");
        feeder.setDaemon(true);
        feeder.start();
        Map<String, Place> exact = new HashMap<>();
        try (InputStream in = new BufferedInputStream(differences.getInputStream(), 1 << 16)) {
            String commit = "";
            for (byte[] text = GitText.next(in, 0); text != null; text = GitText.next(in, 0)) {
                if (text.length == 0 || text[0] != ':') {
                    commit = new String(text, StandardCharsets.US_ASCII).strip();
                    continue;
                }
                String[] words = new String(text, StandardCharsets.US_ASCII).split(" ", -1);
                byte[] path = GitText.next(in, 0);
                Place place = words.length < 4 ? null : places.get(words[3]);
                if (place != null && path != null && commit.equals(place.commit())) {
                    String whole = FileName.decode(path);
                    if (whole.equals(place.path())) {
                        exact.put(words[3], place);
                    } else if (whole.startsWith(place.path() + "\n")) {
                        exact.putIfAbsent(words[3], new Place(whole, commit, false));
                    }
                }
            }
        } finally {
            differences.destroy();
        }
        exact.forEach(places::put);
    }

    private static void feed(Process process, Set<String> commits) {
        try (OutputStream out = process.getOutputStream()) {
            out.write((String.join("\n", commits) + "\n").getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            // Git has ended; the paths it did not report stay as they are.
        }
    }
}
