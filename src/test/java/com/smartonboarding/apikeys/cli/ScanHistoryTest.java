package com.smartonboarding.apikeys.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan finds in the history of a git repository, and that the repository can neither hide nor do anything. */
class ScanHistoryTest {
    @TempDir
    private Path home;

    @TempDir
    private Path tree;

    private Cli cli = new Cli(Path.of("/"));
    private Repository repository = new Repository(Path.of("/"));
    private String code = "";
    private String id = "";

    @BeforeEach
    void generateOneAndInit() throws Exception {
        cli = new Cli(home);
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        id = code.substring(4, 16);
        repository = Repository.init(tree.resolve("repository"));
    }

    private List<String> history(String... more) {
        List<String> args =
                new ArrayList<>(List.of("scan", "--git", repository.folder().toString()));
        args.addAll(List.of(more));
        Cli.Result result = cli.run(args.toArray(String[]::new));
        assertThat(result.exitCode()).isIn(ExitCode.OK.number(), ExitCode.LEAK_FOUND.number());
        assertThat(result.out() + result.err()).doesNotContain(code.substring(17));
        return result.out().lines().toList();
    }

    private String found(String commit, String place) {
        return commit.substring(0, 12) + ":" + place + " " + id + " ci Active";
    }

    @Test
    void deletedCodeIsFoundOnceUnderTheFirstCommitThatHadIt() throws Exception {
        repository.commit("readme", "hello", "first");
        String leak = repository.commit("src/a.py", "# \nkey = '" + code + "'\n", "leak");
        repository.commit("copy.py", "# \nkey = '" + code + "'\n", "the same file again");
        repository.git("rm", "-q", "src/a.py", "copy.py");
        repository.git("commit", "-q", "-m", "cleaned");

        assertThat(history()).containsExactly(found(leak, "src/a.py:2:8"));
        assertThat(cli.run("scan", repository.folder().toString())
                        .exits(ExitCode.OK)
                        .out())
                .isEmpty();
    }

    @Test
    void whatOnlyBranchesTagsStashesAndReflogsLeadToIsFound() throws Exception {
        repository.commit("readme", "hello", "first");
        repository.git("checkout", "-q", "-b", "side");
        String side = repository.commit("side", "1" + code, "side");
        repository.git("checkout", "-q", "main");
        String tagged = repository.commit("tagged", "2" + code, "tagged");
        repository.git("tag", "light");
        repository.git("reset", "-q", "--hard", "HEAD~1");
        String lost = repository.commit("lost", "3" + code, "lost");
        repository.git("reset", "-q", "--hard", "HEAD~1");
        Files.writeString(repository.folder().resolve("readme"), "4" + code);
        repository.git("stash", "-q");
        String stash = repository.git("rev-parse", "stash@{0}");
        String index = repository.git("rev-parse", "stash@{0}^2");

        List<String> lines = history();

        assertThat(lines)
                .hasSize(4)
                .contains(found(side, "side:1:2"), found(tagged, "tagged:1:2"), found(lost, "lost:1:2"));
        assertThat(lines).containsAnyOf(found(stash, "readme:1:2"), found(index, "readme:1:2"));
    }

    @Test
    void textsOfCommitsAndAnnotatedTagsAreSearched() throws Exception {
        String commit = repository.commit("readme", "hello", "subject\n\nsee " + code);
        repository.git("tag", "-a", "v1", "-m", code);
        String tag = repository.git("rev-parse", "v1");

        assertThat(history()).containsExactlyInAnyOrder(found(commit, "(commit):7:5"), found(tag, "(tag):6:1"));
    }

    @Test
    void replacementsAndGraftsHideNothing() throws Exception {
        String leak = repository.commit("a", code, "leak");
        String clean = repository.commit("a", "clean", "clean");
        repository.git("replace", "--graft", clean);
        repository.git("reflog", "expire", "--expire=now", "--all");
        Files.createDirectories(repository.folder().resolve(".git/info"));
        Files.writeString(repository.folder().resolve(".git/info/grafts"), clean + "\n");
        assertThat(repository.git("log", "--format=%H")).doesNotContain(leak);

        assertThat(history()).containsExactly(found(leak, "a:1:1"));
    }

