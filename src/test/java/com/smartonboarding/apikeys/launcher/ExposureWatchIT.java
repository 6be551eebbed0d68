package com.smartonboarding.apikeys.launcher;

import static com.smartonboarding.apikeys.launcher.Installation.LAUNCHER;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.TokenCode;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watch detects exposed codes. Without this test, its silence in all other tests would prove nothing. */
@ExposureWatch.ExposesCodes
class ExposureWatchIT {
    private static final int TRIES = 20;

    private final TokenCode code = TokenCode.draw(new SecureRandom());

    @TempDir
    private Path folder;

    /** Runs the tool until the watch sees it, because a short run may end between two looks. */
    private List<String> seen(Run run) throws Exception {
        ExposureWatch.takeExposed();
        List<String> seen = new ArrayList<>();
        for (int i = 0; i < TRIES && seen.isEmpty(); i++) {
            run.with("HOME", folder.toString()).in(folder).end();
            seen.addAll(ExposureWatch.takeExposed());
        }
        return seen;
    }

    @Test
    void codeInAnArgumentIsSeen() throws Exception {
        assertThat(seen(Run.of(LAUNCHER, "show", code.reveal())))
                .isNotEmpty()
                .allMatch(each -> each.endsWith("cmdline " + code.id()));
    }

    @Test
    void codeInTheEnvironmentIsSeen() throws Exception {
        assertThat(seen(Run.of(LAUNCHER, "list").with("SOME_TOKEN", code.reveal())))
                .isNotEmpty()
                .allMatch(each -> each.endsWith("environ " + code.id()));
    }
}
