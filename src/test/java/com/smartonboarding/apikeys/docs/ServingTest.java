package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.server.Outcome;
import com.smartonboarding.apikeys.server.Question;
import com.smartonboarding.apikeys.server.metrics.Gauges;
import com.smartonboarding.apikeys.server.metrics.Metrics;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The tables about the standards name a test for each clause that the server can keep, and the page about the server has its
 * units and its metrics.
 */
class ServingTest {
    private static final Path STANDARDS = Path.of("src/docs/serving-standards.md");
    private static final Path PAGE = Path.of("src/docs/serving.md");
    private static final Path UNITS = Path.of("src/main/deb/server/systemd");
    private static final Pattern NAME = Pattern.compile("`(\\w+\\.\\w+)`");

    /** How a row begins about a clause that binds others. */
    private static final String OF_OTHERS = "Left to ";

    @ParameterizedTest
    @ValueSource(strings = {"RFC 6750", "RFC 7662"})
    void eachClauseHasATestOrIsLeftToOthers(String standard) throws IOException {
        Set<String> tests = tests();
        List<List<String>> rows = MarkdownTable.below(standard, STANDARDS);

        assertThat(rows).hasSizeGreaterThan(10);
        for (List<String> row : rows) {
            List<String> names = named(row.get(3));
            assertThat(row).hasSize(4).noneMatch(String::isEmpty);
            assertThat(names.isEmpty()).as(row.toString()).isEqualTo(row.get(2).startsWith(OF_OTHERS));
            assertThat(tests).containsAll(names);
            if (names.isEmpty()) {
                assertThat(row.get(3)).isEqualTo("-");
            }
        }
    }

    @Test
    void nameOfNoTestIsNoticed() {
        assertThat(tests())
                .contains("ServingTest.nameOfNoTestIsNoticed")
                .doesNotContain("ServingTest.named", "ServingTest.nothing");
        assertThat(named("`A.b`, `C.d` and e.f")).containsExactly("A.b", "C.d");
    }

    @Test
    void unitsAreThoseOfThePackageWithFewerLines() throws IOException {
        List<String> units = Pattern.compile("(?ms)^```ini\n(.*?)^```$")
                .matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();

        assertThat(units).hasSize(2);
        assertThat(Files.readAllLines(UNITS.resolve("apikeys-serve.socket")))
                .containsSubsequence(units.get(0).lines().toList());
        assertThat(Files.readAllLines(UNITS.resolve("apikeys-serve.service")))
                .containsSubsequence(units.get(1).lines().toList());
    }

    @Test
    void metricsAreThoseOfTheServer() throws IOException {
        Metrics metrics = new Metrics();
        metrics.measure(new Gauges(() -> Optional.of(Duration.ZERO), () -> 0, () -> 0, () -> 0));
        metrics.count(new Outcome("verify", "valid"), Duration.ZERO);
        String text = metrics.answer(new Question("GET", "/metrics", "", List.of(), ""))
                .join()
                .body();

        assertThat(Pattern.compile("(?m)^\\| `(apikeys_\\w+)` \\|")
                        .matcher(Files.readString(PAGE))
                        .results()
                        .map((MatchResult match) -> match.group(1)))
                .containsExactlyInAnyOrderElementsOf(Pattern.compile("(?m)^# TYPE (\\w+) ")
                        .matcher(text)
                        .results()
                        .map((MatchResult match) -> match.group(1))
                        .toList());
    }

    private static List<String> named(String cell) {
        return NAME.matcher(cell)
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    /** Every method that JUnit runs in this source, as {@code Type.method}. */
    private static Set<String> tests() {
        Set<String> tests = new HashSet<>();
        List<JavaClass> types = new ArrayList<>();
        new ClassFileImporter().importPackages("com.smartonboarding.apikeys").forEach(types::add);
        for (JavaClass type : types) {
            type.getMethods().stream()
                    .filter(method ->
                            method.isAnnotatedWith(Test.class) || method.isAnnotatedWith(ParameterizedTest.class))
                    .forEach(method -> tests.add(type.getSimpleName() + "." + method.getName()));
        }
        return tests;
    }
}
