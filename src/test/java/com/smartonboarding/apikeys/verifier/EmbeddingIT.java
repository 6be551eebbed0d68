package com.smartonboarding.apikeys.verifier;

import static com.smartonboarding.apikeys.launcher.Installation.CHECKOUT;
import static com.smartonboarding.apikeys.launcher.Installation.PACKAGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example from the page about embedding, compiled and run against the package as that page says. */
class EmbeddingIT {
    @TempDir
    private Path folder;

    @Test
    void exampleOfThePageRunsAsItStands(Cli cli) throws Exception {
        String code = cli.run("generate", "--label", "ci", "--scope", "deploy")
                .exits(ExitCode.OK)
                .line();
        String other = cli.run("generate", "--label", "web").exits(ExitCode.OK).line();
        String jar = PACKAGE.resolve("lib/apikeys.jar").toString();
        Path java = Path.of(System.getProperty("java.home"), "bin");
        Files.writeString(folder.resolve("Doorkeeper.java"), example());

        Run.Ended compiled = Run.of(
                        java.resolve("javac"), "-Xlint:all,-classfile", "-Werror", "-cp", jar, "Doorkeeper.java")
                .in(folder)
                .end();
        assertThat(compiled.code()).as(compiled.err()).isZero();
        Run.Ended run = Run.of(
                        java.resolve("java"),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        jar + ":.",
                        "Doorkeeper",
                        cli.database().toString(),
                        cli.keyFile().toString())
                .in(folder)
                .input(code + "\n" + other + "\nhello\n")
                .end();

        // The messages come from the original libraries: this server uses no stand-ins and no logging.
        assertThat(run.err().lines()).hasSize(3).allMatch(line -> line.startsWith("SLF4J(W): "));
        assertThat(run.out()).isEqualTo("200 ci\n403 lacks_scope\n403 malformed\n");
        assertThat(cli.run("show", "ci", "--field", "last_accessed_from").line())
                .isEqualTo("203.0.113.9");
    }

    private static String example() throws Exception {
        String page = Files.readString(CHECKOUT.resolve("src/docs/embedding.md"));
        int start = page.indexOf("```java\n") + "```java\n".length();
        return page.substring(start, page.indexOf("```", start));
    }
}
