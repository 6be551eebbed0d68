package com.smartonboarding.apikeys.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.Homes;
import com.smartonboarding.apikeys.cli.command.database.InitCommand;
import com.smartonboarding.apikeys.cli.command.token.Repository;
import com.smartonboarding.apikeys.cli.help.CommandHelp;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.identity.ProcessIds;
import com.smartonboarding.apikeys.launcher.Installation;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The examples in every help, and so in every man page, work exactly as written. They are typed into bash at a terminal
 * one after another, and every question is answered with yes.
 */
class ExamplesIT {
    private static final long NOBODYS_UID = 65534;

    /**
     * Stands for the user in the examples. Machines have no alice, but these users, one of whom does not run the test.
     */
    private static final String SOMEBODY = ProcessIds.read().effective() == NOBODYS_UID ? "daemon" : "nobody";

    /** Stands for the uid in the examples, which could be the tester's own. */
    private static final String SOME_UID = "3999999001";

    @TempDir
    private static Path furnished;

    private final Home home;

    ExamplesIT(Home home) {
        this.home = home;
    }

    static Stream<CommandSpec> commands() {
        return Cli.commands().stream();
    }

    /** Makes what the examples refer to. */
    @BeforeAll
    static void furnish() throws Exception {
        Skip.unlessInstalled("script");
        Cli cli = new Cli(furnished);
        String old = "";
        for (String label : List.of("old-1", "old-2", "old-3")) {
            old = generate(cli.at(daysAgo(500)), label);
            cli.at(daysAgo(400)).run("revoke", label, "-y").exits(ExitCode.OK);
        }
        String dashboard = generate(cli.at(daysAgo(200)), "dashboard");
        generate(cli, "ci-nightly");
        String billing = generate(cli.at(daysAgo(30)), "billing");
        String deploy = generate(cli, "ci-deploy", "--scope", "deploy", "--expires-in", "90d");
        cli.at(Instant.now()).run("admins", "add", SOMEBODY).exits(ExitCode.OK);
        cli.run("admins", "add", SOME_UID).exits(ExitCode.OK);

        Files.writeString(
                furnished.resolve("anchors"),
                cli.run("audit", "head").exits(ExitCode.OK).out());

        Files.createDirectory(
                furnished.resolve("backups"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        Repository project = Repository.init(furnished);
        project.commit("src/settings", "code = " + old, "a code that was revoked since");
        project.commit("src/settings", "code = elsewhere", "without it");
        project.commit("config/settings", "code = elsewhere", "nothing");
        Files.writeString(furnished.resolve("ci-deploy.code"), deploy + "\n");
        Files.writeString(furnished.resolve("many.codes"), deploy + "\n{\"code\":\"" + old + "\"}\nsok_cut\n");
        Files.writeString(furnished.resolve("found.code"), billing + "\n");
        Files.writeString(furnished.resolve("app.log"), "GET / 200\nAuthorization: Bearer " + dashboard + "\n");
    }

    private static Instant daysAgo(int days) {
        return Instant.now().minus(Duration.ofDays(days));
    }

    private static String generate(Cli cli, String label, String... options) {
        List<String> args = new ArrayList<>(List.of("generate", "--label", label));
        args.addAll(List.of(options));
        return cli.run(args.toArray(String[]::new)).exits(ExitCode.OK).line();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void examplesWorkOneAfterTheOther(CommandSpec command) throws Exception {
        if (!(command.userObject() instanceof InitCommand)) {
            Homes.copy(furnished, home.folder());
        }
        List<String> examples = new CommandHelp(command)
                .examples().stream().filter(line -> !line.startsWith("#")).toList();
        StringBuilder script = new StringBuilder(preparation(command));
        for (String example : examples) {
            script.append(ending(example).replace("alice", SOMEBODY).replace("1001", SOME_UID))
                    .append("\necho $? >>statuses\n");
        }
        Files.writeString(home.folder().resolve("examples.sh"), script);

        Run.Ended run = home.on(Run.of("script", "-qec", "bash examples.sh", "/dev/null"))
                .with("PATH", programs() + ":" + System.getenv("PATH"))
                .with("TERM", "xterm")
                .input("y\n".repeat(examples.size()))
                .end();

        assertThat(run.code()).as(run.out()).isZero();
        assertThat(Files.readAllLines(home.folder().resolve("statuses")))
                .as("exit codes of %s, which printed%n%s", examples, run.out())
                .hasSameSizeAs(examples)
                .containsOnly("0");
    }

    /** The same, but ended like a service is, if it would not end by itself. */
    private static String ending(String example) {
        return example.startsWith("apikeys serve ") ? "timeout --preserve-status --signal TERM 5 " + example : example;
    }

    /** What must happen in the home itself before its examples make sense. */
    private static String preparation(CommandSpec command) {
        return switch (command.name()) {
            case "restore" -> "apikeys backup -q \"$HOME/tokens.backup\"\n";
            case "drop" -> """
                old=$(apikeys key list -o tsv | head -n 1 | cut -f 1)
                apikeys key rotate -q && apikeys key rekey -q
                """;
            default -> "";
        };
    }

    /** A folder with only the packaged tool, under its name. */
    private Path programs() throws IOException {
        Path programs = Files.createDirectories(home.folder().resolve("programs"));
        Path program = Files.writeString(
                programs.resolve("apikeys"), "#!/bin/sh\nexec '" + Installation.LAUNCHER + "' \"$@\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return programs;
    }
}
