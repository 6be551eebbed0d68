package com.smartonboarding.apikeys.cli.command.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

/** The tests of all checks together. */
class DoctorChecksTest {
    @Test
    void eachCheckHasATestThatBreaksItAndMendsItWithThePrintedCommand(Cli cli) throws Exception {
        cli.run("init").exits(ExitCode.OK);

        assertThat(treated()).containsExactlyInAnyOrderElementsOf(checks(cli));
    }

    private static List<String> checks(Cli cli) {
        String printed = cli.run("doctor", "-o", "json").exits(ExitCode.OK).out();
        return StreamSupport.stream(
                        JsonParser.parseString(printed)
                                .getAsJsonObject()
                                .getAsJsonArray("checks")
                                .spliterator(),
                        false)
                .map(check -> check.getAsJsonObject().get("check").getAsString())
                .toList();
    }

    /** What the tests of this project promise to treat, the integration tests among them. */
    private static Set<String> treated() throws Exception {
        Path tests = Path.of(DoctorChecksTest.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Set<String> treated = new TreeSet<>();
        try (Stream<Path> files = Files.walk(tests)) {
            for (Path file : files.filter(DoctorChecksTest::namesTheAnnotation).toList()) {
                String name =
                        tests.relativize(file).toString().replace('/', '.').replaceFirst("\\.class$", "");
                for (Method test : Class.forName(name).getDeclaredMethods()) {
                    Treats promise = test.getAnnotation(Treats.class);
                    treated.addAll(promise == null ? List.of() : List.of(promise.value()));
                }
            }
        }
        return treated;
    }

    private static boolean namesTheAnnotation(Path file) {
        try {
            return file.toString().endsWith(".class")
                    && Files.readString(file, StandardCharsets.ISO_8859_1)
                            .contains(Treats.class.getName().replace('.', '/'));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
