package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.StoredToken;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names are shown as people gave them. Names that only look like others are refused, or shown so that they differ. */
class NamesShownTest {
    private final Cli cli;

    NamesShownTest(Cli cli) {
        this.cli = cli;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SmartOnboardingBackend2",
                "Aaaaaaaaaaaaaaaaaaa1",
                "ProductionDeploymentPipeline7",
                "SmartOnboardingProductionDeploymentPipelineBerlin2026",
            })
    void labelOfWordsIsShownWhereverItIsSaid(String label) {
        assertShown(cli.run("show", "--label", label).exits(ExitCode.NOT_INITIALIZED), "");
        assertShown(cli.run("generate", "--label", label).exits(ExitCode.OK), label);
        assertShown(cli.run("generate", "--label", label).exits(ExitCode.CONFLICT), label);
        assertShown(cli.run("generate", "--label", label, "-o", "json").exits(ExitCode.CONFLICT), label);
        assertShown(cli.run("generate", "--label", label, "--if-absent").exits(ExitCode.OK), label);
        assertShown(cli.run("show", label + "X").exits(ExitCode.NOT_FOUND), label);
        assertShown(cli.run("list", "--sort", label).exits(ExitCode.USAGE), label);
        assertShown(cli.run("list", "--columns", label).exits(ExitCode.USAGE), label);
        assertShown(cli.run("admins", "add", label).exits(ExitCode.NOT_FOUND), label);
        assertShown(cli.run("rotate", label).exits(ExitCode.OK), label);
        assertShown(cli.run("rotate", label, "--finish", "--yes").exits(ExitCode.OK), label);
        assertShown(cli.run("generate", "--label", "other").exits(ExitCode.OK), "other");
        assertShown(cli.run("relabel", "other", label).exits(ExitCode.CONFLICT), label);
        assertShown(cli.run("relabel", "other", label + "B").exits(ExitCode.OK), label + "B");
        assertShown(cli.atTerminal(120, "n\n").run("revoke", label).exits(ExitCode.DECLINED), label);
        assertShown(cli.run("revoke", label, label + "B").exits(ExitCode.DECLINED), label + "B");
        assertShown(cli.inPipe().run("revoke", label, "--yes").exits(ExitCode.OK), label);
        assertShown(cli.run("revoke", "--label-glob", label, "--yes").exits(ExitCode.OK), "");
    }

    @Test
    void pathAndTheCommandThatMendsItAreShown() throws Exception {
        Path folder = Files.createDirectory(
                cli.home().resolve("ApplicationData2026LiveServerInFrankfurt"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        String database = folder.resolve("apikeys.db").toString();
        assertShown(cli.run("list", "--database", database).exits(ExitCode.NOT_INITIALIZED), database);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

        assertShown(
                cli.run("init", "--database", database, "--key-file", cli.home() + "/k")
                        .exits(ExitCode.UNSAFE_FILES),
                "Run: chmod 700 " + folder);
        assertShown(
                cli.run("generate", "--label-file", folder + "/labels").exits(ExitCode.NOT_FOUND), folder + "/labels");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        assertShown(
                cli.run("generate", "--label", "y", "--secret-file", folder + "/f")
                        .exits(ExitCode.OK),
                folder + "/f");
    }

    private static void assertShown(Cli.Result result, String name) {
        assertThat(result.err()).contains(name).doesNotContain("[redacted]");
    }

    /** Labels that an earlier version accepted stay readable and distinguishable from similar ones. */
    @Test
    void labelThatIsNoLongerTakenIsReadAndShownWithItsInvisibleCharacters() {
        cli.run("generate", "--label", "admin").exits(ExitCode.OK);
        insert("admin\ufe0f");
        insert("clear\u001b[2J");

        cli.run("generate", "--label", "admin\ufe00").exits(ExitCode.USAGE);
        assertThat(cli.run("list", "--columns", "label", "-o", "table")
                        .exits(ExitCode.OK)
                        .out())
                .contains("admin\n", "admin\\u{FE0F}\n");
        assertThat(cli.run("show", "admin\ufe0f", "--no-code")
                        .exits(ExitCode.OK)
                        .out())
                .contains("admin\\u{FE0F}");
        assertThat(cli.run("show", "clear\u001b[2J", "--field", "label")
                        .exits(ExitCode.OK)
                        .out())
                .isEqualTo("clear\u001b[2J\n");
        assertThat(cli.atTerminal(80, "")
                        .run("show", "clear\u001b[2J", "--field", "label")
                        .exits(ExitCode.OK)
                        .out())
                .isEqualTo("clear\\u{001B}[2J\n");
    }

    /** In every format, a terminal gets no control characters. */
    @Test
    void terminalGetsNoControlCharactersInAnyFormat() {
        cli.run("init").exits(ExitCode.OK);
        insert("clear\u001b[2J\u009b\u202e");
        cli.atTerminal(80, "");
        for (String format : List.of("table", "json", "jsonl", "csv", "tsv", "ids")) {
            String out = cli.run("list", "-o", format, "--color", "never")
                    .exits(ExitCode.OK)
                    .out();
            assertThat(out.chars().filter(c -> c != '\n' && c != '\t'))
                    .as(format)
                    .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
        }
    }

    @Test
    void emojiOfPhonesIsALabelAndShownAsItIs() {
        assertThat(cli.run("generate", "--label", "\u2764\ufe0f ci")
                        .exits(ExitCode.OK)
                        .err())
                .contains("Generated \u2764\ufe0f ci (");
        assertThat(cli.run("list", "--columns", "label").line()).isEqualTo("\u2764\ufe0f ci");
    }

    @Test
    void labelThatMixesLookAlikeScriptsIsWarnedOfOnce() {
        String cyrillic = "ci-d\u0435ploy";
        assertThat(cli.run("generate", "--label", cyrillic).exits(ExitCode.OK).err())
                .contains("Warning: the label " + cyrillic + " mixes Latin and Cyrillic letters");
        assertThat(cli.run("relabel", cyrillic, "\u0391dmin").exits(ExitCode.OK).err())
                .contains("mixes Latin and Greek letters");
        assertThat(cli.inPipe("ok\na\u0430\nb\u03b2\n")
                        .run("generate", "--label-file", "-")
                        .exits(ExitCode.OK)
                        .err())
                .containsOnlyOnce(
                        "Warning: 2 labels mix Latin letters with Cyrillic or Greek ones; the first is a\u0430.");
        cli.inPipe();
        for (String label : List.of(
                "\u041c\u043e\u0441\u043a\u0432\u0430", "\u03b1\u03b2", "Stra\u00dfe", "\u6771\u4eac x", "5 \u00b5m")) {
            assertThat(cli.run("generate", "--label", label).exits(ExitCode.OK).err())
                    .doesNotContain("Warning");
        }
        for (String command : List.of("generate --label q\u0430 -q", "relabel q\u0430 r\u0430 -q")) {
            assertThat(cli.run(command.split(" ", -1)).exits(ExitCode.OK).err())
                    .startsWith("Warning: ")
                    .hasLineCount(1);
        }
    }

    private void insert(String label) {
        AuditActor actor = new AuditActor(1000, "filler", 1000, "direct", null, null, "0");
        TokenCode code = TokenCode.draw(new Random(label.hashCode()));
        Token token = new Token(
                code.id(),
                label,
                null,
                List.of(),
                Cli.START,
                new User(1000, "filler"),
                null,
                null,
                false,
                null,
                null,
                null);
        new Database(cli.database(), KeyFile.read(cli.keyFile()), Duration.ofSeconds(1)).write(transaction -> {
            transaction
                    .tokens()
                    .insertAll(List.of(new StoredToken(
                            token,
                            transaction.keys().keyId(),
                            transaction.keys().verifier(code),
                            null,
                            null)));
            transaction.audit().append(AuditEvent.of(Cli.START, AuditAction.GENERATE, false, token.id(), null, actor));
            return token;
        });
    }
}
