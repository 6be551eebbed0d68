package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.JsonSchemas;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan finds in the history of a git repository. The repository can hide nothing and execute nothing. */
class ScanHistoryTest {
    @TempDir
    private Path tree;

    private final Cli cli;
    private Repository repository;
    private final String code;
    private final String id;

    ScanHistoryTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        id = code.substring(4, 16);
    }

    @BeforeEach
    void initRepository() throws Exception {
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

        assertThat(history()).contains(found(commit, "(commit):7:5"), found(tag, "(tag):6:1"));
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

        assertThat(lines).hasSize(2).noneMatch(line -> line.contains("\u001b"));
        assertThat(lines.get(0)).contains(":x\\u{001B}[2J\\ry:1:1 ");
        assertThat(lines.get(1)).contains(":b\\r" + first + " z:1:1 ");
        assertThat(history("-o", "sarif")).noneMatch(line -> line.contains("\u001b"));
    }

    @Test
    void jsonAndSarifNameTheWholeCommit() throws Exception {
        String leak = repository.commit("a", code, "leak");
        repository.git("rm", "-q", "a");
        String scanned = repository.folder().toString();

        String json = cli.run("scan", "--git", scanned, "-o", "json").out();
        assertThat(json).contains("\"commit\": \"" + leak + "\"", "\"path\": \"a\"");
        JsonSchemas.assertValid("scan@2", json);
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

    @Test
    void whatIsStagedIsFound() throws Exception {
        repository.commit("readme", "hello", "first");
        Files.writeString(repository.folder().resolve("leak\n.txt"), "k=" + code);
        repository.git("add", ".");
        Files.writeString(repository.folder().resolve("leak\n.txt"), "clean");

        assertThat(history()).containsExactly("(staged):leak\\n.txt:1:3 " + id + " ci Active");
        String json = String.join("\n", history("-o", "json"));
        assertThat(json).contains("\"staged\": true", "\"path\": \"leak\\n.txt\"");
        JsonSchemas.assertValid("scan@2", json);
        String sarif = String.join("\n", history("-o", "sarif"));
        assertThat(sarif).contains("\"staged\": true", "\"uri\": \"leak%0A.txt\"");
        JsonSchemas.assertValid(JsonSchemas.SARIF, sarif);
    }

    @Test
    void whatNothingLeadsToAnyMoreIsFound() throws Exception {
        repository.commit("readme", "hello", "first");
        String amended = repository.commit("lost", code, "lost");
        repository.git("commit", "-q", "--amend", "-m", "other");
        repository.git("reset", "-q", "--hard", "HEAD~1");
        Path stray = Files.writeString(tree.resolve("stray"), "  " + code);
        String object = repository.git("hash-object", "-w", stray.toString());
        repository.git("reflog", "expire", "--expire=now", "--all");

        assertThat(history())
                .hasSize(2)
                .contains("(object " + object + "):1:3 " + id + " ci Active")
                .anyMatch(line -> line.matches("[0-9a-f]{12}:lost:1:1 .*"));
        assertThat(amended).isNotEmpty();
    }

    @Test
    void whatGitKeepsBesideItsObjectsIsSearched() throws Exception {
        repository.commit("readme", "hello", "first");
        repository.git("config", "remote.origin.url", "https://user:" + code + "@example.org/x");
        Files.writeString(repository.folder().resolve(".git/FETCH_HEAD"), "\n" + code);

        assertThat(history())
                .hasSize(2)
                .anyMatch(line -> line.startsWith(repository.folder() + "/.git/FETCH_HEAD:2:1 "))
                .anyMatch(line -> line.startsWith(repository.folder() + "/.git/config:"));
    }

    @Test
    void namesWithLineFeedsAndInOtherEncodingsAreWholeInAHistory() throws Exception {
        Skip.unlessInstalled("bash");
        Run.Ended made = Run.of(
                        "bash",
                        "-c",
                        "cd \"$1\" && mkdir $'d\\nx' && printf 'a%s' \"$2\" >$'d\\nx/f'"
                                + " && printf 'b%s' \"$2\" >$'new\\nline' && printf 'c%s' \"$2\" >$'caf\\xe9'"
                                + " && printf 'd%s' \"$2\" >new && printf 'e%s' \"$2\" >news",
                        "bash",
                        repository.folder().toString(),
                        code)
                .end();
        assertThat(made.code()).as(made.err()).isZero();
        repository.git("add", ".");
        repository.git("commit", "-q", "-m", "names");
        String commit = repository.git("rev-parse", "HEAD");
        repository.git("rm", "-q", "-r", ".");
        repository.git("commit", "-q", "-m", "cleaned");

        assertThat(history())
                .containsExactlyInAnyOrder(
                        found(commit, "d\\nx/f:1:2"),
                        found(commit, "new\\nline:1:2"),
                        found(commit, "caf\\xE9:1:2"),
                        found(commit, "new:1:2"),
                        found(commit, "news:1:2"));
        assertThat(history("-o", "sarif"))
                .anyMatch(line -> line.contains("\"uri\": \"caf%E9\""))
                .anyMatch(line -> line.contains("\"uri\": \"d%0Ax/f\""));
    }

    @Test
    void shallowHistoryIsSaid() throws Exception {
        repository.commit("a", code, "leak");
        repository.git("rm", "-q", "a");
        repository.git("commit", "-q", "-m", "cleaned");
        Path shallow = tree.resolve("shallow");
        repository.git("clone", "-q", "--depth", "1", "file://" + repository.folder(), shallow.toString());

        Cli.Result result =
                cli.run("scan", "--git", shallow.toString(), "-o", "json").exits(ExitCode.INCOMPLETE);

        assertThat(result.err()).contains(shallow + "/.git: the history is shallow", "fetch the whole history");
        assertThat(result.out()).contains("\"complete\": false", "the history is shallow");
        JsonSchemas.assertValid("scan@2", result.out());
        repository.run("-C", shallow.toString(), "fetch", "-q", "--unshallow");
        cli.run("scan", "--git", shallow.toString()).exits(ExitCode.LEAK_FOUND);
    }

    @Test
    void historiesOfSubmodulesAreSearchedAndOneThatIsNotHereIsSaid() throws Exception {
        Repository inner = Repository.init(tree.resolve("inner"));
        String leak = inner.commit("a", code, "leak");
        inner.git("rm", "-q", "a");
        inner.git("commit", "-q", "-m", "cleaned");
        for (String name : List.of("libs/one", "two")) {
            repository.git(
                    "-c",
                    "protocol.file.allow=always",
                    "submodule",
                    "add",
                    "-q",
                    inner.folder().toString(),
                    name);
        }
        repository.git("commit", "-q", "-m", "submodules");
        repository.git("rm", "-q", "libs/one"); // git keeps its history

        assertThat(history()).containsExactly(found(leak, "a:1:1"), found(leak, "a:1:1"));

        Path clone = tree.resolve("clone");
        repository.git("clone", "-q", repository.folder().toString(), clone.toString());
        assertThat(cli.run("scan", "--git", clone.toString())
                        .exits(ExitCode.INCOMPLETE)
                        .err())
                .contains("the submodule two is not here");
    }

    @Test
    void contentOfGitLfsIsSearchedOrSaid() throws Exception {
        String content = "7".repeat(64);
        String commit = repository.commit(
                "big", "version https://git-lfs.github.com/spec/v1\noid sha256:" + content + "\nsize 60\n", "big");

        assertThat(cli.run("scan", "--git", repository.folder().toString())
                        .exits(ExitCode.INCOMPLETE)
                        .err())
                .contains(commit + ":big: its content is kept by Git LFS and is not here");

        String old = repository.commit(
                "old", "version https://hawser.github.com/spec/v1\noid sha256:" + content + "\nsize 60\n", "old");
        assertThat(cli.run("scan", "--git", repository.folder().toString())
                        .exits(ExitCode.INCOMPLETE)
                        .err())
                .contains(old + ":old: its content is kept by Git LFS and is not here");

        Path kept = repository.folder().resolve(".git/lfs/objects/77/77/" + content);
        Files.createDirectories(kept.getParent());
        Files.writeString(kept, code);
        assertThat(history()).containsExactly(kept + ":1:1 " + id + " ci Active");
    }

    @Test
    void damagedObjectIsSaidAndAllOthersAreSearched() throws Exception {
        repository.commit("a", code, "leak");
        for (int i = 0; i < 5; i++) {
            repository.commit("damaged" + i, "text " + i, "text");
            String object = repository.git("rev-parse", "HEAD:damaged" + i);
            Path file =
                    repository.folder().resolve(".git/objects/" + object.substring(0, 2) + "/" + object.substring(2));
            byte[] whole = Files.readAllBytes(file);
            Files.delete(file);
            Files.write(file, java.util.Arrays.copyOf(whole, i == 0 ? 0 : whole.length / 2));
        }
        String leak = repository.commit("z", " " + code, "another");

        Cli.Result result =
                cli.run("scan", "--git", repository.folder().toString()).exits(ExitCode.LEAK_FOUND);

        assertThat(result.out()).contains(":a:1:1 ", found(leak, "z:1:2"));
        assertThat(result.err()).contains("Could not read object ");
    }

    /** As a control, plain git in the same repository does all of this. */
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
