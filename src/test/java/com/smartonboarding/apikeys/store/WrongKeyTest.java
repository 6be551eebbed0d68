package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Without its own key file, a database is neither read nor written. No message repeats anything of a key file. */
class WrongKeyTest {
    private final Cli cli;
    private final byte[] keyFile;
    private final String key;

    WrongKeyTest(Cli cli) throws IOException {
        this.cli = cli;
        cli.run("generate", "--label", "demo").exits(ExitCode.OK);
        keyFile = Files.readAllBytes(cli.keyFile());
        key = lastLine().split(" ", -1)[3];
        assertThat(key).hasSize(44);
    }

    @Test
    void wholeKeyFileIsAccepted() throws IOException {
        Files.write(cli.keyFile(), keyFile);

        cli.run("list").exits(ExitCode.OK);
    }

    @Test
    void missingKeyFileIsRefused() throws IOException {
        Files.delete(cli.keyFile());

        assertRefused("missing");
        assertThat(cli.keyFile()).as("a new key in place of the lost one").doesNotExist();
    }

    @Test
    void keyFileThatWasCutAnywhereIsRefused() throws IOException {
        for (int i = 0; i < 20; i++) {
            // Without its last line feed, the file is still complete.
            int length = i * (keyFile.length - 2) / 19;
            assertRefused(Arrays.copyOf(keyFile, length), "cut after " + length + " bytes");
        }
    }

    @Test
    void oneOtherCharacterAnywhereInTheKeyIsRefused() throws IOException {
        int start = keyFile.length - lastLine().length() - 1;
        for (int at = start; at < keyFile.length - 1; at++) {
            byte[] changed = keyFile.clone();
            changed[at] = (byte) (changed[at] == 'A' ? 'B' : 'A');
            assertRefused(changed, "character " + (at - start) + " of the key line");
        }
    }

    @Test
    void lookAlikesOfAWholeKeyAreRefused() throws IOException {
        String line = lastLine();
        String[] words = line.split(" ", -1);
        for (String other : List.of(
                line.replace("Z ", "z "),
                line.replace("Z ", ".000Z "),
                line.replace(words[4], words[4].replace("=", "")),
                line.replace(words[3], nextInAlphabet(words[3])),
                line.replace(words[4], nextInAlphabet(words[4])),
                line.replace(words[1], "9" + words[1].substring(1) + "9"),
                line + " ",
                line.replace(" ", "  "),
                line.replace(" ", "\t"))) {
            assertRefused(text().replace(line, other).getBytes(StandardCharsets.US_ASCII), "another key line");
        }
    }

    @Test
    void versionThatThisToolDoesNotKnowIsRefused() throws IOException {
        assertRefused(text().replace("key-file 1", "key-file 2").getBytes(StandardCharsets.US_ASCII), "version 2");
    }

    @Test
    void keyFileOfAnotherDatabaseIsRefused(Cli other) throws IOException {
        other.run("init").exits(ExitCode.OK);

        assertRefused(Files.readAllBytes(other.keyFile()), "another's");
    }

    @Test
    void garbageIsRefused() throws IOException {
        byte[] garbage = new byte[5000];
        new Random(1).nextBytes(garbage);

        assertRefused(garbage, "random bytes");
        assertRefused(new byte[400], "zeros");
        assertRefused("apikeys-key-file 1\n".getBytes(StandardCharsets.US_ASCII), "no key");
        assertRefused("-----BEGIN PRIVATE KEY-----\n".getBytes(StandardCharsets.US_ASCII), "another kind of key");
    }

    private void assertRefused(byte[] content, String what) throws IOException {
        Files.write(cli.keyFile(), content);
        assertRefused(what);
    }

    private void assertRefused(String what) throws IOException {
        byte[] before = Files.readAllBytes(cli.database());
        for (String[] args : new String[][] {
            {"list", "-o", "json"},
            {"show", "demo", "-q"},
            {"revoke", "demo", "-y", "--debug"},
            {"generate", "--label", "other"},
        }) {
            Cli.Result result = cli.run(args);
            assertThat(result.exitCode())
                    .as("%s with a key file that is %s: %s", args[0], what, result.err())
                    .isEqualTo(ExitCode.WRONG_KEY.number());
            assertThat(result.out()).isEmpty();
            for (String part : parts()) {
                assertThat(result.err()).as(what).doesNotContain(part);
            }
        }
        assertThat(Files.readAllBytes(cli.database())).as(what).isEqualTo(before);
    }

    /** All sequences of eight characters of the key. */
    private List<String> parts() {
        List<String> parts = new ArrayList<>();
        for (int i = 0; i + 8 <= key.length(); i++) {
            parts.add(key.substring(i, i + 8));
        }
        return parts;
    }

    /** Another base64 text for the same bytes: its last character has spare bits, and they are set. */
    private static String nextInAlphabet(String base64) {
        int last = base64.indexOf('=') - 1;
        char next = (char) (base64.charAt(last) + 1);
        return base64.substring(0, last) + next + base64.substring(last + 1);
    }

    private String text() {
        return new String(keyFile, StandardCharsets.US_ASCII);
    }

    private String lastLine() {
        String[] lines = text().split("\n", 0);
        return lines[lines.length - 1];
    }
}
