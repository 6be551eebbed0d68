package com.smartonboarding.apikeys.scan.git;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.scan.CodeSearch;
import com.smartonboarding.apikeys.scan.FileWalk;
import com.smartonboarding.apikeys.scan.FileWorkers;
import com.smartonboarding.apikeys.scan.PathNames;
import com.smartonboarding.apikeys.scan.Scan;
import com.smartonboarding.apikeys.scan.Tally;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The repositories that the paths of a scan are in, and the repositories of their submodules as far as they are on this
 * machine.
 */
public final class GitRepositories {
    private final Map<String, String> environment;
    private final Tally tally;
    private final Map<Path, GitRepository> known = new LinkedHashMap<>();
    private final Deque<GitRepository> unvisited = new ArrayDeque<>();

    public GitRepositories(Map<String, String> environment, Tally tally) {
        this.environment = environment;
        this.tally = tally;
    }

    /** Searches the history of each of these repositories, once. Searches nothing if a path is in no repository. */
    public void search(List<Scan.Root> roots) {
        if (roots.isEmpty()) {
            throw new UsageException("Standard input has no history.").advising(Next.NAME_REPOSITORY);
        }
        for (Scan.Root root : roots) {
            add(root.real(), root.name());
        }
        search();
    }

    /** Adds the repository that a file or folder is in. Fails if git would open none there. */
    private void add(Path real, Path name) {
        try {
            Path place = PathNames.isLossy(real) ? name : real; // Java cannot pass the bytes of a lossy path on to git
            boolean folder = Files.isDirectory(real);
            Path inside = folder ? place : place.resolveSibling("");
            Path called = folder ? name : name.resolveSibling("");
            Git git = new Git(inside.toString().isEmpty() ? Path.of(".") : inside, environment);
            open(git, top(git), real, called);
        } catch (Git.Refused e) {
            throw new NotFoundException("git cannot show a history of " + name + " (git says: " + e.getMessage()
                    + "). Nothing was scanned.");
        }
    }

    private void open(Git git, @Nullable Path top, Path real, Path called) throws Git.Refused {
        Path common = PathNames.path(git.ask("rev-parse", "--path-format=absolute", "--git-common-dir"));
        Path name = common.startsWith(real) ? called.resolve(real.relativize(common)) : common;
        GitRepository repository = new GitRepository(git, top, common, name);
        if (known.putIfAbsent(common, repository) == null) {
            unvisited.add(repository);
        }
    }

    private static @Nullable Path top(Git git) {
        try {
            byte[] top = git.ask("rev-parse", "--show-toplevel");
            return top.length == 0 ? null : PathNames.path(top);
        } catch (Git.Refused e) {
            return null; // a bare repository: it has no files
        }
    }

    /** Searches the objects of all repositories, and what git keeps beside the objects. */
    private void search() {
        for (GitRepository next = unvisited.poll(); next != null; next = unvisited.poll()) {
            addCheckedOut(next); // before the kept ones, because these can have staged files
            addKept(next.common().resolve("modules"), next);
        }
        CodeSearch search = new CodeSearch();
        Set<Path> objects = new HashSet<>();
        for (GitRepository repository : known.values()) {
            new GitHistory(repository, search, tally).search();
            objects.add(repository.common().resolve("objects"));
        }
        FileWorkers workers = new FileWorkers(tally);
        for (GitRepository repository : known.values()) {
            boolean within = known.keySet().stream()
                    .anyMatch(other -> !other.equals(repository.common())
                            && repository.common().startsWith(other));
            if (!within) {
                FileWalk.besideObjects(workers, tally, objects).walk(repository.common(), repository.name());
            }
        }
        workers.finish();
    }

    /** Adds the submodule repositories in git's own folder, where a submodule's name may be a path. */
    private void addKept(Path folder, GitRepository parent) {
        Deque<Path> folders = new ArrayDeque<>(List.of(folder));
        for (Path next = folders.poll(); next != null; next = folders.poll()) {
            if (!Files.isDirectory(next, LinkOption.NOFOLLOW_LINKS)) {
                continue;
            }
            if (Files.exists(next.resolve("HEAD")) && Files.exists(next.resolve("objects"))) {
                addSubmodule(Git.kept(next, environment), null, next, parent);
                continue;
            }
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(next)) {
                entries.forEach(folders::add);
            } catch (IOException | DirectoryIteratorException e) {
                tally.unreadable(PathNames.text(next), "its names cannot be read");
            }
        }
    }

    /** Adds the repositories of checked-out submodules. */
    private void addCheckedOut(GitRepository parent) {
        Path top = parent.top();
        if (top == null) {
            return;
        }
        for (Path submodule : new GitIndex(parent, tally).submodules()) {
            Path folder = top.resolve(submodule);
            if (Files.exists(folder.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
                Git git = new Git(folder, environment);
                addSubmodule(git, top(git), folder, parent);
            } else if (!Files.exists(parent.common().resolve("modules").resolve(submodule))) {
                tally.missing(
                        PathNames.text(parent.name()), "the submodule " + PathNames.text(submodule) + " is not here");
            }
        }
    }

    private void addSubmodule(Git git, @Nullable Path top, Path folder, GitRepository parent) {
        Path name = folder.startsWith(parent.common())
                ? parent.name().resolve(parent.common().relativize(folder))
                : folder;
        try {
            open(git, top, folder, name);
        } catch (Git.Refused e) {
            tally.unreadable("the history of " + PathNames.text(name), "git says: " + e.getMessage());
        }
    }
}
