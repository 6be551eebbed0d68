package com.smartonboarding.apikeys.cli.complete;

import static com.smartonboarding.apikeys.launcher.Installation.CHECKOUT;
import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.ManyTokens;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * TAB in real shells, in a real terminal. Each case has the keys, then the resulting line, in which ‸ marks the cursor,
 * then the candidates offered. In bash, a TAB with several candidates lists them only when it is pressed a second time.
 */
class CompletionIT {
    private static final int MANY = 100_000;

    @TempDir
    private static Path folder;

    private static Home home;
    private static Path programs;

    /**
     * Makes real tokens, labels that would be dangerous if a shell evaluated them, and databases that cannot be read.
     */
    @BeforeAll
    static void furnish() throws Exception {
        folder = folder.toRealPath();
        home = new Home(Files.createDirectory(folder.resolve("home"), onlyMine()));
        Skip.unlessInstalled("tmux");
        Cli cli = home.cli().at(Instant.parse("2020-01-01T00:00:00Z"));
        generate(cli, "stale", "--expires-in", "1d");
        cli.at(Cli.START);
        for (String label : List.of(
                "ci-deploy",
                "ci bot's \"x\"",
                "cost=$HOME:a",
                "cost=5:b",
                "日本 語",
                "日本 人",
                "x\u0302y",
                "$(touch PWNED)",
                "`touch PWNED`",
                "*glob",
                "~tilde",
                "semi;touch PWNED",
                "bang!x",
                "back\\slash",
                "list",
                "q'uote",
                "q r",
                "'lead",
                "gone")) {
            generate(cli, label, "--scope", label.startsWith("c") ? "deploy:web" : "deploy:api");
        }
        generate(cli, "once", "--once");
        cli.run("revoke", "-y", "gone").exits(ExitCode.OK);
        Files.writeString(home.folder().resolve("garbage.db"), "no database\n");
        Files.copy(cli.database(), home.folder().resolve("open.db"));
        Files.setPosixFilePermissions(home.folder().resolve("open.db"), PosixFilePermissions.fromString("rw-r--r--"));
        Files.createFile(home.folder().resolve("a file"));
        Files.createDirectories(home.folder().resolve("folder/below"));
        // One second can be too short on a machine that is busy with tests. Another test covers the time limit.
        programs = Files.createDirectory(folder.resolve("programs"));
        program("timeout", "#!/bin/sh\nshift 3\nexec /usr/bin/timeout -s KILL 50 \"$@\"\n");
    }

