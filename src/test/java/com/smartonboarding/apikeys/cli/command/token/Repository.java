package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;

/** A git repository that a test makes, isolated from any user's settings. */
public record Repository(Path folder) {
    /** A new repository on the branch {@code main}. Skips the test if there is no git. */
    public static Repository init(Path folder) throws Exception {
        Skip.unlessInstalled("git");
        Files.createDirectories(folder);
        Repository repository = new Repository(folder);
        repository.git("init", "-q", "-b", "main");
        return repository;
    }

    /** Git's output, without the last line feed. */
    public String git(String... arguments) throws Exception {
        Run.Ended run = run(arguments);
        assertThat(run.code()).as(run.err()).isZero();
        return run.out().strip();
    }

    Run.Ended run(String... arguments) throws Exception {
        return Run.of("git", arguments)
                .in(folder)
                .with("HOME", folder.toString())
                .with("GIT_CONFIG_NOSYSTEM", "1")
                .with("GIT_AUTHOR_NAME", "a")
                .with("GIT_AUTHOR_EMAIL", "a@example.org")
                .with("GIT_COMMITTER_NAME", "c")
                .with("GIT_COMMITTER_EMAIL", "c@example.org")
                .end();
    }

    /** Writes and commits a file, and returns the commit's id. */
    public String commit(String file, String text, String message) throws Exception {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
        git("add", "--", file);
        git("commit", "-q", "-m", message);
        return git("rev-parse", "HEAD");
    }
}
