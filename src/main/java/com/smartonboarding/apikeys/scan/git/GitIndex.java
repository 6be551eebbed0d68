package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.scan.PathNames;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/** The staged files: the index of a repository with files. */
final class GitIndex {
    private static final String SUBMODULE = "160000";

    private final GitRepository repository;
    private final Tally tally;

    GitIndex(GitRepository repository, Tally tally) {
        this.repository = repository;
        this.tally = tally;
    }

    /** The paths of the submodules, relative to the top of the repository. */
    List<Path> submodules() {
        List<Path> submodules = new ArrayList<>();
        entries((words, path) -> {
            if (words[0].equals(SUBMODULE)) {
                submodules.add(PathNames.relative(path));
            }
        });
        return submodules;
    }

    /** Gives the consumer the id and path of each staged file. */
    void files(BiConsumer<String, String> files) {
        entries((words, path) -> files.accept(words[1], FileName.decode(path)));
    }

    /** Gives the consumer mode, id and stage, and the path. */
    private void entries(BiConsumer<String[], byte[]> entries) {
        try {
            Process list = repository.git().start("ls-files", "--stage", "-z", "--full-name", ":/");
            try (InputStream in = new BufferedInputStream(list.getInputStream())) {
                list.getOutputStream().close();
                for (byte[] entry = GitText.next(in, 0); entry != null; entry = GitText.next(in, 0)) {
                    int tab = 0;
                    while (tab < entry.length && entry[tab] != '\t') {
                        tab++;
                    }
                    String[] words = new String(entry, 0, tab, StandardCharsets.US_ASCII).split(" ", -1);
                    if (words.length == 3 && tab < entry.length) {
                        entries.accept(words, java.util.Arrays.copyOfRange(entry, tab + 1, entry.length));
                    }
                }
                if (list.waitFor() != 0) {
                    tally.unreadable("what is staged in " + PathNames.text(repository.name()), "git ls-files failed");
                }
            } finally {
                list.destroy();
            }
        } catch (IOException e) {
            tally.unreadable("what is staged in " + PathNames.text(repository.name()), e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