    private static FileAttribute<?> onlyMine() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    }

    private static void generate(Cli cli, String label, String... options) {
        List<String> words = new ArrayList<>(List.of("generate", "-q", "--label", label));
        words.addAll(List.of(options));
        cli.run(words.toArray(String[]::new)).exits(ExitCode.OK);
    }

    private static Path program(String name, String text) throws Exception {
        Path file = Files.writeString(programs.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private record Case(String keys, String line, List<String> offered) {
        Case(String keys, String line, String... offered) {
            this(keys, line, List.of(offered));
        }
    }

    private static final List<Case> BASH = List.of(
            new Case("apikeys ge⇥", "apikeys generate ‸"),
            new Case("apikeys re⇥⇥", "apikeys re‸", "relabel", "restore", "revoke"),
            new Case("apikeys cre⇥", "apikeys create ‸"),
            new Case("apikeys admins ⇥⇥", "apikeys admins ‸", "add", "list", "remove"),
            new Case("apikeys help adm⇥", "apikeys help admins ‸"),
            new Case("apikeys help admins r⇥", "apikeys help admins remove ‸"),
            new Case("apikeys help ex⇥", "apikeys help exit-codes ‸"),
            new Case("apikeys help f⇥⇥", "apikeys help f‸", "files", "formats"),
            new Case("apikeys help s⇥⇥", "apikeys help s‸", "scan", "schema", "security", "serve", "show"),
            new Case("apikeys help files ⇥⇥", "apikeys help files ‸"),
            new Case("apikeys completion ⇥⇥", "apikeys completion ‸", "bash", "fish", "zsh"),
            new Case("apikeys schema li⇥", "apikeys schema list@2 ‸"),
            new Case("apikeys nothing ⇥⇥", "apikeys nothing ‸"),
            new Case("apikeys --col⇥", "apikeys --color ‸"),
            new Case("apikeys list --no⇥", "apikeys list --no-header ‸"),
            new Case(
                    "apikeys generate --label list --o⇥⇥",
                    "apikeys generate --label list --o‸",
                    "--once",
                    "--output",
                    "--owner"),
            new Case("apikeys generate --once --ou⇥", "apikeys generate --once --output ‸"),
            new Case("apikeys generate -o json --on⇥", "apikeys generate -o json --once ‸"),
            new Case("apikeys generate -o j⇥", "apikeys generate -o json ‸"),
            new Case("apikeys list --output j⇥", "apikeys list --output json‸"),
            new Case("apikeys list --output json⇥⇥", "apikeys list --output json‸", "json", "jsonl"),
            new Case("apikeys generate --output=j⇥", "apikeys generate --output=json ‸"),
            new Case("apikeys list --status=⇥⇥", "apikeys list --status=‸", "active", "disabled", "expired", "revoked"),
            new Case("apikeys list --status=A⇥", "apikeys list --status=active‸"),
            new Case(
                    "apikeys list --status active,⇥⇥",
                    "apikeys list --status active,‸",
                    "active,disabled",
                    "active,expired",
                    "active,revoked"),
            new Case("apikeys list --columns id,lab⇥", "apikeys list --columns id,label‸"),
            new Case("apikeys list --sort last⇥", "apikeys list --sort last_accessed ‸"),
            new Case("apikeys generate --label ⇥⇥", "apikeys generate --label ‸"),
            new Case("apikeys generate --label ci⇥⇥", "apikeys generate --label ci‸"),
            new Case("apikeys generate --label=⇥⇥", "apikeys generate --label=‸"),
            new Case("apikeys generate --scope ⇥", "apikeys generate --scope deploy:‸"),
            new Case("apikeys generate --scope=deploy:w⇥", "apikeys generate --scope=deploy:web ‸"),
            new Case(
                    "apikeys generate --scope deploy:web --scope ⇥",
                    "apikeys generate --scope deploy:web --scope deploy:api ‸"),
            new Case("apikeys admins add roo⇥", "apikeys admins add root ‸"),
            new Case("apikeys init --key-file a⇥", "apikeys init --key-file a\\ file ‸"),
            new Case("apikeys init --key-file=\"a⇥", "apikeys init --key-file=\"a file\" ‸"),
            new Case("apikeys scan fol⇥", "apikeys scan folder/‸"),
            new Case("apikeys generate --secret-file=~/fol⇥", "apikeys generate --secret-file=~/folder/‸"),
            new Case("apikeys list >fol⇥", "apikeys list >folder/‸"),
            new Case("apikeys revoke list⇥", "apikeys revoke list ‸"),
            new Case("apikeys revoke gone⇥⇥", "apikeys revoke gone‸"),
            new Case("apikeys revoke stale⇥⇥", "apikeys revoke stale‸"),
            new Case("apikeys rotate onc⇥", "apikeys rotate once ‸"),
            new Case("apikeys show stal⇥", "apikeys show stale ‸"),
            new Case("apikeys show onc⇥⇥", "apikeys show onc‸"),
            new Case("apikeys show --no-code onc⇥", "apikeys show --no-code once ‸"),
            new Case("apikeys relabel gon⇥", "apikeys relabel gone ‸"),
            new Case("apikeys relabel gone ci-⇥⇥", "apikeys relabel gone ci-‸"),
            new Case("apikeys list gon⇥", "apikeys list gone ‸"),
            new Case("apikeys revoke ci-deploy ci⇥", "apikeys revoke ci-deploy ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke -- ci-⇥", "apikeys revoke -- ci-deploy ‸"),
            new Case("apikeys revoke -- --⇥⇥", "apikeys revoke -- --‸"),
            new Case("apikeys revoke --reason ci-⇥⇥", "apikeys revoke --reason ci-‸"),
            new Case("apikeys revoke ci-‸ --yes⇥", "apikeys revoke ci-deploy‸ --yes"),
            new Case("apikeys re‸ ci-deploy⇥⇥", "apikeys re‸ ci-deploy", "relabel", "restore", "revoke"),
            new Case("apikeys revoke ci‸ ci-deploy⇥", "apikeys revoke ci\\ bot\\'s\\ \\\"x\\\"‸ ci-deploy"),
            new Case("true; FOO=1 apikeys revoke ci-⇥", "true; FOO=1 apikeys revoke ci-deploy ‸"),
            new Case("apikeys --database nothing.db revoke ⇥⇥", "apikeys --database nothing.db revoke ‸"),
            new Case("apikeys revoke --database=garbage.db ⇥⇥", "apikeys revoke --database=garbage.db ‸"),
            new Case("apikeys revoke --database ~/open.db ⇥⇥", "apikeys revoke --database ~/open.db ‸"),
            new Case("./question/apikeys show sok_7Kq2⇥⇥", "./question/apikeys show sok_7Kq2‸"),
            new Case("./question/apikeys show x1⇥⇥", "./question/apikeys show x1‸"),
            new Case("./bin/apikeys revoke ci-⇥", "./bin/apikeys revoke ci-deploy ‸"),
            new Case("~/bin/apikeys revoke ci-⇥", "~/bin/apikeys revoke ci-deploy ‸"),
            new Case("ak revoke ci-⇥", "ak revoke ci-deploy ‸"),
            new Case("shared revoke ci⇥⇥", "shared revoke ci‸"));

    /** Cases that may depend on whether bash-completion is installed. */
    private static final List<Case> BASH_EITHER_WAY = List.of(
            new Case("apikeys revoke ci⇥⇥", "apikeys revoke ci‸", "ci-deploy", "ci\\ bot\\'s\\ \\\"x\\\""),
            new Case("apikeys revoke ci-⇥", "apikeys revoke ci-deploy ‸"),
            new Case("apikeys revoke ci\\ ⇥", "apikeys revoke ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke \"ci ⇥", "apikeys revoke \"ci bot's \\\"x\\\"\" ‸"),
            new Case("apikeys revoke 'ci ⇥", "apikeys revoke 'ci bot'\\''s \"x\"' ‸"),
            new Case("apikeys revoke cost⇥", "apikeys revoke cost=‸"),
            new Case("apikeys revoke cost=5⇥", "apikeys revoke cost=5:b ‸"),
            new Case("apikeys revoke cost=5:⇥", "apikeys revoke cost=5:b ‸"),
            new Case("apikeys revoke cost=\\$⇥", "apikeys revoke cost=\\$HOME:a ‸"),
            new Case("apikeys revoke \"cost=\\$⇥", "apikeys revoke \"cost=\\$HOME:a\" ‸"),
            new Case("apikeys revoke 'cost=$⇥", "apikeys revoke 'cost=$HOME:a' ‸"),
            new Case("apikeys revoke 日⇥", "apikeys revoke 日本\\ ‸"),
            new Case("apikeys revoke '日本 語⇥", "apikeys revoke '日本 語' ‸"),
            new Case("apikeys revoke x⇥", "apikeys revoke x\u0302y ‸"),
            new Case("apikeys revoke \\$⇥", "apikeys revoke \\$\\(touch\\ PWNED\\) ‸"),
            new Case("apikeys revoke \"\\$⇥", "apikeys revoke \"\\$(touch PWNED)\" ‸"),
            new Case("apikeys revoke '$⇥", "apikeys revoke '$(touch PWNED)' ‸"),
            new Case("apikeys revoke \\`⇥", "apikeys revoke \\`touch\\ PWNED\\` ‸"),
            new Case("apikeys revoke \\*⇥", "apikeys revoke \\*glob ‸"),
            new Case("apikeys revoke \\~⇥", "apikeys revoke \\~tilde ‸"),
            new Case("apikeys revoke semi⇥", "apikeys revoke semi\\;touch\\ PWNED ‸"),
            new Case("apikeys revoke bang⇥", "apikeys revoke bang\\!x ‸"),
            new Case("apikeys revoke \"bang⇥", "apikeys revoke \"bang\"'!'\"x\" ‸"),
            new Case("apikeys revoke back⇥", "apikeys revoke back\\\\slash ‸"),
            new Case("apikeys revoke q⇥⇥", "apikeys revoke q‸", "q' 'r", "q\\'uote"),
            new Case("apikeys revoke 'q'\\''⇥", "apikeys revoke 'q'\\''uote' ‸"),
            new Case("apikeys revoke \\'⇥", "apikeys revoke \\'lead ‸"),
            new Case("sudo apikeys sho⇥", "sudo apikeys show ‸"),
            new Case("sudo -u nobody apikeys list --status ex⇥", "sudo -u nobody apikeys list --status expired‸"),
            new Case("sudo apikeys generate --label ⇥⇥", "sudo apikeys generate --label ‸"));

    private static final List<Case> ZSH = List.of(
            new Case("apikeys ge⇥", "apikeys generate ‸"),
            new Case("apikeys cre⇥", "apikeys create ‸"),
            new Case(
                    "apikeys re⇥",
                    "apikeys re‸",
                    "relabel  -- Change the label of a token",
                    "restore  -- Put back a backup, verified, and keep the former database",
                    "revoke   -- Revoke tokens permanently"),
            new Case("apikeys help admins rem⇥", "apikeys help admins remove ‸"),
            new Case("apikeys generate --label ⇥", "apikeys generate --label ‸"),
            new Case("apikeys generate --label list --out⇥", "apikeys generate --label list --output=‸"),
            new Case("apikeys generate -o j⇥", "apikeys generate -o json ‸"),
            new Case("apikeys list --status=act⇥", "apikeys list --status=active,‸"),
            new Case("apikeys list --status active,⇥", "apikeys list --status active,‸", "disabled  expired   revoked"),
            new Case("apikeys generate --scope=deploy:w⇥", "apikeys generate --scope=deploy:web ‸"),
            new Case("apikeys admins add roo⇥", "apikeys admins add root ‸"),
            new Case("apikeys init --key-file=a⇥", "apikeys init --key-file=a\\ file ‸"),
            new Case(
                    "apikeys revoke ci⇥", "apikeys revoke ci‸", "ci bot's \"x\"  ci-deploy  -- Active, never accessed"),
            new Case("apikeys revoke ci-⇥", "apikeys revoke ci-deploy ‸"),
            new Case("apikeys revoke ci\\ ⇥", "apikeys revoke ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke \"ci ⇥", "apikeys revoke \"ci bot's \\\"x\\\"\" ‸"),
            new Case("apikeys revoke 'ci ⇥", "apikeys revoke 'ci bot'\\''s \"x\"' ‸"),
            new Case("apikeys revoke cost=5:⇥", "apikeys revoke cost=5:b ‸"),
            new Case("apikeys revoke cost=\\$⇥", "apikeys revoke cost=\\$HOME:a ‸"),
            new Case("apikeys revoke \\$⇥", "apikeys revoke \\$\\(touch\\ PWNED\\) ‸"),
            new Case("apikeys revoke \\`⇥", "apikeys revoke \\`touch\\ PWNED\\` ‸"),
            new Case("apikeys revoke back⇥", "apikeys revoke back\\\\slash ‸"),
            new Case("apikeys revoke 日⇥", "apikeys revoke 日本\\ ‸"),
            new Case("apikeys revoke x⇥", "apikeys revoke x\u0302y ‸"),
            new Case("apikeys show onc⇥", "apikeys show onc‸"),
            new Case("apikeys help ex⇥", "apikeys help exit-codes ‸"),
            new Case("apikeys help env⇥", "apikeys help environment ‸"),
            new Case("apikeys help sho⇥", "apikeys help show ‸"),
            new Case("apikeys show --label onc⇥", "apikeys show --label once ‸"),
            new Case("apikeys revoke --label=ci-⇥", "apikeys revoke --label=ci-deploy ‸"),
            new Case("apikeys revoke --label-glob ci-⇥", "apikeys revoke --label-glob ci-deploy ‸"),
            new Case("apikeys history --id none⇥", "apikeys history --id none‸"),
            new Case("apikeys show --no-code onc⇥", "apikeys show --no-code once ‸"),
            new Case("apikeys revoke gone⇥", "apikeys revoke gone‸"),
            new Case("apikeys revoke ci-deploy ci⇥", "apikeys revoke ci-deploy ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke ci-‸ --yes⇥", "apikeys revoke ci-deploy ‸ --yes"),
            new Case("apikeys revoke -- --⇥", "apikeys revoke -- --‸"),
            new Case("apikeys --database nothing.db revoke ⇥", "apikeys --database nothing.db revoke ‸"),
            new Case("apikeys revoke --database=garbage.db ⇥", "apikeys revoke --database=garbage.db ‸"),
            new Case("./question/apikeys show sok_7Kq2⇥", "./question/apikeys show sok_7Kq2‸"),
            new Case("./question/apikeys show x1⇥", "./question/apikeys show x1‸"),
            new Case("./bin/apikeys revoke ci-⇥", "./bin/apikeys revoke ci-deploy ‸"),
            new Case("ak revoke ci-⇥", "ak revoke ci-deploy ‸"),
            new Case("sudo apikeys sho⇥", "sudo apikeys show ‸"));

    private static final List<Case> FISH = List.of(
            new Case("apikeys ge⇥", "apikeys generate ‸"),
            new Case(
                    "apikeys re⇥",
                    "apikeys re‸",
                    "relabel  (Change the label of a token)  restore  (Put back a backup, verified, and keep the former database)  revoke  (Revoke tokens permanently)"),
            new Case("apikeys help admins rem⇥", "apikeys help admins remove ‸"),
            new Case("apikeys generate --label ⇥", "apikeys generate --label ‸"),
            new Case("apikeys generate --label list --out⇥", "apikeys generate --label list --output ‸"),
            new Case("apikeys generate -o j⇥", "apikeys generate -o json ‸"),
            new Case("apikeys list --status=act⇥", "apikeys list --status=active ‸"),
            new Case("apikeys list --status active,re⇥", "apikeys list --status active,revoked ‸"),
            new Case("apikeys generate --scope=deploy:w⇥", "apikeys generate --scope=deploy:web ‸"),
            new Case("apikeys admins add roo⇥", "apikeys admins add root ‸"),
            new Case("apikeys init --key-file a⇥", "apikeys init --key-file a\\ file ‸"),
            new Case(
                    "apikeys revoke ci⇥",
                    "apikeys revoke ci‸",
                    "ci bot's \"x\"  (Active, never accessed)  ci-deploy  (Active, never accessed)"),
            new Case("apikeys revoke ci-⇥", "apikeys revoke ci-deploy ‸"),
            new Case("apikeys revoke ci\\ ⇥", "apikeys revoke ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke \"ci ⇥", "apikeys revoke \"ci bot's \\\"x\\\"\" ‸"),
            new Case("apikeys revoke 'ci ⇥", "apikeys revoke 'ci bot\\'s \"x\"' ‸"),
            new Case("apikeys revoke cost=5:⇥", "apikeys revoke cost=5:b ‸"),
            new Case("apikeys revoke \\$⇥", "apikeys revoke \\$\\(touch\\ PWNED\\) ‸"),
            new Case("apikeys revoke back⇥", "apikeys revoke back\\\\slash ‸"),
            new Case(
                    "apikeys revoke 日⇥",
                    "apikeys revoke 日本\\ ‸",
                    "日本 人  (Active, never accessed)  日本 語  (Active, never accessed)"),
            new Case("apikeys show onc⇥", "apikeys show onc‸"),
            new Case("apikeys help env⇥", "apikeys help environment ‸"),
            new Case("apikeys help ex⇥", "apikeys help exit-codes ‸"),
            new Case("apikeys show --label onc⇥", "apikeys show --label once ‸"),
            new Case("apikeys revoke --label=ci-⇥", "apikeys revoke --label=ci-deploy ‸"),
            new Case("apikeys revoke --label-glob ci-⇥", "apikeys revoke --label-glob ci-deploy ‸"),
            new Case("apikeys history --id none⇥", "apikeys history --id none‸"),
            new Case("apikeys show --no-code onc⇥", "apikeys show --no-code once ‸"),
            new Case("apikeys revoke gone⇥", "apikeys revoke gone‸"),
            new Case("apikeys revoke ci-deploy ci⇥", "apikeys revoke ci-deploy ci\\ bot\\'s\\ \\\"x\\\" ‸"),
            new Case("apikeys revoke ci-‸ --yes⇥", "apikeys revoke ci-deploy ‸--yes"),
            new Case("apikeys --database nothing.db revoke ⇥", "apikeys --database nothing.db revoke ‸"),
            new Case("apikeys revoke --database=garbage.db ⇥", "apikeys revoke --database=garbage.db ‸"),
            new Case("./question/apikeys show sok_7Kq2⇥", "./question/apikeys show sok_7Kq2‸"),
            new Case("./question/apikeys show x1⇥", "./question/apikeys show x1‸"),
            new Case("./bin/apikeys revoke ci-⇥", "./bin/apikeys revoke ci-deploy ‸"),
            new Case("ak revoke ci-⇥", "ak revoke ci-deploy ‸"),
            new Case("sudo apikeys sho⇥", "sudo apikeys show ‸"));

    @AfterAll
    static void noCodeWasAnArgument() throws Exception {
        if (Files.exists(home.folder().resolve("questions"))) {
            assertThat(home.folder().resolve("questions"))
                    .content()
                    .as("what programs were asked, and the control")
                    .contains("__complete recoverable x1")
                    .doesNotContain("sok_");
        }
    }

    /** The beginning of an id, in every place that takes one. The code of this token cannot be shown, but it has an id. */
    private static List<Case> byId() {
        String id = home.cli().run("show", "once", "--field", "id").line();
        String beginning = id.substring(0, 7);
        return Stream.of(
                        "apikeys show --id ",
                        "apikeys show --id=",
                        "apikeys history --id ",
                        "apikeys revoke --id ",
                        "apikeys relabel --id ",
                        "apikeys show --no-code ",
                        "apikeys revoke ")
                .map(line -> new Case(line + beginning + "⇥", line + id + " ‸"))
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> bash() throws Exception {
        return tests(bash("bash", "set -u", ""), both(both(BASH, BASH_EITHER_WAY), byId()));
    }

    @TestFactory
    Stream<DynamicTest> bashWithItsPackage() throws Exception {
        return tests(bashWithPackage("bash-package"), BASH_EITHER_WAY);
    }

    @TestFactory
    Stream<DynamicTest> zsh() throws Exception {
        Skip.unlessInstalled("zsh");
        Path start = Files.createDirectories(folder.resolve("zsh"));
        Files.writeString(
                start.resolve(".zshrc"),
                TypingShell.ZSH
                        + """
                fpath=('%s' $fpath)
                autoload -Uz compinit
                compinit -u -d '%s'
                PATH='%s':'%s':$PATH
                alias ak=apikeys
                """.formatted(
                                        PACKAGE.resolve("share/zsh/site-functions"),
                                        start.resolve("dump"),
                                        programs,
                                        LAUNCHER.getParent()));
        linkLauncher();
        return tests(new TypingShell(home, "zsh", "ZDOTDIR='" + start + "' zsh -d -i"), both(ZSH, byId()));
    }

    @TestFactory
    Stream<DynamicTest> fish() throws Exception {
        Skip.unlessInstalled("fish");
        Path configuration = folder.resolve("fish");
        Path start = Files.createDirectories(configuration.resolve("fish/completions"));
        Files.copy(PACKAGE.resolve("share/fish/vendor_completions.d/apikeys.fish"), start.resolve("apikeys.fish"));
        Files.writeString(
                start.resolveSibling("config.fish"), TypingShell.FISH + """
                set PATH '%s' '%s' $PATH
                alias ak=apikeys
                set -e XDG_CONFIG_HOME
                """.formatted(programs, LAUNCHER.getParent()));
        linkLauncher();
        return tests(
                new TypingShell(home, "fish", "XDG_CONFIG_HOME='" + configuration + "' fish -i"), both(FISH, byId()));
    }

    @Test
    void amongManyTokensTheFirstAreOfferedAndNobodyIsAsked() throws Exception {
        Home other = new Home(Files.createDirectory(folder.resolve("many"), onlyMine()));
        ManyTokens.fill(other.cli(), MANY);
        String id =
                new Cli(other.folder()).run("show", "label 77", "--field", "id").line();
        try (TypingShell shell =
                bash("many", "", "export APIKEYS_DATABASE='" + other.cli().database() + "'")) {
            assertThat(shell.type("apikeys revoke ⇥")).isEqualTo(seen("apikeys revoke label\\ ‸"));
            assertThat(shell.type("apikeys revoke label\\ 9999⇥⇥").offered())
                    .hasSize(11)
                    .contains("label\\ 99990");
            assertThat(shell.type("apikeys revoke 'label 99998⇥")).isEqualTo(seen("apikeys revoke 'label 99998' ‸"));
            assertThat(shell.type("apikeys revoke " + id.substring(0, 6) + "⇥"))
                    .isEqualTo(seen("apikeys revoke " + id + " ‸"));
            shell.run("bind 'set completion-display-width -1'");
            shell.type("apikeys revoke label\\ ⇥⇥");
            assertThat(shell.screen()).doesNotContain("possibilities").contains("label\\ 0");
        }
    }

    @Test
    void optionsAndCommandsNeedNoJavaAndNothingIsMadeWhereNothingWas() throws Exception {
        Home empty = new Home(Files.createDirectory(folder.resolve("empty"), onlyMine()));
        Path started = folder.resolve("started");
        Path java = Files.createDirectories(folder.resolve("java/bin")).resolve("java");
        Files.writeString(
                java,
                "#!/bin/sh\ntouch '" + started + "'\nexec '" + System.getProperty("java.home") + "/bin/java' \"$@\"\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.copy(Path.of(System.getProperty("java.home"), "release"), folder.resolve("java/release"));
        try (TypingShell shell = bash(
                "no-java", "", "export HOME='" + empty.folder() + "' JAVA_HOME='" + folder.resolve("java") + "'")) {
            for (String keys : List.of(
                    "apikeys ⇥⇥",
                    "apikeys ge⇥",
                    "apikeys revoke --⇥⇥",
                    "apikeys list --status a⇥",
                    "apikeys generate --label x⇥⇥",
                    "apikeys admins add ⇥⇥",
                    "apikeys scan ⇥⇥")) {
                shell.type(keys);
                assertThat(started).as(keys).doesNotExist();
            }
            assertThat(shell.type("apikeys revoke ⇥⇥")).isEqualTo(seen("apikeys revoke ‸"));
            assertThat(started).as("the control").exists();
        }
        assertThat(empty.folder()).isEmptyDirectory();
    }

    @Test
    void nobodyWaitsLongerThanASecond() throws Exception {
        Path slow = Files.createDirectories(folder.resolve("slow"));
        Files.writeString(slow.resolve("apikeys"), "#!/bin/sh\necho asked >>'" + slow + "/asked'\nsleep 30\n");
        Files.setPosixFilePermissions(slow.resolve("apikeys"), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (TypingShell shell = bash("slow", "", "PATH='" + slow + "':/usr/bin:/bin")) {
            Instant begin = Instant.now();
            assertThat(shell.type("apikeys revoke ⇥")).isEqualTo(seen("apikeys revoke ‸"));
            assertThat(Duration.between(begin, Instant.now())).isLessThan(Duration.ofSeconds(10));
        }
        assertThat(slow.resolve("asked")).hasContent("asked");
    }

    @Test
    void toEvaluateACandidateWouldBeSeen() throws Exception {
        Run.Ended run = home.bash("words=$(compgen -W \"$1\" -- ''); test -e PWNED && rm PWNED", "$(touch PWNED)")
                .end();

        assertThat(run.code())
                .as("the control: bash's own way of completing words")
                .isZero();
        assertThat(home.folder().resolve("PWNED")).doesNotExist();
    }

    private static List<Case> both(List<Case> some, List<Case> others) {
        return Stream.concat(some.stream(), others.stream()).toList();
    }

    private static TypingShell.Seen seen(String line, String... offered) {
        return new TypingShell.Seen(line, List.of(offered));
    }

    private static void linkLauncher() throws Exception {
        Path link = home.folder().resolve("bin/apikeys");
        if (!Files.exists(link)) {
            Files.createDirectories(link.getParent());
            Files.createSymbolicLink(link, LAUNCHER);
            Path asked =
                    Files.createDirectories(home.folder().resolve("question")).resolve("apikeys");
            Files.writeString(asked, "#!/bin/sh\necho \"$@\" >>\"$HOME/questions\"\n");
            Files.setPosixFilePermissions(asked, PosixFilePermissions.fromString("rwxr-xr-x"));
        }
    }

    private static TypingShell bash(String name, String first, String last) throws Exception {
        return startBash(name, first + "\nsource '" + CHECKOUT.resolve("completions/apikeys.bash") + "'\n" + last);
    }

    /** Starts bash as the package bash-completion does: the script is loaded at the first TAB. */
    private static TypingShell bashWithPackage(String name) throws Exception {
        Path script = Path.of("/usr/share/bash-completion/bash_completion");
        if (!Files.exists(script)) {
            Skip.aloud("bash-completion is not installed");
        }
        return startBash(
                name, "BASH_COMPLETION_USER_DIR='" + PACKAGE.resolve("share/bash-completion") + "'\nsource " + script);
    }

    private static TypingShell startBash(String name, String commands) throws Exception {
        linkLauncher();
        Path start = Files.writeString(folder.resolve(name + ".bashrc"), """
                PATH='%s':'%s':$PATH
                alias ak=apikeys shared='sudo -u apikeys apikeys'
                complete -F _apikeys ak shared
                %s
                %s
                """.formatted(
                        programs, LAUNCHER.getParent(), commands, TypingShell.BASH));
        return new TypingShell(home, name, "bash --noprofile --rcfile '" + start + "' -i");
    }

    private static Stream<DynamicTest> tests(TypingShell shell, List<Case> cases) {
        return Stream.concat(
                        cases.stream()
                                .map(each -> dynamicTest(each.keys, () -> {
                                    assertThat(shell.type(each.keys))
                                            .isEqualTo(new TypingShell.Seen(each.line, each.offered));
                                })),
                        Stream.of(dynamicTest(
                                "nothing was evaluated and nothing made",
                                () -> assertThat(home.folder())
                                        .isDirectoryNotContaining("glob:**/PWNED")
                                        .isDirectoryNotContaining("glob:**/nothing.db*"))))
                .onClose(() -> close(shell));
    }

    private static void close(TypingShell shell) {
        try {
            shell.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
