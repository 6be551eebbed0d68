package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.scan.CodeSearch;
import com.smartonboarding.apikeys.scan.Match;
import com.smartonboarding.apikeys.scan.PathNames;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Searches the whole object database of a repository, and reports where codes are and what is missing. */
final class GitHistory {
    private static final String COMMIT_TEXT = "(commit)";
    private static final String TAG_TEXT = "(tag)";
    private static final List<String> WALK =
            List.of("rev-list", "--all", "--reflog", "--indexed-objects", "--objects", "--missing=print");

    private final GitRepository repository;
    private final CodeSearch search;
    private final Tally tally;

    GitHistory(GitRepository repository, CodeSearch search, Tally tally) {
        this.repository = repository;
        this.search = search;
        this.tally = tally;
    }

    void search() {
        String name = PathNames.text(repository.name());
        if (Files.exists(repository.common().resolve("shallow"))) {
            tally.missing(
                    name,
                    "the history is shallow, so earlier commits are not here; fetch the whole history to search them");
        }
        GitObjects objects = new GitObjects(repository.git(), search, tally);
        CompletableFuture<Void> walk = CompletableFuture.runAsync(() -> tellMissing(name));
        try {
            objects.search();
        } catch (IOException e) {
            tally.unreadable("all objects of " + name, e);
        }
        try {
            walk.join();
        } catch (CompletionException e) {
            throw new IllegalStateException(e);
        }
        report(objects);
    }

    /** Walks the whole history to report its objects that the database does not have. */
    private void tellMissing(String name) {
        try {
            boolean walked = repository.git().read(WALK, '\n', piece -> {
                String line = new String(piece, StandardCharsets.US_ASCII);
                if (line.startsWith("?")) {
                    tally.unreadable("object " + line.substring(1), "it is not in the repository");
                }
            });
            if (!walked) {
                tally.unreadable("all of the history of " + name, "git rev-list failed");
            }
        } catch (IOException e) {
            tally.unreadable("all of the history of " + name, e);
        }
    }

    private void report(GitObjects objects) {
        Map<String, GitObjects.Found> found = objects.found();
        Set<String> wanted = new LinkedHashSet<>(found.keySet());
        Map<String, String> pointers = objects.pointers();
        pointers.values().removeIf(content -> Files.exists(LfsPointer.place(repository.common(), content)));
        wanted.addAll(pointers.keySet());
        if (wanted.isEmpty()) {
            return;
        }
        new GitPlaces(repository, tally).of(wanted).forEach((id, place) -> {
            GitObjects.Found codes = found.get(id);
            if (codes != null) {
                report(id, codes, place);
            }
            if (pointers.containsKey(id)) {
                tally.missing(
                        (place.commit() == null ? "" : place.commit() + ":") + place.path(),
                        "its content is kept by Git LFS and is not here; fetch it with Git LFS to search it");
            }
        });
    }

    private void report(String id, GitObjects.Found codes, GitPlaces.Place place) {
        long order = tally.nextOrder();
        GitPlaces.Place at = switch (codes.type()) {
            case "commit" -> new GitPlaces.Place(COMMIT_TEXT, id, false);
            case "tag" -> new GitPlaces.Place(TAG_TEXT, id, false);
            default -> place;
        };
        for (GitObjects.Hit hit : codes.hits()) {
            String path = Tally.masked(at.path());
            tally.found(order, new Match(hit.code(), path, at.commit(), at.staged(), hit.line(), hit.column()));
        }
    }
}
