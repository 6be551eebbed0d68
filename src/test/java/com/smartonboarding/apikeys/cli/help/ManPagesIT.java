package com.smartonboarding.apikeys.cli.help;

import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/** Man finds the pages in the package, prints them without warnings, and they say the same as the help. */
class ManPagesIT {
    private static final int WIDTH = 80;
    private static final Path MAN = PACKAGE.resolve("share/man");

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(MAN.resolve("man1"))) {
            return files.sorted(Comparator.comparing(Path::toString)).toList().stream();
        }
    }

    static Stream<CommandSpec> commands() {
        return Cli.commands().stream();
    }

    private static Path page(CommandSpec command) {
        return MAN.resolve("man1").resolve(new CommandHelp(command).manPage() + ".1");
    }

    @Test
    void packageHasThemAll() throws Exception {
        assertThat(pages().map(page -> page.getFileName().toString()))
                .containsExactlyElementsOf(ManPages.all().keySet());
    }

    @ParameterizedTest
    @MethodSource("pages")
    void mandocHasNothingToSay(Path page) throws Exception {
        Skip.unlessInstalled("mandoc");
        Run.Ended run = Run.of("mandoc", "-Tlint", "-Wstyle", page.toString()).end();

        assertThat(run.out() + run.err()).isEmpty();
        assertThat(run.code()).isZero();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void groffShowsWhatTheHelpSaysInEightyColumnsAndWarnsOfNothing(CommandSpec command) throws Exception {
        Skip.unlessInstalled("groff");
        Run.Ended run = Run.of(
                        "groff",
                        "-ww",
                        "-man",
                        "-Tutf8",
                        "-rLL=80n",
                        "-P-cbou",
                        page(command).toString())
                .end();

        assertThat(run.err()).isEmpty();
        assertThat(run.code()).isZero();
        assertThat(run.out().lines()).allMatch(line -> line.codePointCount(0, line.length()) <= WIDTH);
        CommandHelp help = new CommandHelp(command);
        // groff may break a word at the end of a line, with U+2010
        String words = run.out().replaceAll("\u2010\\s+", "").replaceAll("\\s+", " ");
        List<String> examples = help.examples();
        for (int i = 1; i < examples.size(); i += 2) {
            assertThat(run.out().lines().map(String::strip)).contains(examples.get(i));
        }
        for (HelpSection section : help.sections()) {
            for (Entry entry : section.entries()) {
                assertThat(words).contains(" " + entry.term().strip() + " " + entry.text() + " ");
            }
        }
        assertThat(words).contains(" " + String.join(" ", help.synopsis()) + " ");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void manFindsThePageByItsNameAndByTheCommand(CommandSpec command) throws Exception {
        Skip.unlessInstalled("man");
        String page = page(command).toString();

        Run.Ended byName = Run.of("man", "-M", MAN.toString(), "-w", new CommandHelp(command).manPage())
                .end();
        assertThat(byName.out().strip()).as(byName.err()).isEqualTo(page);
        Run.Ended besideTheProgram = Run.of("man", "-w", new CommandHelp(command).manPage())
                .with("PATH", PACKAGE.resolve("bin") + ":" + System.getenv("PATH"))
                .without("MANPATH")
                .end();
        assertThat(besideTheProgram.out().strip()).as(besideTheProgram.err()).isEqualTo(page);
    }

    @Test
    void manShowsThePageOfACommandThatIsTypedInTwoWords() throws Exception {
        Skip.unlessInstalled("man");
        Run.Ended run = Run.of("man", "-M", MAN.toString(), "apikeys", "admins-add")
                .with("MANWIDTH", "80")
                .with("MANPAGER", "cat")
                .end();

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("APIKEYS-ADMINS-ADD(1)").contains("apikeys admins add");
    }
}
