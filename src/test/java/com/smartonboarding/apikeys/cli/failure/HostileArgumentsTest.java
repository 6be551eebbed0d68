package com.smartonboarding.apikeys.cli.failure;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.secret.Redactor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Whatever the arguments are, the tool ends with a sentence that contains no secret. */
public class HostileArgumentsTest {
    private static final int VECTORS = 2_000;
    private static final long SEED = 20261123;
    private static final int WINDOW = 8;

    /** What was in the current folder before the test; commands may take any argument for the name of a new file. */
    private final Set<Path> before = current();

    /** The arguments so far, and the values of options that were written with {@code =}. */
    private final Set<String> named = new HashSet<>();

    @AfterEach
    void removeTheFilesThatTheArgumentsNamed() throws IOException {
        for (Path file : current()) {
            if (!before.contains(file) && (named.contains(file.toString()) || named.contains("./" + file))) {
                Files.delete(file);
            }
        }
    }

    private static Set<Path> current() {
        try (Stream<Path> files = Files.list(Path.of(""))) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anyArgumentsEndInAnExitCodeAndASentenceWithoutASecret(Cli cli) throws Exception {
        String code = tokenToPaste(cli);
        HostileArguments hostile = new HostileArguments(SEED, cli.home(), cli.keyFile(), "demo", code, false);
        List<String> secrets = secrets(code, cli.keyFile());
        Random coin = new Random(SEED);
        Map<ExitCode, Integer> ends = new EnumMap<>(ExitCode.class);
        Typed typed = new Typed();

        for (int i = 0; i < VECTORS; i++) {
            String[] args = hostile.next();
            if (coin.nextInt(4) == 0) {
                cli.atTerminal(80, coin.nextBoolean() ? code + "\n" : "y\n");
            } else {
                cli.inPipe();
            }
            Cli.Result result = cli.run(args);
            typed.add(args);
            for (String arg : args) {
                named.add(arg);
                named.add(arg.substring(arg.indexOf('=') + 1));
            }
            check(args, result.exitCode(), typed.removedFrom(result.out()), result.err(), secrets);
            ends.merge(documented(result.exitCode()), 1, Integer::sum);
        }
        assertThat(ends).as("how the vectors ended").containsKeys(ExitCode.OK, ExitCode.NOT_FOUND, ExitCode.CONFLICT);
    }

    @Test
    void namesOfClassesAreNotMasked() {
        for (String name : List.of(
                "java.lang.ArrayIndexOutOfBoundsException",
                "javax.xml.transform.TransformerConfigurationException",
                "com.smartonboarding.apikeys.failure.OutcomeUnknownException",
                "java.lang.reflect.UndeclaredThrowableException")) {
            assertThat(Redactor.mask(name)).isEqualTo(name);
        }
    }

    /**
     * The arguments so far. A piece of a code without its beginning looks like a label. If somebody uses one as a
     * label, it appears in the list, and only there.
     */
    public static final class Typed {
        private static final int LONGEST = 1_000;

        private final Set<String> pieces = new LinkedHashSet<>();

        /** Adds the arguments that could have become labels. */
        public void add(String... args) {
            for (String arg : args) {
                String value = arg.startsWith("--") ? arg.substring(arg.indexOf('=') + 1) : arg;
                if (value.length() >= WINDOW && value.length() < LONGEST && !Redactor.holdsCode(value)) {
                    pieces.add(value);
                }
            }
        }

        /** The output without the arguments, whether whole or shortened with an ellipsis, as in table columns. */
        public String removedFrom(String out) {
            String rest = out;
            for (String piece : pieces) {
                rest = rest.replace(piece, "");
                for (int end = piece.length() - 1; end >= WINDOW && rest.contains(piece.substring(0, WINDOW)); end--) {
                    rest = rest.replace(piece.substring(0, end) + "…", "");
                }
            }
            return rest;
        }
    }

    /** A token whose pieces all look random. A few tokens in a thousand have others, which RedactorTest counts. */
    public static String tokenToPaste(Cli cli) {
        String code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        while (HostileArguments.pieces(code)
                .anyMatch(piece -> Redactor.mask(piece).equals(piece))) {
            cli.run("revoke", "demo", "--yes").exits(ExitCode.OK);
            code = cli.run("generate", "--label", "demo").exits(ExitCode.OK).line();
        }
        return code;
    }

    /** What must never appear: the windows of the code's secret part, and the key lines of the key file. */
    public static List<String> secrets(String code, Path keyFile) throws Exception {
        List<String> secrets = new ArrayList<>();
        for (int start = 17; start + WINDOW <= code.length(); start++) {
            secrets.add(code.substring(start, start + WINDOW));
        }
        Files.readString(keyFile)
                .lines()
                .filter(line -> line.startsWith("key "))
                .forEach(line -> secrets.addAll(List.of(line.split(" ")).subList(3, 5)));
        assertThat(secrets).hasSizeGreaterThan(32);
        return secrets;
    }

    private static ExitCode documented(int exitCode) {
        return Arrays.stream(ExitCode.values())
                .filter(code -> code.number() == exitCode)
                .findFirst()
                .orElseThrow(() -> new AssertionError("exit code " + exitCode + " is not documented"));
    }

    public static void check(String[] args, int exitCode, String out, String err, List<String> secrets) {
        String vector = head(Arrays.toString(args)) + " said " + head(err);
        ExitCode end = documented(exitCode);
        assertThat(end)
                .as(vector)
                // Only the arguments are wrong, not the tool, the database or the streams.
                .isNotIn(Set.of(
                        ExitCode.INTERNAL,
                        ExitCode.OUTCOME_UNKNOWN,
                        ExitCode.UNDELIVERED,
                        ExitCode.BUSY,
                        ExitCode.NO_JAVA,
                        ExitCode.BROKEN_PIPE));
        if (!Arrays.asList(args).contains("restore")) { // an argument can name a file that is no backup
            assertThat(end).as(vector).isNotEqualTo(ExitCode.INTEGRITY);
        }
        if (!Arrays.asList(args).contains("--debug")) {
            assertThat(err).as(vector).doesNotContain("\tat ", "    at ", "Exception");
        }
        assertThat(out).as(vector).doesNotContain("Exception");
        boolean isAnswer = end == ExitCode.LEAK_FOUND
                || end == ExitCode.FINDINGS
                || end.name().startsWith("REJECTED_");
        if (exitCode != 0 && !isAnswer) {
            assertThat(out).as("output of the failed %s", vector).isEmpty();
        }
        boolean display = exitCode == 0 && Arrays.stream(args).anyMatch(arg -> arg.matches("show|describe"));
        for (String secret : secrets) {
            assertThat(err).as(vector).doesNotContain(secret);
            if (!display) {
                assertThat(out).as(vector).doesNotContain(secret);
            }
        }
        assertThat(err.codePoints()
                        .filter(c ->
                                c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT)))
                .as(vector)
                .isEmpty();
        assertThat(err).as(vector).hasSizeLessThan(20_000);
    }

    private static String head(String text) {
        return text.substring(0, Math.min(text.length(), 1_000));
    }
}
