package com.smartonboarding.apikeys.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.Main;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Only code can set the invoker and the randomness, as the tests do; no variable or property can. */
class WorldTest {
    private static final List<String> NAMES = List.of(
            "random", "seed", "random.seed", "secure.random", "uid", "user", "user.id", "identity", "process", "actor");

    @TempDir
    private Path folder;

    @Test
    void noVariableAndNoPropertyOfJavaSetsUserOrRandomness() throws Exception {
        Path home = Files.createDirectory(folder.resolve("one"));
        Path other = Files.createDirectory(folder.resolve("two"));

        String code = told(home, "generate", "--label", "ci").out();
        String otherCode = told(other, "generate", "--label", "ci").out();

        assertThat(code).startsWith("sok_").hasSize(56);
        assertThat(otherCode.substring(0, 16)).isNotEqualTo(code.substring(0, 16));
        assertThat(otherCode.substring(17)).isNotEqualTo(code.substring(17));
        assertThat(secrets(other)).doesNotContainAnyElementsOf(secrets(home));
        assertThat(JsonParser.parseString(
                                told(home, "admins", "list", "-o", "json").out())
                        .getAsJsonObject()
                        .getAsJsonArray("administrators")
                        .get(0)
                        .getAsJsonObject()
                        .get("uid")
                        .getAsLong())
                .isEqualTo(ProcessIds.read().real());
    }

    /** As a control: if code sets both, two installations draw the same. */
    @Test
    void codeSetsBoth() throws IOException {
        Cli cli = new Cli(Files.createDirectory(folder.resolve("one"))).ofAlice(0);
        Cli other = new Cli(Files.createDirectory(folder.resolve("two"))).ofAlice(0);

        assertThat(other.run("generate", "--label", "ci").exits(ExitCode.OK).line())
                .isEqualTo(cli.run("generate", "--label", "ci").line());
        assertThat(Files.readString(other.keyFile())).isEqualTo(Files.readString(cli.keyFile()));
        assertThat(cli.run("admins", "list").out()).startsWith("1041\talice\t");
    }

    /** Runs the tool with variables and properties that sound as if they set the invoker and the randomness. */
    private static Run.Ended told(Path home, String... args) throws Exception {
        Run run = Run.of(Path.of(System.getProperty("java.home"), "bin/java"));
        for (String name : NAMES) {
            run.and("-D" + name + "=1041", "-Dapikeys." + name + "=1041");
            String variable = name.toUpperCase(Locale.ROOT).replace('.', '_');
            run.with(variable, "1041").with("APIKEYS_" + variable, "1041");
        }
        Run.Ended ended = run.and(
                        "-Duser.name=mallory",
                        "-Dapikeys.native=" + System.getProperty("apikeys.native"),
                        "-cp",
                        System.getProperty("java.class.path"))
                .and(Main.class.getName())
                .and(args)
                .with("HOME", home.toString())
                .with("USER", "mallory")
                .with("LOGNAME", "mallory")
                .end();
        assertThat(ended.code()).as(ended.err()).isZero();
        return ended;
    }

    /** The words of the key file that are long enough to be random. */
    private static List<String> secrets(Path home) throws IOException {
        try (Stream<String> lines = Files.lines(new Cli(home).keyFile())) {
            List<String> secrets = lines.flatMap(line -> Stream.of(line.split("\\s+")))
                    .filter(word -> word.length() >= 40)
                    .toList();
            assertThat(secrets).isNotEmpty();
            return secrets;
        }
    }
}
