package com.smartonboarding.apikeys.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The script of the page asks each endpoint. */
class CurlRecipeIT {
    private final Home home;
    private final Cli cli;

    CurlRecipeIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
    }

    private Path codeWithScope(String scope) {
        Path file = home.folder().resolve(scope + ".code");
        cli.run("generate", "--label", scope + " 1", "--scope", scope, "--secret-file", file.toString())
                .exits(ExitCode.OK);
        return file;
    }

    private Run.Ended script(Path code, Path ownCode) throws Exception {
        return home.on(Run.of("bash", "-c", Page.block("bash")))
                .with("SOCKET", Serving.socket(home).toString())
                .with("CODE", code.toString())
                .with("OWN_CODE", ownCode.toString())
                .end();
    }

    @Test
    void eachEndpointAnswers() throws Exception {
        Skip.unlessInstalled("curl");
        Path code = codeWithScope("read");
        Path ownCode = codeWithScope("introspect");
        Background serve = Serving.atSocket(home);
        try {
            Run.Ended run = script(code, ownCode);

            assertThat(run.err()).isEmpty();
            assertThat(run.out())
                    .startsWith("204\n{\"active\":true,\"scope\":\"read\",\"client_id\":\"read 1\",")
                    .contains("\n# TYPE apikeys_answers");
            assertThat(run.out().lines().filter(line -> line.endsWith("200"))).hasSize(4);
            assertThat(run.code()).isZero();

            // Neither file has the scope that the other call needs.
            assertThat(script(ownCode, code).out()).contains("403\n", "401\n");
        } finally {
            serve.end();
        }
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        Skip.unlessInstalled("shellcheck");

        Run.Ended run = Run.of("shellcheck", "-").input(Page.block("bash")).end();

        assertThat(run.out()).isEmpty();
        assertThat(run.code()).isZero();
    }
}
