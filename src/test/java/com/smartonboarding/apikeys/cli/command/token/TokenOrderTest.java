package com.smartonboarding.apikeys.cli.command.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Tokens that are made together, in the same millisecond, stay in the order of their labels in every command. */
class TokenOrderTest {
    private static final int MANY = 1000;

    private final Cli cli;
    private final List<String> inOrder;
    private final List<String> reversed;

    TokenOrderTest(Cli cli) {
        this.cli = cli;
        // An order that no sorting by label makes: 7 has no common divisor with 1000, so each number comes once.
        inOrder =
                IntStream.range(0, MANY).mapToObj(i -> "label-" + i * 7 % MANY).toList();
        reversed = new ArrayList<>(inOrder);
        Collections.reverse(reversed);
        cli.inPipe(String.join("\n", inOrder) + "\n")
                .run("generate", "--label-file", "-", "-q")
                .exits(ExitCode.OK);
        cli.inPipe();
    }

    @Test
    void listsHaveTheOrderOfTheFileAndItsReverse() {
        assertThat(second("list")).isEqualTo(inOrder);
        assertThat(second("list --reverse")).isEqualTo(reversed);
        assertThat(second("list --reverse --limit 3")).isEqualTo(reversed.subList(0, 3));
        assertThat(second("list --sort status")).isEqualTo(inOrder);
        assertThat(second("list --sort last_accessed --reverse")).isEqualTo(inOrder);
    }

    @Test
    void listsOfThePastHaveTheSameOrder() {
        cli.at(Cli.START.plusSeconds(60));
        run("revoke label-7 label-14 -y");
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        run("purge --revoked-before 1d -y");

        assertThat(second("list --as-of 2026-11-23T09:00:30Z")).isEqualTo(inOrder);
        assertThat(second("list --as-of 2026-11-23T09:00:30Z --reverse")).isEqualTo(reversed);
    }

    @Test
    void previewsAndReportsOfBulkChangesHaveTheOrderOfTheFile() {
        assertThat(second("revoke --label-glob * -n")).isEqualTo(inOrder);
        assertThat(labels(run("revoke --label-glob * -y -o json").out(), "revoked"))
                .isEqualTo(inOrder);
        cli.at(Cli.START.plus(Duration.ofDays(2)));
        assertThat(second("purge --revoked-before 1d -n")).isEqualTo(inOrder);
        assertThat(run("purge --revoked-before 1d -y").err().lines().map(line -> line.split(" ", -1)[1]))
                .isEqualTo(inOrder);
    }

    /** The labels, which are the second column. */
    private List<String> second(String line) {
        return run(line).out().lines().map(row -> row.split("\t", -1)[1]).toList();
    }

    private static List<String> labels(String document, String array) {
        List<String> labels = new ArrayList<>();
        for (JsonElement token :
                JsonParser.parseString(document).getAsJsonObject().getAsJsonArray(array)) {
            labels.add(token.getAsJsonObject().get("label").getAsString());
        }
        return labels;
    }

    private Cli.Result run(String line) {
        return cli.run(line.split(" ", -1)).exits(ExitCode.OK);
    }
}