    @Test
    void hostileNamesAndContentsAreReportedSafely() throws Exception {
        String first = repository.commit("x\u001b[2J\ry", code + "\0", "binary");
        repository.commit("b\r" + first + " z", code, "names");
        repository.git("rm", "-q", "-r", ".");
        repository.git("commit", "-q", "-m", "cleaned");

        List<String> lines = history();

        assertThat(lines)
                .singleElement()
                .asString()
                .contains(":b\\r" + first + " z:1:1 ")
                .doesNotContain("\u001b");
        assertThat(history("-o", "sarif")).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void jsonAndSarifNameTheWholeCommit() throws Exception {
        String leak = repository.commit("a", code, "leak");
        repository.git("rm", "-q", "a");
        String scanned = repository.folder().toString();

        String json = cli.run("scan", "--git", scanned, "-o", "json").out();
        assertThat(json).contains("\"commit\": \"" + leak + "\"", "\"path\": \"a\"");
        JsonSchemas.assertValid("scan@1", json);
        String sarif = cli.run("scan", "--git", scanned, "-o", "sarif").out();
        assertThat(sarif).contains("\"commit\": \"" + leak + "\"", "\"uri\": \"a\"");
        JsonSchemas.assertValid(JsonSchemas.SARIF, sarif);
    }

    @Test
    void aFileOrFolderWithinStandsForItsRepositoryWhichIsSearchedOnce() throws Exception {
        String leak = repository.commit("src/a", code, "leak");
        Path folder = repository.folder();
        Files.writeString(folder.resolve("src/a"), "clean");

        assertThat(cli.run("scan", "--git", folder.resolve("src/a").toString(), folder + "/src", folder.toString())
                        .exits(ExitCode.LEAK_FOUND)
                        .line())
                .isEqualTo(found(leak, "src/a:1:1"));
    }

    @Test
    void emptyRepositoryHasNothingToFind() {
        assertThat(history()).isEmpty();
    }

    @Test
    void whatIsInNoRepositoryHasNoHistory() throws Exception {
        Files.writeString(tree.resolve("a"), code);

        Cli.Result result = cli.run("scan", "--git", repository.folder().toString(), tree.toString())
                .exits(ExitCode.NOT_FOUND);

        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("not a git repository", "Nothing was scanned");
        cli.run("scan", "--git", "-").exits(ExitCode.USAGE);
    }

    @Test
    void revokeEndsWhatTheHistoryHolds() throws Exception {
        repository.commit("a", code, "leak");

        cli.run("scan", "--git", repository.folder().toString(), "--revoke", "-y")
                .exits(ExitCode.OK);

        assertThat(cli.run("show", "ci", "--field", "status").line()).isEqualTo("Revoked");
    }

    /** The control is what git does by itself with the same repository. */
    @Test
    void repositoryMakesGitRunNoProgramWriteNothingAndFetchNothing() throws Exception {
        String leak = repository.commit("a", code, "leak");
        repository.commit("gone", "only the remote has this", "partial");
        String gone = repository.git("rev-parse", "HEAD:gone");
        Path ran = tree.resolve("ran");
        Path program = Files.writeString(tree.resolve("program"), "#!/bin/sh\necho \"$0 $*\" >>" + ran + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        for (String key : List.of(
                "core.fsmonitor",
                "core.pager",
                "core.sshCommand",
                "core.editor",
                "core.alternateRefsCommand",
                "core.gitProxy",
                "diff.external",
                "diff.evil.textconv",
                "diff.evil.command",
                "filter.evil.smudge",
                "filter.evil.process",
                "gpg.program",
                "pager.rev-list",
                "pager.cat-file",
                "alias.rev-list",
                "remote.origin.uploadpack",
                "uploadpack.packObjectsHook")) {
            repository.git("config", key, program.toString());
        }
        repository.git("config", "log.showSignature", "true");
        repository.git("config", "core.hooksPath", tree.toString());
        repository.git("config", "remote.origin.url", "ext::" + program);
        repository.git("config", "remote.origin.promisor", "true");
        repository.git("config", "remote.origin.partialclonefilter", "blob:none");
        repository.git("config", "core.repositoryformatversion", "1");
        repository.git("config", "extensions.partialClone", "origin");
        repository.git("config", "protocol.ext.allow", "always");
        Files.writeString(repository.folder().resolve(".git/info/attributes"), "* diff=evil filter=evil\n");
        Files.delete(repository.folder().resolve(".git/objects/" + gone.substring(0, 2) + "/" + gone.substring(2)));
        Files.deleteIfExists(ran);
        repository.run("cat-file", "-p", gone);
        assertThat(ran)
                .as("the control: git by itself fetches with the program")
                .exists();
        Files.delete(ran);
        repository.run("status");
        assertThat(ran)
                .as("the control: git by itself asks the program what changed")
                .exists();
        Files.delete(ran);
        List<String> before = files();

        Cli.Result result =
                cli.run("scan", "--git", repository.folder().toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(ran).doesNotExist();
        assertThat(files()).isEqualTo(before);
        assertThat(result.out()).contains(found(leak, "a:1:1"));
        assertThat(result.err()).contains(gone, "Could not read");
    }

    private List<String> files() throws Exception {
        try (var walk = Files.walk(repository.folder())) {
            List<String> files = new ArrayList<>();
            for (Path path : walk.sorted().toList()) {
                files.add(path + " " + Files.getLastModifiedTime(path));
            }
            return files;
        }
    }
}
