package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What failures look like, and where settings come from. */
class ErrorsTest {
    private final Cli cli;

    ErrorsTest(Cli cli) {
        this.cli = cli;
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --label demo -o json",
                "generate --label demo -ojson",
                "generate --label demo -o=JSON",
                "generate --label demo --output json",
                "generate --label demo --output=Json",
                "generate --label demo -qojson",
                "generate --label demo -qo json"
            })
    void errorIsOneJsonObjectWhereJsonIsAskedFor(String line) {
        Cli.Result result = cli.run(line.split(" ", -1)).exits(ExitCode.CONFLICT);

        assertThat(result.out()).isEmpty();
        JsonObject error = error(result);
        assertThat(error.get("code").getAsInt()).isEqualTo(6);
        assertThat(error.get("name").getAsString()).isEqualTo("CONFLICT");
        assertThat(error.get("message").getAsString()).startsWith("The label is in use by the Active token demo (");
    }

    @Test
    void errorOfTheCommandLineItselfIsJsonToo() {
        assertThat(error(cli.run("list", "-o", "json", "--nothing")).get("name").getAsString())
                .isEqualTo("USAGE");
        assertThat(error(cli.run("list", "-o", "jsonl", "--limit", "x"))
                        .get("code")
                        .getAsInt())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "generate --label demo -o json -o text",
                "generate --label demo -o text -- -o json",
                "generate --label demo -o jso"
            })
    void errorIsTextWhereJsonWasTakenBackOrNeverAskedFor(String line) {
        assertThat(cli.run(line.split(" ", -1)).err()).startsWith("apikeys: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "\u001b", "\"", "\ud800", "ğ"})
    void errorOfAnyLengthIsStillJson(String unit) {
        Cli.Result result = cli.run("show", unit.repeat(10_000), "-o", "json").exits(ExitCode.NOT_FOUND);

        assertThat(error(result).get("message").getAsString()).endsWith("… (shortened)");
    }

    private static JsonObject error(Cli.Result result) {
        assertThat(result.err().lines()).hasSize(1);
        JsonObject error = JsonParser.parseString(result.err()).getAsJsonObject();
        assertThat(error.keySet()).isEqualTo(Set.of("schema", "code", "name", "message"));
        assertThat(error.get("schema").getAsString()).isEqualTo("apikeys/error@1");
        return error;
    }

    @Test
    void unknownCommandAndOptionAreAnsweredWithWhatWasMeant() {
        assertThat(cli.run("lst").exits(ExitCode.USAGE).err()).contains("list");
        assertThat(cli.run("genrate", "--label", "x").exits(ExitCode.USAGE).err())
                .contains("generate");
        assertThat(cli.run("list", "--statsu", "active").exits(ExitCode.USAGE).err())
                .contains("--status");
    }

    @Test
    void codeInTheEnvironmentIsRefusedAndNotRepeated() {
        String code =
                cli.run("generate", "--label", "secret").exits(ExitCode.OK).line();

        Cli.Result result = cli.with("APIKEYS_DATABASE", code).run("list").exits(ExitCode.USAGE);

        assertThat(result.err())
                .contains("APIKEYS_DATABASE", "Treat it as exposed")
                .doesNotContain(code.substring(17));
    }

    @Test
    void codeInPercentSignsOrHexIsRefusedAndNotRepeated() {
        byte[] code = cli.run("generate", "--label", "secret")
                .exits(ExitCode.OK)
                .line()
                .getBytes(StandardCharsets.US_ASCII);
        HexFormat hex = HexFormat.of();
        for (HexFormat format : List.of(hex, hex.withUpperCase(), hex.withPrefix("%"))) {
            String encoded = format.formatHex(code);
            String secret = encoded.substring(format.formatHex(code, 0, 17).length());

            for (String[] args :
                    new String[][] {{"show", encoded}, {"generate", "--label=" + encoded}, {encoded}, {"list", encoded}
                    }) {
                assertThat(cli.run(args).exits(ExitCode.USAGE).err())
                        .contains("in an argument", "Treat it as exposed")
                        .doesNotContain(secret);
            }
            assertThat(cli.with("APIKEYS_DATABASE", "/tmp/" + encoded)
                            .run("list")
                            .exits(ExitCode.USAGE)
                            .err())
                    .contains("APIKEYS_DATABASE", "Treat it as exposed")
                    .doesNotContain(secret);
            cli.with("APIKEYS_DATABASE", null);
        }
    }

    @Test
    void optionComesBeforeEnvironmentBeforeUserConfigurationBeforeDefault() throws Exception {
        Path configuration = cli.keyFile().resolveSibling("apikeys.properties");
        for (String name : new String[] {"option", "environment", "configuration"}) {
            cli.run(
                            "init",
                            "--database",
                            cli.home() + "/" + name + ".db",
                            "--key-file",
                            cli.home() + "/" + name + ".key")
                    .exits(ExitCode.OK);
            cli.run(
                            "generate",
                            "--label",
                            name,
                            "--database",
                            cli.home() + "/" + name + ".db",
                            "--key-file",
                            cli.home() + "/" + name + ".key")
                    .exits(ExitCode.OK);
        }

        assertThat(label()).isEqualTo("demo");
        write(
                configuration,
                "database=" + cli.home() + "/configuration.db\nkey-file=" + cli.home() + "/configuration.key\n");
        assertThat(label()).isEqualTo("configuration");
        cli.with("APIKEYS_DATABASE", cli.home() + "/environment.db")
                .with("APIKEYS_KEY_FILE", cli.home() + "/environment.key");
        assertThat(label()).isEqualTo("environment");
        assertThat(label("--database", cli.home() + "/option.db", "--key-file", cli.home() + "/option.key"))
                .isEqualTo("option");
    }

    private String label(String... options) {
        String[] args = new String[options.length + 3];
        System.arraycopy(options, 0, args, 0, options.length);
        System.arraycopy(new String[] {"list", "--columns", "label"}, 0, args, options.length, 3);
        return cli.run(args).exits(ExitCode.OK).line();
    }

    @Test
    void settingThatNobodyKnowsIsAnError() throws Exception {
        write(cli.keyFile().resolveSibling("apikeys.properties"), "databse=/x\n");

        assertThat(cli.run("list").exits(ExitCode.USAGE).err()).contains("'databse'");
    }

    @Test
    void javaOfOneUserIsNoSetting() throws Exception {
        write(cli.keyFile().resolveSibling("apikeys.properties"), "java=/usr/bin/java\n");

        assertThat(cli.run("list").exits(ExitCode.USAGE).err()).contains("'java'", "JAVA_HOME");
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "operators"})
    void theAccountOfTheMachineIsNoSettingOfOneUser(String key) throws Exception {
        write(cli.keyFile().resolveSibling("apikeys.properties"), key + "=apikeys\n");

        assertThat(cli.run("list").exits(ExitCode.USAGE).err()).contains("'" + key + "'", "/etc/apikeys");
    }

    @ParameterizedTest
    @ValueSource(strings = {"database=relative.db", "database=/x\\u0000y", "key-file=", "recoverable=perhaps"})
    void settingWithAValueThatIsNoneIsAnError(String line) throws Exception {
        write(cli.keyFile().resolveSibling("apikeys.properties"), line + "\n");

        cli.run("list").exits(ExitCode.USAGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\0", "\ud800", "\udc00x", "caf\ufffd", "nul\0"})
    void textThatCannotNameAFileIsASentenceWhereverItComesFrom(String name) throws Exception {
        String path = cli.home() + "/" + name;
        for (String variable : List.of(
                "APIKEYS_DATABASE", "APIKEYS_KEY_FILE", "APIKEYS_CONFIG", "XDG_DATA_HOME", "XDG_CONFIG_HOME", "HOME")) {
            assertNamesNoFile(variable, new Cli(cli.home()).with(variable, path).run("list"));
        }
        assertNamesNoFile("--database", cli.run("list", "--database", path));
        assertNamesNoFile("--key-file", cli.run("list", "--key-file=" + path));
        assertNamesNoFile("--secret-file", cli.run("generate", "--label", "new", "--secret-file", path));
        assertNamesNoFile("--label-file", cli.run("generate", "--label-file", path));
        String escaped = path.replace("\0", "\\u0000")
                .replace("\ud800", "\\ud800")
                .replace("\udc00", "\\udc00")
                .replace("\ufffd", "\\ufffd");
        for (String setting : List.of("database", "key-file", "java")) {
            write(cli.keyFile().resolveSibling("apikeys.properties"), setting + "=" + escaped + "\n");
            assertNamesNoFile("The setting '" + setting + "' of ", cli.run("list"));
        }
    }

    private static void assertNamesNoFile(String source, Cli.Result result) {
        result.exits(ExitCode.USAGE);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).startsWith("apikeys: " + source).contains("does not name a usable path");
    }

    @Test
    void pathThatTheDriverWouldTakeForSettingsIsRefusedWhereverItComesFrom() throws Exception {
        String path = cli.database() + "?synchronous=OFF";

        cli.run("list", "--database", path).exits(ExitCode.USAGE);
        cli.with("APIKEYS_DATABASE", path).run("list").exits(ExitCode.USAGE);
        cli.with("APIKEYS_DATABASE", null);
        write(cli.keyFile().resolveSibling("apikeys.properties"), "database=" + path + "\n");
        assertThat(cli.run("list").exits(ExitCode.USAGE).err()).contains("'?'");
        Files.delete(cli.keyFile().resolveSibling("apikeys.properties"));
        cli.with("XDG_DATA_HOME", cli.home() + "/a?b").run("list").exits(ExitCode.USAGE);
    }

    @Test
    void databaseThatIsNamedIsNeverMadeByAccident() {
        String database = cli.home() + "/mistyped.db";

        cli.run("generate", "--label", "x", "--database", database).exits(ExitCode.NOT_INITIALIZED);
        cli.run("list", "--database=" + database).exits(ExitCode.NOT_INITIALIZED);

        assertThat(Path.of(database)).doesNotExist();
    }

    private static void write(Path file, String text) throws Exception {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void configurationThatTheDiskDoesNotGiveIsNotCalledBadText() {
        cli.with("APIKEYS_CONFIG", "/proc/self/mem"); // it belongs to us, and its first byte cannot be read

        Cli.Result result = cli.run("list").exits(ExitCode.STORAGE);

        assertThat(result.err()).startsWith("apikeys: The configuration /proc/self/mem could not be read (");
    }

    @ParameterizedTest
    @CsvSource({"database=/tmp/\\u12, 'an incomplete \\u escape'", "database=/tmp/\u00ff, 'not text in UTF-8'"})
    void configurationThatIsNoTextIsSaidToBeSo(String line, String said) throws Exception {
        Path configuration = Files.writeString(cli.home().resolve("odd.properties"), line, StandardCharsets.ISO_8859_1);
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));
        cli.with("APIKEYS_CONFIG", configuration.toString());

        assertThat(cli.run("list").exits(ExitCode.NOT_FOUND).err()).contains(said);
    }
}
