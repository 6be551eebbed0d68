package com.smartonboarding.apikeys.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Verification.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/** An attacker puts the row of a revoked token back from an older copy. Its MAC is right, but the trail knows better. */
class RowPutBackTest {
    private final Cli cli;
    private final RawDatabase database;
    private final String code;
    private final String other;

    RowPutBackTest(Cli cli) {
        this.cli = cli;
        code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        other = cli.run("generate", "--label", "other").exits(ExitCode.OK).line();
        database = new RawDatabase(cli.database());
    }

    private TokenVerifier open() {
        return TokenVerifier.open(cli.database(), cli.keyFile(), Clock.fixed(Cli.START, ZoneOffset.UTC), failure -> {
            throw failure;
        });
    }

    private Path copy() throws IOException {
        return Files.copy(cli.database(), cli.home().resolve("old.db"));
    }

    private void putBack(Path old) {
        database.execute(
                "ATTACH '" + old + "' AS old", "DELETE FROM token", "INSERT INTO token SELECT * FROM old.token");
    }

    private static void assertRefused(TokenVerifier verifier, String code) {
        assertThatExceptionOfType(IntegrityException.class)
                .isThrownBy(() -> verifier.verify(code))
                .withMessageContaining("its row is from before that");
    }

    @Test
    void verifierThatStartsThenRefusesIt() throws IOException {
        Path old = copy();
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        putBack(old);

        try (TokenVerifier verifier = open()) {
            assertRefused(verifier, code);
            assertThat(verifier.verify(other).isValid()).isTrue();
            assertThatExceptionOfType(IntegrityException.class)
                    .isThrownBy(() -> verifier.checkAll(List.of(new Presentation(other), new Presentation(code))));
        }
    }

    @Test
    void verifierThatRunsRefusesItThoughItSawTheRevocationOnlyInTheTrail() throws IOException {
        try (TokenVerifier verifier = open()) {
            assertThat(verifier.verify(code).isValid()).isTrue();
            Path old = copy();
            cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
            putBack(old);

            assertRefused(verifier, code);
        }
    }

    @Test
    void verifierThatSawTheRevocationRefusesIt() throws IOException {
        try (TokenVerifier verifier = open()) {
            Path old = copy();
            cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
            assertThat(verifier.verify(code).result()).isEqualTo(Result.REVOKED);
            putBack(old);

            assertRefused(verifier, code);
        }
    }

    @Test
    void streamAndSingleVerificationRefuseIt() throws IOException {
        Path old = copy();
        cli.run("revoke", "ci", "-y").exits(ExitCode.OK);
        putBack(old);

        cli.inPipe(code);
        cli.run("verify", "--stream").exits(ExitCode.INTEGRITY);
        cli.inPipe(code);
        cli.run("verify", "-q").exits(ExitCode.INTEGRITY);
    }

    /** The control: a row from an older copy has a right MAC. Only what the trail says about its token is against it. */
    @Test
    void rowPutBackFromBeforeAChangeOfLabelIsAccepted() throws IOException {
        Path old = copy();
        cli.run("relabel", "ci", "new").exits(ExitCode.OK);
        putBack(old);

        try (TokenVerifier verifier = open()) {
            assertThat(verifier.verify(code).isValid()).isTrue();
        }
        cli.inPipe(code);
        cli.run("verify", "--stream").exits(ExitCode.OK);
    }
}
