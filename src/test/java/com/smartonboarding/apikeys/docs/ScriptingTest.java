package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Subcommand;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The scripting contract is true. */
class ScriptingTest {
    private static final Path PAGE = Path.of("src/docs/scripting.md");

    @Test
    void exitCodesOfEveryCommandAreThoseOfTheTool() throws IOException {
        SortedMap<String, String> expected = new TreeMap<>();
        collect(Cli.model(), "", expected);

        assertThat(table("Exit codes")).containsExactlyEntriesOf(expected);
    }

    @Test
    void schemasAreThoseOfTheTool() throws IOException {
        assertThat(table("Schemas").keySet())
                .containsExactlyElementsOf(OutputSchemas.NAMES.stream()
                        .map(name -> "`" + name + "`")
                        .toList());
    }

    @Test
    void retriesNameExitCodesByNumberAndName() throws IOException {
        List<String> told = table("Retries").keySet().stream()
                .flatMap(cell -> List.of(cell.split(", ", -1)).stream())
                .filter(words -> words.matches("[0-9]+ [A-Z_]+"))
                .toList();

        assertThat(told).hasSize(4);
        for (String words : told) {
            ExitCode code = ExitCode.valueOf(words.substring(words.indexOf(' ') + 1));
            assertThat(words).startsWith(code.number() + " ");
        }
    }

    /** The first two columns of the first table below a heading. */
    private static Map<String, String> table(String heading) throws IOException {
        return MarkdownTable.below(heading, PAGE).stream()
                .collect(Collectors.toMap(row -> row.get(0), row -> row.get(1), (a, b) -> a + b, TreeMap::new));
    }

    private static void collect(CommandLine parent, String path, Map<String, String> rows) {
        for (CommandLine line : Set.copyOf(parent.getSubcommands().values())) {
            String name = path + line.getCommandName();
            if (line.getCommandSpec().userObject() instanceof Subcommand command) {
                rows.put(
                        "`" + name + "`",
                        command.exitCodes().stream()
                                .map(code -> Integer.toString(code.number()))
                                .collect(Collectors.joining(" ")));
            }
            collect(line, name + " ", rows);
        }
    }
}
