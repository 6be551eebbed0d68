package com.smartonboarding.apikeys.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.RawDatabase;
import com.smartonboarding.apikeys.failure.ExitCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the files contain of a code: nothing in clear text before it is revoked, and nothing at all afterwards. */
class AtRestTest {
    /** A sequence of this many bytes of a code or a seal never occurs by chance. */
    private static final int WINDOW = 8;

    private static final long SEED = 20261123;

    private final Cli cli;

    AtRestTest(Cli cli) {
        this.cli = cli;
    }

    @Test
    void codeIsNeverInClearInAnyFile() throws IOException {
        String code = generate("demo");
        cli.run("show", "demo").exits(ExitCode.OK);
        cli.run("relabel", "demo", "other").exits(ExitCode.OK);

        assertThat(windowsIn(allFiles(), secretOf(code))).isEmpty();
        assertThat(windowsIn(allFiles(), code.substring(0, 20).getBytes(StandardCharsets.US_ASCII)))
                .as("windows across the prefix and the id, which alone is public")
                .isEqualTo(windowsWithin(code.substring(4, 16)));
    }

    @Test
    void revokedCodeLeavesNothingOfItselfOrItsSeal() throws IOException {
        String code = generate("demo");
        byte[] seal = seal("demo");
        assertThat(windowsIn(allFiles(), seal))
                .as("control: the seal is found while it is kept")
                .isNotEmpty();

        cli.run("revoke", "demo", "-y").exits(ExitCode.OK);

        assertThat(windowsIn(allFiles(), seal)).isEmpty();
        assertThat(windowsIn(allFiles(), secretOf(code))).isEmpty();
    }

    @Test
    void sealsLeaveNothingHoweverTheirPagesWereFilledSplitAndEmptied() throws IOException {
        Random random = new Random(SEED);
        Map<String, byte[]> kept = new HashMap<>();
        List<byte[]> destroyed = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            String label = "token-" + i + "x".repeat(random.nextInt(80));
            cli.run("generate", "--label", label, "--description", "d".repeat(200 + random.nextInt(800)))
                    .exits(ExitCode.OK);
            kept.put(label, seal(label));
            List<String> labels = kept.keySet().stream().sorted().toList();
            String victim = labels.get(random.nextInt(labels.size()));
            if (random.nextInt(3) == 0) {
                cli.run("revoke", victim, "-y", "--reason", "r".repeat(1 + random.nextInt(200)))
                        .exits(ExitCode.OK);
                destroyed.add(kept.remove(victim));
            } else if (random.nextInt(2) == 0) {
                String renamed = "renamed-" + i + "y".repeat(random.nextInt(100));
                cli.run("relabel", victim, renamed).exits(ExitCode.OK);
                kept.put(renamed, kept.remove(victim));
            }
        }
        assertThat(destroyed).hasSizeGreaterThan(4);
        Set<String> present = windows(allFiles());
        for (byte[] seal : destroyed) {
            assertThat(windowsIn(present, seal)).isEmpty();
        }
        for (byte[] seal : kept.values()) {
            assertThat(windowsIn(present, seal)).isNotEmpty();
        }
    }

    @Test
    void tokenGeneratedOnceHasNoSealFromTheStart() {
        String code = cli.run("generate", "--label", "demo", "--once")
                .exits(ExitCode.OK)
                .line();

        assertThat(new RawDatabase(cli.database()).texts("SELECT count(seal) FROM token"))
                .containsExactly("0");
        Cli.Result gone = cli.run("show", "demo").exits(ExitCode.NOT_FOUND);
        assertThat(gone.out()).isEmpty();
        assertThat(gone.err()).contains("without a sealed copy").doesNotContain(code);
    }

    @Test
    void siteThatKeepsNoCodesKeepsNone() throws IOException {
        generate("before");
        Path configuration =
                Files.writeString(cli.home().resolve(".config/apikeys/apikeys.properties"), "recoverable=never\n");
        Files.setPosixFilePermissions(configuration, PosixFilePermissions.fromString("rw-------"));

        generate("after");

        assertThat(new RawDatabase(cli.database()).texts("SELECT label FROM token WHERE seal IS NULL"))
                .containsExactly("after");
        cli.run("show", "after").exits(ExitCode.NOT_FOUND);
    }

    @Test
    void databaseTakenElsewhereWithoutItsKeyGivesNothing(Cli thief) throws IOException {
        String code = generate("demo");
        thief.run("generate", "--label", "own").exits(ExitCode.OK);
        Files.write(thief.database(), Files.readAllBytes(cli.database()));

        for (String[] args : new String[][] {{"show", "demo", "-q"}, {"list"}, {"admins", "list"}}) {
            Cli.Result result = thief.run(args).exits(ExitCode.WRONG_KEY);
            assertThat(result.out() + result.err()).doesNotContain(code.substring(4));
            assertThat(result.out()).isEmpty();
        }
    }

    @Test
    void verifierAndSealSayNothingWithoutTheKey() {
        String code = generate("demo");
        String again = generate("again");
        RawDatabase database = new RawDatabase(cli.database());

        assertThat(database.texts("SELECT DISTINCT length(verifier) || ' ' || length(seal) FROM token"))
                .as("one length for all codes")
                .hasSize(1);
        assertThat(seal("demo")).isNotEqualTo(seal("again"));
        assertThat(code).isNotEqualTo(again);
    }

    private String generate(String label) {
        return cli.run("generate", "--label", label).exits(ExitCode.OK).line();
    }

    private byte[] seal(String label) {
        return new RawDatabase(cli.database()).blob("SELECT seal FROM token WHERE label = '" + label + "'");
    }

    private static byte[] secretOf(String code) {
        return code.substring(17).getBytes(StandardCharsets.US_ASCII);
    }

    /** The contents of database, key file, reserve, and all other files below the home. */
    private List<byte[]> allFiles() throws IOException {
        List<byte[]> contents = new ArrayList<>();
        try (Stream<Path> files = Files.walk(cli.home()).filter(Files::isRegularFile)) {
            for (Path file : files.toList()) {
                contents.add(Files.readAllBytes(file));
            }
        }
        return contents;
    }

    private static Set<String> windowsIn(List<byte[]> haystack, byte[] needle) {
        return windowsIn(windows(haystack), needle);
    }

    private static Set<String> windowsIn(Set<String> present, byte[] needle) {
        Set<String> found = windows(List.of(needle));
        found.retainAll(present);
        return found;
    }

    private static Set<String> windowsWithin(String text) {
        return windows(List.of(text.getBytes(StandardCharsets.US_ASCII)));
    }

    private static Set<String> windows(List<byte[]> contents) {
        Set<String> windows = new HashSet<>();
        for (byte[] content : contents) {
            String text = new String(content, StandardCharsets.ISO_8859_1);
            for (int i = 0; i + WINDOW <= text.length(); i++) {
                windows.add(text.substring(i, i + WINDOW));
            }
        }
        return windows;
    }
}
