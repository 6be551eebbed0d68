package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every output that is TSV in a pipe has the columns that the scripting contract names, in this order. */
class ColumnsTest {
    private static final Path PAGE = Path.of("src/docs/scripting.md");
    private static final Pattern WORD = Pattern.compile("`([^`]+)`");

    /** A call that prints rows for each output of the page, and the array of its JSON that has the same rows. */
    private static final Map<String, Call> CALLS = new LinkedHashMap<>();

    static {
        CALLS.put("list", new Call("list", "tokens"));
        CALLS.put("revoke --dry-run", new Call("revoke --label-glob * --dry-run", "tokens"));
        CALLS.put("disable --dry-run", new Call("disable full --dry-run", "tokens"));
        CALLS.put("enable --dry-run", new Call("enable off --dry-run", "tokens"));
        CALLS.put("purge --dry-run", new Call("purge --revoked-before 0s --dry-run", "tokens"));
        CALLS.put("history", new Call("history --label full", "events"));
        CALLS.put("audit list", new Call("audit list", "events"));
        CALLS.put("admins list", new Call("admins list", "administrators"));
        CALLS.put("key list", new Call("key list", "keys"));
        CALLS.put("rotate --status", new Call("rotate turned --status", ""));
        CALLS.put("verify", new Call("verify --no-touch", ""));
    }

    /** A command line, and the member of its JSON with the rows; the whole document is the only row if it is empty. */
    private record Call(String line, String rows) {}

    private final Cli cli;

    ColumnsTest(Cli cli) {
        this.cli = cli;
        String code = cli.run("generate", "--label", "full", "--scope", "a", "--scope", "b", "--expires-in", "30d")
                .exits(ExitCode.OK)
                .line();
        cli.inPipe(code).run("verify", "--from", "192.0.2.7").exits(ExitCode.OK);
        run("show full -q");
        run("relabel full other");
        run("relabel other full");
        run("generate --label turned -q");
        run("generate --label off -q");
        run("disable off -y -q");
        run("generate --label gone -q");
        run("revoke gone -y");
        cli.at(Cli.START.plusSeconds(5));
        run("rotate turned -q");
        cli.inPipe(code);
    }

    @Test
    void pageNamesEveryOutput() throws IOException {
        assertThat(documented().keySet()).containsExactlyInAnyOrderElementsOf(CALLS.keySet());
    }

    @TestFactory
    Stream<DynamicTest> columnsAreThoseOfThePage() throws IOException {
        Map<String, List<String>> documented = documented();
        return CALLS.entrySet().stream()
                .map(call -> dynamicTest(
                        call.getKey(),
                        () -> assertColumns(call.getValue(), documented.getOrDefault(call.getKey(), List.of()))));
    }

    private void assertColumns(Call call, List<String> columns) {
        List<List<String>> expected = new ArrayList<>();
        for (JsonObject row : rows(call)) {
            expected.add(columns.stream().map(column -> text(row.get(column))).toList());
        }
        List<List<String>> printed = run(call.line())
                .lines()
                .map(line -> List.of(line.split("\t", -1)))
                .toList();

        assertThat(printed).isNotEmpty().isEqualTo(expected);
    }

    private List<JsonObject> rows(Call call) {
        JsonObject document =
                JsonParser.parseString(run(call.line() + " -o json")).getAsJsonObject();
        List<JsonObject> rows = new ArrayList<>();
        if (call.line().startsWith("rotate")) {
            for (String role : List.of("predecessor", "successor")) {
                JsonObject token = document.getAsJsonObject(role);
                token.addProperty("role", role);
                rows.add(token);
            }
        } else if (call.rows().isEmpty()) {
            rows.add(document);
        } else {
            document.getAsJsonArray(call.rows()).forEach(row -> rows.add(row.getAsJsonObject()));
        }
        return rows;
    }

    /** The value as TSV prints it. No value of this test needs an escape. */
    private static String text(JsonElement value) {
        assertThat(value).as("a member of this name in JSON").isNotNull();
        if (value instanceof JsonArray array) {
            return String.join(
                    " ", array.asList().stream().map(JsonElement::getAsString).toList());
        }
        return value.isJsonNull() ? "" : value.getAsString();
    }

    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> columns = new LinkedHashMap<>();
        for (List<String> row : MarkdownTable.below("Columns", PAGE)) {
            words(row.get(0)).forEach(output -> columns.put(output, words(row.get(1))));
        }
        return columns;
    }

    private static List<String> words(String cell) {
        return WORD.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private String run(String line) {
        return cli.run(line.split(" ", -1)).exits(ExitCode.OK).out();
    }
}
