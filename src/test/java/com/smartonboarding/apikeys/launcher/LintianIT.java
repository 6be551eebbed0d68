package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Debian's own check of the packages reports nothing but what src/main/deb/lintian-overrides explains. */
class LintianIT {
    private static final Path PACKAGE = Path.of(System.getProperty("apikeys.deb"));
    private static final Path SERVER = Path.of(System.getProperty("apikeys.server.deb"));
    private static final Path OVERRIDES = Path.of("src/main/deb/lintian-overrides");
    private static final Pattern COMPLAINT = Pattern.compile("(?m)^[EW]: .*");
    private static final Pattern UNUSED = Pattern.compile("(?m)^I: apikeys: (unused|mismatched)-override .*");

    @Test
    void thereIsNoErrorNoWarningAndNoOverrideTooMany() throws IOException, InterruptedException {
        Skip.unlessInstalled("lintian");

        Run.Ended ended = lintian(PACKAGE);

        assertThat(found(COMPLAINT, ended.out())).isEmpty();
        assertThat(found(UNUSED, ended.out())).isEmpty();
        assertThat(ended.out()).as(ended.err()).contains("I: apikeys:");
    }

    @Test
    void thePackageOfTheServerNeedsNoOverride() throws IOException, InterruptedException {
        Skip.unlessInstalled("lintian");

        Run.Ended ended = lintian(SERVER);

        assertThat(found(COMPLAINT, ended.out())).isEmpty();
        assertThat(ended.code()).as(ended.err()).isZero();
    }

    private static Run.Ended lintian(Path deb) throws IOException, InterruptedException {
        return Run.of("lintian", "--display-info", "--tag-display-limit", "0", deb.toString())
                .end();
    }

    @Test
    void everyOverrideHasAReason() throws IOException {
        List<String> lines = Files.readAllLines(OVERRIDES);

        for (int i = 0; i < lines.size(); i++) {
            if (!lines.get(i).startsWith("#")) {
                assertThat(lines.get(i - 1))
                        .as("the line before %s", lines.get(i))
                        .startsWith("# ");
            }
        }
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(match -> match.group()).toList();
    }
}
