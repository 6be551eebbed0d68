package com.smartonboarding.apikeys.cli.complete;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.complete.CompletionModel.Command;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The completion scripts contain the model of the present commands. */
class CompletionFilesTest {
    private static final Path FOLDER = Path.of("completions");
    private static final Path ACTUAL = Path.of("target/completions");
    private static final String BEGIN = "# BEGIN of the generated command model";
    private static final String END = "# END";

    @ParameterizedTest
    @EnumSource
    void fileTellsOfTheCommandsThatThereAre(Shell shell) throws IOException {
        Path expected = FOLDER.resolve(shell.file());
        Path actual = ACTUAL.resolve(shell.file());
        Files.createDirectories(ACTUAL);
        Files.writeString(actual, withModel(Files.readString(expected), model(shell)));
        if (Boolean.getBoolean("golden.update")) {
            Files.copy(actual, expected, StandardCopyOption.REPLACE_EXISTING);
        }

        assertThat(actual)
                .as("'mvn test -Dtest=CompletionFilesTest -Dgolden.update=true' makes it the expected one")
                .usingCharset(UTF_8)
                .hasSameTextualContentAs(expected, UTF_8);
    }

    @ParameterizedTest
    @EnumSource
    void commandPrintsTheFile(Shell shell, Cli cli) throws IOException {
        Cli.Result result = cli.run("completion", shell.name()).exits(ExitCode.OK);

        assertThat(result.err()).isEmpty();
        assertThat(result.out()).isNotEmpty();
        if (!Boolean.getBoolean("golden.update")) {
            assertThat(result.out()).isEqualTo(Files.readString(FOLDER.resolve(shell.file())));
        }
        assertThat(cli.home()).isEmptyDirectory();
    }

    private static String model(Shell shell) {
        Command tool = CompletionModel.of(Cli.model());
        return switch (shell) {
            case BASH -> BashCompletion.of(tool);
            case ZSH -> ZshCompletion.of(tool);
            case FISH -> FishCompletion.of(tool);
        };
    }

    private static String withModel(String file, String model) {
        int begin = file.indexOf('\n', file.indexOf(BEGIN)) + 1;
        int end = file.indexOf(END, begin);
        assertThat(begin).as("where the model begins").isPositive();
        assertThat(end).as("where the model ends").isPositive();
        return file.substring(0, begin) + model + file.substring(end);
    }
}
