package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.failure.HostileArguments;
import com.smartonboarding.apikeys.cli.failure.HostileArgumentsTest;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.torture.fault.Modes;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Tool;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** Gives the tool hostile arguments, input, environments and configurations. */
public final class HostileSuite implements Suite {
    private static final int TOGETHER = 50;
    private static final List<List<String>> READERS = List.of(
            List.of("verify", "--no-touch"),
            List.of("verify", "--stream", "--no-touch"),
            List.of("revoke", "--code-stdin", "--dry-run"),
            List.of("scan", "-"),
            List.of("generate", "--label-file", "-"),
            List.of("verify", "-o", "json", "--no-touch"));
    private static final List<String> VARIABLES = List.of(
            "APIKEYS_DATABASE",
            "APIKEYS_KEY_FILE",
            "APIKEYS_CONFIG",
            "XDG_DATA_HOME",
            "XDG_CONFIG_HOME",
            "HOME",
            "SUDO_UID",
            "NO_COLOR",
            "COLUMNS");

    @Override
    public String name() {
        return "hostile";
    }

    @Override
    public String promise() {
        return "Whatever is typed, piped, configured or set, the tool ends with a documented exit code and a"
                + " sentence, with no stack trace, no control character, and no eight characters of a code outside"
                + " its intended line.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        trials.times("50 argument vectors in process", 150, (i, random, folder) -> arguments(random, folder));
        trials.times("50 standard inputs in process", 30, (i, random, folder) -> inputs(random, folder));
        trials.times(
                "10 configurations, key files and environments", 80, (i, random, folder) -> settings(random, folder));
        trials.times("10 processes with such arguments", 30, (i, random, folder) -> processes(random, folder));
        trials.control(
                "a tool that repeats what is typed",
                List.of(1, 2, 3, 4),
                (i, random, folder) -> repeats(random, folder));
    }

    /** Checks the standard error of a tool that repeats what was typed, which must fail. */
    private static String repeats(Random random, Path folder) throws Exception {
        Cli cli = Household.cli(folder);
        String code = HostileArgumentsTest.tokenToPaste(cli);
        HostileArguments hostile = hostile(random, folder, cli, code, false);
        List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
        for (int i = 0; i < TOGETHER; i++) {
            String[] args = hostile.next();
            HostileArgumentsTest.check(args, 2, "", "unknown argument: " + String.join(" ", args), secrets);
        }
        return "right";
    }

    private static HostileArguments hostile(Random random, Path folder, Cli cli, String code, boolean argv) {
        return new HostileArguments(random.nextLong(), folder, cli.keyFile(), "demo", code, argv);
    }

    private static String arguments(Random random, Path folder) throws Exception {
        Cli cli = Household.cli(folder);
        String code = HostileArgumentsTest.tokenToPaste(cli);
        HostileArguments hostile = hostile(random, folder, cli, code, false);
        List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
        HostileArgumentsTest.Typed typed = new HostileArgumentsTest.Typed();
        for (int i = 0; i < TOGETHER; i++) {
            String[] args = hostile.next();
            if (random.nextInt(4) == 0) {
                cli.atTerminal(80, random.nextBoolean() ? code + "\n" : "y\n");
            } else {
                cli.inPipe();
            }
            Cli.Result result = cli.run(args);
            typed.add(args);
            HostileArgumentsTest.check(args, result.exitCode(), typed.removedFrom(result.out()), result.err(), secrets);
        }
        return "right";
    }

    /** Gives pieces of the hostile arguments, and random bytes, as standard input. */
    private static String inputs(Random random, Path folder) throws Exception {
        Cli cli = Household.cli(folder);
        String code = HostileArgumentsTest.tokenToPaste(cli);
        HostileArguments hostile = hostile(random, folder, cli, code, false);
        List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
        for (int i = 0; i < TOGETHER; i++) {
            String[] args = READERS.get(random.nextInt(READERS.size())).toArray(String[]::new);
            Cli.Result result = cli.inPipe(text(hostile, code, random)).run(args);
            assertRight(args, result, secrets);
        }
        return "right";
    }

    private static String text(HostileArguments hostile, String code, Random random) {
        String words = String.join(random.nextBoolean() ? "\n" : " ", hostile.next());
        return switch (random.nextInt(4)) {
            case 0 -> words;
            case 1 -> words + code.substring(random.nextInt(20)) + words;
            case 2 -> {
                byte[] noise = new byte[random.nextInt(4_000)];
                random.nextBytes(noise);
                yield new String(noise, StandardCharsets.ISO_8859_1);
            }
            default -> (words + "\n").repeat(random.nextInt(300));
        };
    }

    private static String settings(Random random, Path folder) throws Exception {
        for (int i = 0; i < 10; i++) {
            Path home = Files.createDirectory(folder.resolve("home" + i), Modes.FOLDER);
            Cli cli = Household.cli(home);
            String code = HostileArgumentsTest.tokenToPaste(cli);
            List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
            HostileArguments hostile = hostile(random, home, cli, code, false);
            String word = String.join(" ", hostile.next());
            switch (random.nextInt(3)) {
                case 0 -> {
                    Path file = Files.createFile(cli.keyFile().resolveSibling("apikeys.properties"), Modes.FILE);
                    String name = random.nextBoolean() ? "database" : random.nextBoolean() ? "key-file" : word;
                    Files.writeString(file, encodable(name + "=" + word + "\n" + code));
                }
                case 1 -> {
                    String keys = Files.readString(cli.keyFile());
                    int at = random.nextInt(keys.length());
                    Files.writeString(
                            cli.keyFile(),
                            encodable(keys.substring(0, at) + word + keys.substring(at + random.nextInt(3) % 2)));
                }
                default -> cli.with(VARIABLES.get(random.nextInt(VARIABLES.size())), below(home, word));
            }
            for (String[] args : List.of(new String[] {"list"}, new String[] {"generate", "--label", "new", "-q"})) {
                assertRight(args, cli.inPipe().run(args), secrets);
            }
        }
        return "right";
    }

    /** A path in the home, so that nothing is made in other places. */
    private static String below(Path home, String word) {
        return home + "/" + word.replace("..", "").replace("/", "").replace("\0", "");
    }

    private static String encodable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private static void assertRight(String[] args, Cli.Result result, List<String> secrets) {
        String said = Arrays.toString(args) + " said " + result.err();
        assertThat(result.exitCode()).as(said).isNotIn(1, 20, 22, 23).isLessThan(28);
        assertThat(result.err()).as(said).doesNotContain("Exception", "    at ", "\tat ");
        for (String secret : secrets) {
            assertThat(result.err() + result.out()).as(said).doesNotContain(secret);
        }
        assertThat(result.err().codePoints().filter(c -> c != '\n' && Character.isISOControl(c)))
                .as(said)
                .isEmpty();
    }

    private static String processes(Random random, Path folder) throws Exception {
        Cli cli = Household.cli(folder);
        String code = HostileArgumentsTest.tokenToPaste(cli);
        HostileArguments hostile = hostile(random, folder, cli, code, true);
        List<String> secrets = HostileArgumentsTest.secrets(code, cli.keyFile());
        HostileArgumentsTest.Typed typed = new HostileArgumentsTest.Typed();
        for (int i = 0; i < 10; i++) {
            String[] args = hostile.next();
            Run.Ended run = Tool.run(folder, args).end();
            typed.add(args);
            HostileArgumentsTest.check(args, run.code(), typed.removedFrom(run.out()), run.err(), secrets);
        }
        return "right";
    }
}
