package com.smartonboarding.apikeys.cli.setting;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tool never writes a code or a key over a file that it needs itself. */
class OwnFilesTest {
    private final Cli cli;
    private final Path folder;

    OwnFilesTest(Cli cli) throws IOException {
        this.cli = cli;
        folder = Files.createDirectory(cli.home().resolve("folder"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void codeIsNotWrittenToAnyOfThem() throws IOException {
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        for (String suffix : new String[] {"", "-journal", "-wal", "-shm", ".reserve"}) {
            assertNoCodeIsWrittenTo(cli.database() + suffix, "the token database");
        }
        assertNoCodeIsWrittenTo(cli.keyFile().toString(), "is the key file");
        assertNoCodeIsWrittenTo(cli.anchor().toString(), "anchor");
        assertNoCodeIsWrittenTo(cli.keyFile() + ".0123abcd.anchor", "anchor");
        assertNoCodeIsWrittenTo(
                cli.home().resolve(".config/apikeys/apikeys.properties").toString(), "configuration");
        assertNoCodeIsWrittenTo("/etc/apikeys/apikeys.properties", "configuration");
        assertNoCodeIsWrittenTo(folder.resolve(".token.draft").toString(), "draft");
    }

    @Test
    void codeIsNotWrittenToTheConfigurationThatAVariableNames() throws IOException {
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        Path named = Files.writeString(folder.resolve("named"), "");
        Files.setPosixFilePermissions(named, PosixFilePermissions.fromString("rw-------"));
        cli.with("APIKEYS_CONFIG", named.toString());

        assertNoCodeIsWrittenTo(named.toString(), "configuration");
        assertNoCodeIsWrittenTo(
                cli.home().resolve(".config/apikeys/apikeys.properties").toString(), "configuration");
    }

    @Test
    void otherNamesOfOneAreKnown() throws IOException {
        cli.run("generate", "--label", "ci").exits(ExitCode.OK);
        Path link = Files.createSymbolicLink(folder.resolve("link"), cli.database());
        Path linked = Files.createSymbolicLink(
                cli.home().resolve("linked"), cli.database().getParent());

        assertNoCodeIsWrittenTo(link.toString(), "is the token database");
        assertNoCodeIsWrittenTo(linked.resolve("apikeys.db").toString(), "is the token database");
        assertNoCodeIsWrittenTo(linked.resolve("apikeys.db-journal").toString(), "belongs to the token database");
        assertNoCodeIsWrittenTo(
                cli.home()
                        .resolve(".local/share/../share/apikeys/./apikeys.db-wal")
                        .toString(),
                "belongs to the token database");
        String fromHere =
                Path.of("").toAbsolutePath().relativize(cli.database()).toString();
        assertNoCodeIsWrittenTo(fromHere, "is the token database");
        Path hard = Files.createLink(folder.resolve("hard"), cli.keyFile());
        assertNoCodeIsWrittenTo(hard.toString(), "is the key file");
    }

    @Test
    void keyIsNotMadeInThePlaceOfAnother() throws IOException {
        Path linked = Files.createSymbolicLink(cli.home().resolve("linked"), folder);
        Path database = folder.resolve("y");
        for (String suffix : new String[] {"", "-journal", "-wal", "-shm", ".reserve"}) {
            assertNotInitialized(database, folder.resolve("y" + suffix));
            assertNotInitialized(database, linked.resolve("y" + suffix));
            assertNotInitialized(linked.resolve("new/y"), folder.resolve("new/y" + suffix));
        }
        assertNotInitialized(database, folder.resolve("key.0123abcd.anchor"));
        assertNotInitialized(database, cli.home().resolve(".config/apikeys/apikeys.properties"));
        assertNotInitialized(cli.home().resolve(".config/apikeys/apikeys.properties"), folder.resolve("key"));

        cli.run("init", "--database", database.toString(), "--key-file", folder + "/y.key")
                .exits(ExitCode.OK);
    }

    @Test
    void placesThatVariablesNameAreKeptApartToo() throws IOException {
        Path data = Files.createDirectory(cli.home().resolve("one"));
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        Files.createSymbolicLink(data.resolveSibling("two"), data);
        cli.with("APIKEYS_DATABASE", data + "/db").with("APIKEYS_KEY_FILE", cli.home() + "/two/db-wal");
        Map<Path, String> before = everything();

        assertThat(cli.run("init").exits(ExitCode.USAGE).err()).contains("key file cannot be", "db-wal");

        assertThat(everything()).isEqualTo(before);
    }

    private void assertNoCodeIsWrittenTo(String file, String what) throws IOException {
        Path labels = folder.resolve("labels");
        Files.writeString(labels, "a\nb\n");
        Map<Path, String> before = everything();
        for (String command : new String[] {
            "generate --label x",
            "generate --label x --once --request-id r",
            "generate --label-file " + labels,
            "rotate ci"
        }) {
            for (String force : new String[] {"", " --force"}) {
                String[] args = Stream.concat(Stream.of((command + force).split(" ")), Stream.of("--secret-file", file))
                        .toArray(String[]::new);
                assertThat(cli.run(args).exits(ExitCode.USAGE).err()).contains(what, "Nothing was changed");
                assertThat(everything()).isEqualTo(before);
            }
        }
        assertThat(cli.run("list", "--columns", "label,status").out()).isIn("ci\tActive\n", "");
    }

    private void assertNotInitialized(Path database, Path keyFile) throws IOException {
        Map<Path, String> before = everything();

        assertThat(cli.run("init", "--database", database.toString(), "--key-file", keyFile.toString())
                        .exits(ExitCode.USAGE)
                        .err())
                .contains("cannot be", "Nothing was changed");

        assertThat(everything()).isEqualTo(before);
    }

    /** All files below the home, with their contents. */
    private Map<Path, String> everything() throws IOException {
        Map<Path, String> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(cli.home())) {
            for (Path each : all.toList()) {
                files.put(each, Files.isRegularFile(each) ? Files.readString(each, StandardCharsets.ISO_8859_1) : "");
            }
        }
        return files;
    }
}
