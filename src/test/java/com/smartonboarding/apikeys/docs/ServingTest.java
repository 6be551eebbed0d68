package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The tables about the standards name a test for each clause that the server can keep. */
class ServingTest {
    private static final Path PAGE = Path.of("src/docs/serving.md");
    private static final Pattern NAME = Pattern.compile("`(\\w+\\.\\w+)`");

    /** How a row begins about a clause that binds others. */
    private static final String OF_OTHERS = "Left to ";

    @ParameterizedTest
    @ValueSource(strings = {"RFC 6750", "RFC 7662"})
    void eachClauseHasATestOrIsLeftToOthers(String standard) throws IOException {
        Set<String> tests = tests();
        List<List<String>> rows = MarkdownTable.below(standard, PAGE);

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
