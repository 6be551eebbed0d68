package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.model.text.FileName;
import com.smartonboarding.apikeys.scan.PathNames;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BiConsumer;

/** The staged files: the index of a repository with files. */
final class GitIndex {
    private static final String SUBMODULE = "160000";
    private static final List<String> ENTRIES = List.of("ls-files", "--stage", "-z", "--full-name", ":/");

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
            boolean listed = repository.git().read(ENTRIES, 0, entry -> {
                String text = new String(entry, StandardCharsets.ISO_8859_1);
                int tab = text.indexOf('\t');
                String[] words = text.substring(0, Math.max(tab, 0)).split(" ", -1);
                if (words.length == 3) {
                    entries.accept(words, Arrays.copyOfRange(entry, tab + 1, entry.length));
                }
            });
            if (!listed) {
                tally.unreadable("what is staged in " + PathNames.text(repository.name()), "git ls-files failed");
            }
        } catch (IOException e) {
            tally.unreadable("what is staged in " + PathNames.text(repository.name()), e);
        }
    }
}
