package com.smartonboarding.apikeys.docs;

import static com.smartonboarding.apikeys.cli.Home.assertExit;
import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.Home;
import com.smartonboarding.apikeys.cli.command.token.Repository;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.launcher.Run;
import com.smartonboarding.apikeys.launcher.Skip;
import com.smartonboarding.apikeys.output.doctor.PrometheusText;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The recipes do what the documentation says. */
class RecipesIT {
    private final Home home;
    private final Cli cli;

    RecipesIT(Home home) {
        this.home = home;
        cli = home.cli().at(Instant.now());
        cli.run("init").exits(ExitCode.OK);
    }

    private List<String> tokens() {
        return cli.at(Instant.now())
                .run("list", "--columns", "label,status")
                .out()
                .lines()
                .sorted()
                .toList();
    }

    private void assertVerify(String code, ExitCode expected) {
        cli.at(Instant.now()).inPipe(code).run("verify", "-q", "--no-touch").exits(expected);
        cli.inPipe();
    }

    @Test
    void everyRecipeIsOneThatIsRunHere() throws Exception {
        int run = 0;
        for (String heading : new String[] {
            Recipes.NIGHTLY,
            Recipes.JOB,
            Recipes.LEAK,
            Recipes.HOOK,
            Recipes.STALE,
            Recipes.PROVISION,
            Recipes.SERVICE,
            Recipes.LOG,
            Recipes.ANCHOR,
            Recipes.WATCH,
            Recipes.LOST,
            Recipes.KEY_LEAKED
        }) {
            run += Recipes.under(heading).size();
        }
        assertThat(Recipes.all()).hasSize(run).hasSize(15);
    }

    @Test
    void provisioningGivesATableOfLabelsAndCodesHoweverOftenItIsRun() throws Exception {
        Path table = home.folder().resolve("codes.tsv");
        Files.writeString(home.folder().resolve("labels"), "web-1\nweb-2\nweb 3\n");
        assertExit(Recipes.run(home, Recipes.PROVISION, 1).end(), ExitCode.OK);
        List<String> lines = Files.readAllLines(table);
        assertThat(lines)
                .extracting(line -> line.substring(0, line.indexOf('\t')))
                .containsExactly("web-1", "web-2", "web 3");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(table)))
                .isEqualTo("rw-------");
        for (String line : lines) {
            assertVerify(line.substring(6), ExitCode.OK);
        }

        assertExit(Recipes.run(home, Recipes.PROVISION, 1).end(), ExitCode.OK);
        assertThat(table).content().isEqualTo(String.join("\n", lines) + "\n");
        Files.writeString(home.folder().resolve("labels"), "web-9\nweb-2\n");
        assertThat(Recipes.run(home, Recipes.PROVISION, 1).end().err()).contains("The labels in line 2 are in use");
        assertThat(tokens()).hasSize(3);
    }

    @Test
    void theTokensOfALostMachineWorkOnAnEmptyOne(@TempDir Path elsewhere) throws Exception {
        Path keys = elsewhere.resolve("apikeys.key");
        String code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        String revoked =
                cli.run("generate", "--label", "old").exits(ExitCode.OK).line();
        cli.run("revoke", "old", "-y").exits(ExitCode.OK);
        Files.copy(cli.keyFile(), keys);
        Path backups = elsewhere.resolve("backups");
        for (int day = 0; day < 2; day++) {
            assertExit(
                    Recipes.run(home, Recipes.LOST, 1)
                            .with("BACKUPS", backups.toString())
                            .with("KEEP", "1")
                            .end(),
                    ExitCode.OK);
        }
        Path backup;
        try (Stream<Path> files = Files.list(backups)) {
            backup = files.findAny().orElseThrow();
        }
        for (String folder : List.of(".config", ".local")) {
            assertExit(
                    home.on(Run.of("rm", "-rf", home.folder().resolve(folder).toString()))
                            .end(),
                    ExitCode.OK);
        }
        assertThat(home.folder().resolve(".local")).doesNotExist();

        Run.Ended restored = Recipes.run(home, Recipes.LOST, 2)
                .with("KEY_COPY", keys.toString())
                .with("BACKUP", backup.toString())
                .end();

        assertExit(restored, ExitCode.OK);
        assertVerify(code, ExitCode.OK);
        assertVerify(revoked, ExitCode.REJECTED_REVOKED);
        assertThat(tokens()).containsExactly("ci\tActive", "old\tRevoked");
        cli.run("generate", "--label", "new").exits(ExitCode.OK);
        // Once more, over the newer database.
        assertExit(
                Recipes.run(home, Recipes.LOST, 2)
                        .with("KEY_COPY", keys.toString())
                        .with("BACKUP", backup.toString())
                        .end(),
                ExitCode.CONFLICT);
    }

    /** Counts what a client with a good code is told while backups are restored on a machine that is in use. */
    @Test
    void noGoodCodeIsRejectedDuringARestore() throws Exception {
        String code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        Path backup = home.folder().resolve("backup");
        cli.run("backup", backup.toString()).exits(ExitCode.OK);
        AtomicBoolean over = new AtomicBoolean();
        CompletableFuture<Map<Integer, Integer>> client = CompletableFuture.supplyAsync(() -> {
            Map<Integer, Integer> answers = new TreeMap<>();
            Cli caller = home.cli().inPipe(code);
            while (!over.get()) {
                answers.merge(caller.run("verify", "-q").exitCode(), 1, Integer::sum);
            }
            return answers;
        });
        for (int i = 0; i < 5; i++) {
            assertExit(home.apikeys("restore", "-qy", "--rollback", backup.toString()), ExitCode.OK);
        }
        over.set(true);

        Map<Integer, Integer> answers = client.get(1, TimeUnit.MINUTES);
        answers.remove(ExitCode.BUSY.number()); // the client tries again
        assertThat(answers).containsOnlyKeys(ExitCode.OK.number());
        assertThat(answers.get(0)).isGreaterThan(20);
    }

    /** A client asks all the time. Each answer about a code that is still good must be that it is valid. */
    @Test
    void noGoodCodeIsRejectedWhileALeakedKeyIsReplaced() throws Exception {
        String code = cli.run("generate", "--label", "ci").exits(ExitCode.OK).line();
        String once = cli.run("generate", "--label", "once", "--once").line();
        String disabled = cli.run("generate", "--label", "disabled", "--once").line();
        cli.run("disable", "disabled", "-y").exits(ExitCode.OK);
        cli.at(Instant.now().minusSeconds(7200)).run("generate", "--label", "expired", "--expires-in", "1h");
        String rotated =
                cli.at(Instant.now()).run("generate", "--label", "rotated").line();
        cli.run("rotate", "rotated", "-q").exits(ExitCode.OK);
        Path anchors = Files.writeString(
                home.folder().resolve("anchors"),
                cli.run("audit", "head").exits(ExitCode.OK).out());
        String leaked = Files.readString(cli.keyFile());
        Path handover = home.folder().resolve("handover");
        AtomicInteger calls = new AtomicInteger();
        AtomicInteger rejected = new AtomicInteger();
        AtomicBoolean over = new AtomicBoolean();
        try (TokenVerifier verifier =
                TokenVerifier.open(cli.database(), cli.keyFile(), Clock.systemUTC(), failure -> {})) {
            Thread client = new Thread(() -> {
                while (!over.get()) {
                    for (String good : List.of(code, once)) {
                        calls.incrementAndGet();
                        if (!verifier.checkAll(List.of(new Presentation(good)))
                                .get(0)
                                .isValid()) {
                            rejected.incrementAndGet();
                        }
                    }
                }
            });
            client.setUncaughtExceptionHandler((thread, thrown) -> rejected.addAndGet(1_000));
            client.start();
            Run first = Recipes.run(home, Recipes.KEY_LEAKED, 1).with("HANDOVER", handover.toString());
            Run.Ended refused = first.end();
            assertExit(refused, ExitCode.CONFLICT);
            assertThat(refused.err()).contains("is being rotated already", "run this script again");
            cli.at(Instant.now()).run("rotate", "rotated", "--finish", "-y").exits(ExitCode.OK);
            for (int i = 0; i < 2; i++) { // as if one of the runs had been killed at its end
                assertExit(first.end(), ExitCode.OK);
            }
            over.set(true);
            client.join();
        }
        assertThat(calls).hasPositiveValue();
        assertThat(rejected).hasValue(0);
        assertThat(handover.resolve("unused")).content().contains("\tdisabled\tDisabled\n", "\texpired\tExpired\n");
        assertThat(handover.resolve("exposed")).content().hasLineCount(4);

        for (int i = 0; i < 2; i++) {
            assertExit(
                    Recipes.run(home, Recipes.KEY_LEAKED, 2)
                            .with("HANDOVER", handover.toString())
                            .with("ANCHOR_FILE", anchors.toString())
                            .end(),
                    ExitCode.OK);
        }
        assertVerify(disabled, ExitCode.REJECTED_UNKNOWN);
        assertVerify(rotated, ExitCode.REJECTED_REVOKED); // the rekey made its verifier again
        assertThat(tokens()).filteredOn(token -> token.endsWith("Active")).hasSize(3);
        assertThat(anchors).content().hasLineCount(1);
        cli.run("audit", "verify", "--anchor", anchors.toString()).exits(ExitCode.OK);
        for (String old : List.of(code, once)) {
            assertThat(cli.at(Instant.now())
                            .inPipe(old)
                            .run("verify", "-q", "--no-touch")
                            .exitCode())
                    .isNotZero();
            assertVerify(Files.readString(handover.resolve(old.substring(4, 16))), ExitCode.OK);
        }
        assertThat(Files.readString(cli.keyFile())).doesNotContain(leaked.substring(leaked.indexOf("\nkey ") + 1));
        cli.run("audit", "verify").exits(ExitCode.OK);
    }

    @Test
    void shellcheckHasNothingToSay() throws Exception {
        Skip.unlessInstalled("shellcheck");
        for (String recipe : Recipes.all()) {
            Run.Ended run = Run.of("shellcheck", "-").input(recipe).end();
            assertThat(run.out()).isEmpty();
            assertThat(run.code()).isZero();
        }
    }

    private Path firstNight() throws Exception {
        Path secrets = Files.createDirectory(
                home.folder().resolve("nightly"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path file = secrets.resolve("token");
        cli.run("generate", "--label", "nightly", "--secret-file", file.toString())
                .exits(ExitCode.OK);
        return file;
    }

    private Run nightly() throws Exception {
        return Recipes.run(home, Recipes.NIGHTLY, 1).with("TOKEN_PAUSE", "0.1").with("TOKEN_IDLE", "1s");
    }

    @Test
    void nightlyRotationDeploysANewCodeAndEndsTheOldOne() throws Exception {
        Path file = firstNight();
        for (int night = 1; night <= 2; night++) {
            String old = Files.readString(file);

            Run.Ended run = nightly().end();

            assertExit(run, ExitCode.OK);
            assertThat(run.out()).isEmpty();
            assertThat(run.err()).startsWith("The rotation is finished: ").doesNotContain("sok_");
            assertVerify(Files.readString(file), ExitCode.OK);
            assertVerify(old, ExitCode.REJECTED_REVOKED);
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            try (Stream<Path> files = Files.list(file.getParent())) {
                assertThat(files.map(path -> path.getFileName().toString()))
                        .containsExactlyInAnyOrder("token", "token.lock");
            }
        }
        assertThat(tokens()).containsExactly("nightly\tActive", "nightly\tRevoked", "nightly\tRevoked");
    }

    @Test
    void nightlyRotationLeavesARotationOfSomebodyElseAlone() throws Exception {
        Path file = firstNight();
        String old = Files.readString(file);
        cli.run("rotate", "nightly").exits(ExitCode.OK);

        Run.Ended run = nightly().end();

        assertExit(run, ExitCode.CONFLICT);
        assertThat(run.err()).contains("is being rotated already");
        assertThat(file).hasContent(old.strip());
        assertThat(file.resolveSibling("token.request")).doesNotExist();
    }

    @Test
    void nightlyRotationWhoseCodeCannotBeWrittenIsRepeated() throws Exception {
        Path file = firstNight();
        String old = Files.readString(file);
        Path inTheWay = Files.createDirectory(file.resolveSibling(".token.next.draft"));

        assertExit(nightly().end(), ExitCode.STORAGE);
        assertVerify(old, ExitCode.OK);
        assertThat(file).hasContent(old.strip());

        Files.delete(inTheWay);
        assertExit(nightly().end(), ExitCode.OK);
        assertVerify(Files.readString(file), ExitCode.OK);
        assertThat(tokens()).containsExactly("nightly\tActive", "nightly\tRevoked");
    }

    @Test
    void nightlyRotationThatIsAbortedWhileItWaitsEndsAndTheNextBeginsAnew() throws Exception {
        Path file = firstNight();
        String old = Files.readString(file);
        cli.inPipe(old).run("verify", "-q").exits(ExitCode.OK);
        cli.inPipe();
        Run.Started waiting = nightly().start();
        while (Files.readString(file).equals(old)) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        cli.at(Instant.now()).run("rotate", "nightly", "--abort", "-y").exits(ExitCode.OK);

        assertExit(waiting.end(), ExitCode.CONFLICT);

        assertVerify(old, ExitCode.OK);
        assertThat(tokens()).containsExactly("nightly\tActive", "nightly\tRevoked");
        assertThat(file.resolveSibling("token.request")).doesNotExist();
    }

    private Run job(String id, String script) throws Exception {
        Path command = Files.writeString(home.folder().resolve("job"), "#!/bin/bash\n" + script);
        Files.setPosixFilePermissions(command, PosixFilePermissions.fromString("rwx------"));
        return Recipes.run(home, Recipes.JOB, 1).with("JOB_ID", id).with("JOB_COMMAND", command.toString());
    }

    @Test
    void tokenOfAJobWorksForTheJobAndIsRevokedHoweverThatEnds() throws Exception {
        Run.Ended good = job("1", "apikeys verify --scope deploy <\"$1\"; stat -c %a \"$1\"")
                .end();
        assertExit(good, ExitCode.OK);
        assertThat(good.out()).matches("[0-9A-Za-z]{12}\tci-1\tdeploy\t[0-9TZ:-]+\n600\n");

        assertThat(job("2", "exit 42").end().code()).isEqualTo(42);
        Run.Started stopped = job("3", "touch started; sleep 5").start();
        while (Files.notExists(home.folder().resolve("started"))) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        stopped.process().destroy();
        assertThat(stopped.end().code()).isEqualTo(143);

        assertThat(tokens()).containsExactly("ci-1\tRevoked", "ci-2\tRevoked", "ci-3\tRevoked");
        assertExit(job("3", "true").end(), ExitCode.CONFLICT);
        try (Stream<Path> files = Files.list(home.folder())) {
            assertThat(files.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".job-"));
        }
    }

    @Test
    void tokenOfAnotherIsNotRevokedByAJobThatCouldNotHaveItsLabel() throws Exception {
        cli.run("generate", "--label", "ci-1").exits(ExitCode.OK);

        assertExit(job("1", "true").end(), ExitCode.CONFLICT);

        assertThat(tokens()).containsExactly("ci-1\tActive");
    }

    @Test
    void leakedCodeIsRevokedAndItsTokenLookedAt() throws Exception {
        String code = cli.run("generate", "--label", "leaky").line();
        String inPast = cli.run("generate", "--label", "purged").line();
        cli.run("revoke", "purged", "-y").exits(ExitCode.OK);
        cli.at(Instant.now().plusSeconds(60))
                .run("purge", "--revoked-before", "0s", "-y")
                .exits(ExitCode.OK);

        for (int i = 0; i < 2; i++) {
            Run.Ended run = Recipes.run(home, Recipes.LEAK, 1)
                    .with("LEAK_FOUND_IN", "chat")
                    .input(code + "\n")
                    .end();
            assertExit(run, ExitCode.OK);
            assertThat(run.out())
                    .contains("leaky", "Revoked", "revoked: leaked: chat", "generated")
                    .doesNotContain(code);
            assertThat(run.err()).doesNotContain(code);
        }
        assertThat(tokens()).containsExactly("leaky\tRevoked");
        assertExit(Recipes.run(home, Recipes.LEAK, 1).input(inPast + "\n").end(), ExitCode.NOT_FOUND);
        assertExit(Recipes.run(home, Recipes.LEAK, 1).input("sok_x\n").end(), ExitCode.USAGE);
    }

    @Test
    void hookLetsNoCodeIntoACommit() throws Exception {
        String code = cli.run("generate", "--label", "ci").line();
        Repository repository = Repository.init(home.folder().resolve("repository"));
        Recipes.run(home, Recipes.HOOK, 1); // puts the tool on the path
        Path hook = repository.folder().resolve(".git/hooks/pre-commit");
        Files.createDirectories(hook.getParent());
        Files.writeString(hook, Recipes.under(Recipes.HOOK).get(0));
        Files.setPosixFilePermissions(hook, PosixFilePermissions.fromString("rwx------"));
        Path file = Files.writeString(repository.folder().resolve("a b"), "k=" + code);
        repository.git("add", ".");
        Files.writeString(file, "clean");

        Run.Ended refused = commit(repository);

        assertThat(refused.code()).isEqualTo(1);
        assertThat(refused.out() + refused.err())
                .contains("./a b:1:3 " + code.substring(4, 16) + " ci Active", "Nothing was committed")
                .doesNotContain(code);
        repository.git("add", ".");
        Run.Ended made = commit(repository);
        assertThat(made.code()).as(made.err()).isZero();
        assertThat(repository.git("show", "HEAD:a b")).isEqualTo("clean");
        Files.delete(cli.database());
        Files.writeString(file, "more");
        repository.git("add", ".");
        assertThat(commit(repository).code())
                .as("without a database nothing is known")
                .isEqualTo(1);
    }

    private Run.Ended commit(Repository repository) throws Exception {
        return home.on(Run.of("git", "-C", repository.folder().toString(), "commit", "-q", "-m", "text"))
                .with("PATH", home.folder().resolve("bin") + ":" + System.getenv("PATH"))
                .with("GIT_AUTHOR_NAME", "a")
                .with("GIT_AUTHOR_EMAIL", "a@example.org")
                .with("GIT_COMMITTER_NAME", "c")
                .with("GIT_COMMITTER_EMAIL", "c@example.org")
                .end();
    }

    @Test
    void staleTokensAreLookedAtAndThenRevokedUnlessTheyAreOthersByThen() throws Exception {
        Cli past = home.cli().at(Instant.now().minusSeconds(100L * 86_400));
        past.run("generate", "--label", "old-1").exits(ExitCode.OK);
        past.run("generate", "--label", "old-2").exits(ExitCode.OK);
        cli.run("generate", "--label", "new").exits(ExitCode.OK);

        Run.Ended look = Recipes.run(home, Recipes.STALE, 1).end();
        assertExit(look, ExitCode.OK);
        assertThat(look.out()).startsWith("2 to revoke, in ").contains("STALE_EXPECT=2 ");
        assertThat(Files.readString(home.folder().resolve("stale-tokens.tsv"))).contains("\told-1\t", "\told-2\t");
        assertThat(tokens()).allMatch(token -> token.endsWith("Active"));

        past.run("generate", "--label", "old-3").exits(ExitCode.OK);
        assertExit(Recipes.run(home, Recipes.STALE, 1).with("STALE_EXPECT", "2").end(), ExitCode.CONFLICT);
        assertThat(tokens()).allMatch(token -> token.endsWith("Active"));

        assertExit(Recipes.run(home, Recipes.STALE, 1).with("STALE_EXPECT", "3").end(), ExitCode.OK);
        assertThat(tokens()).containsExactly("new\tActive", "old-1\tRevoked", "old-2\tRevoked", "old-3\tRevoked");
    }

    @Test
    void serviceServesWhoAuthenticatesAndNobodyElse() throws Exception {
        String reader =
                cli.run("generate", "--label", "reader", "--scope", "read").line();
        String writer =
                cli.run("generate", "--label", "writer", "--scope", "write").line();

        Run.Ended run = Recipes.run(home, Recipes.SERVICE, 1)
                .input(reader + " hello\n" + writer + " hello\nnonsense hello\n hello\n" + reader + " bye\n")
                .end();

        assertExit(run, ExitCode.OK);
        assertThat(run.out()).isEqualTo("200 hello\n401 rejected\n401 rejected\n401 rejected\n200 bye\n");
        assertThat(run.err()).isEmpty();
        assertThat(cli.run("show", "reader", "--field", "last_accessed").out().strip())
                .isNotEmpty();
    }

    @Test
    void serviceGoesOnAfterADatabaseThatWasLocked() throws Exception {
        String reader =
                cli.run("generate", "--label", "reader", "--scope", "read").line();
        Run run = Recipes.run(home, Recipes.SERVICE, 1).input(reader + " one\n" + reader + " two\n");
        Run.Started service;
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + cli.database());
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            service = run.start();
            while (service.process().isAlive() && Files.size(service.streams().resolve("out")) == 0) {
                Thread.sleep(100);
            }
        }
        Run.Ended ended = service.end();

        assertExit(ended, ExitCode.OK);
        assertThat(ended.out()).isEqualTo("503 try again\n200 two\n");
        assertThat(ended.err()).startsWith("Lines are answered with 'busy': ");
    }

    @Test
    void serviceWithoutADatabaseServesNobody() throws Exception {
        String code =
                cli.run("generate", "--label", "reader", "--scope", "read").line();
        for (int number = 1; number <= 2; number++) {
            Run.Ended run = Recipes.run(home, Recipes.SERVICE, number)
                    .with("APIKEYS_DATABASE", home.folder().resolve("none.db").toString())
                    .input(number == 1 ? code + " hello\n" : code)
                    .end();
            assertThat(run.code()).isNotZero();
            assertThat(run.out()).isIn("", "503 cannot say\n");
        }
    }

    @Test
    void serviceWithOneCallEachAnswersByTheExitCode() throws Exception {
        String reader =
                cli.run("generate", "--label", "reader", "--scope", "read").line();
        String writer =
                cli.run("generate", "--label", "writer", "--scope", "write").line();

        assertThat(Recipes.run(home, Recipes.SERVICE, 2).input(reader).end().out())
                .isEqualTo("200 welcome\n");
        assertThat(Recipes.run(home, Recipes.SERVICE, 2).input(writer).end().out())
                .isEqualTo("403 not for this\n");
        assertThat(Recipes.run(home, Recipes.SERVICE, 2).input("x").end().out()).isEqualTo("401 rejected\n");
        assertThat(cli.run("list", "--columns", "label,last_accessed", "reader").out())
                .matches("reader\t[0-9TZ:-]+\n");
    }

    @Test
    void everyEventIsSentToTheLogOnce() throws Exception {
        Path log = home.folder().resolve("log");
        Path program = Files.writeString(home.folder().resolve("to-log"), "#!/bin/sh\nexec cat >>\"$1\"\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        cli.run("generate", "--label", "one").exits(ExitCode.OK);
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < 3; i++) {
                cli.run("show", "one", "-q").exits(ExitCode.OK);
            }
            assertExit(send(program + " " + log).end(), ExitCode.OK);
            assertExit(send(program + " " + log).end(), ExitCode.OK);
        }

        assertThat(Files.readString(log))
                .isEqualTo(cli.run("audit", "list", "-o", "jsonl").out());
        assertThat(log).content().hasLineCount(11);

        cli.run("show", "one", "-q").exits(ExitCode.OK);
        assertThat(send("false").end().code()).as("a log that fails").isNotZero();
        assertExit(send(program + " " + log).end(), ExitCode.OK);
        assertThat(Files.readString(log))
                .isEqualTo(cli.run("audit", "list", "-o", "jsonl").out());
    }

    @Test
    void readerOfTheTrailNoticesAnOlderCopy() throws Exception {
        byte[] database = Files.readAllBytes(cli.database());
        byte[] anchor = Files.readAllBytes(cli.anchor());
        cli.run("generate", "--label", "one").exits(ExitCode.OK);
        assertExit(send("cat").end(), ExitCode.OK);
        Files.write(cli.database(), database);
        Files.write(cli.anchor(), anchor);
        cli.run("list").exits(ExitCode.OK); // the control

        Run.Ended run = send("cat").end();

        assertExit(run, ExitCode.INTEGRITY);
        assertThat(run.err()).contains("ends with event 1");
    }

    private Run send(String log) throws Exception {
        return Recipes.run(home, Recipes.LOG, 1).with("AUDIT_LOG", log).with("AUDIT_PIECE", "2");
    }

    @Test
    void collectorGetsTheWholeDiagnosisOrKeepsTheLastOne() throws Exception {
        cli.run("generate", "--label", "one").exits(ExitCode.OK);
        Path folder = Files.createDirectory(home.folder().resolve("col lector"));
        Run watch = Recipes.run(home, Recipes.WATCH, 1).with("COLLECTOR", folder.toString());

        assertExit(watch.end(), ExitCode.OK);

        Path file = folder.resolve("apikeys.prom");
        assertThat(PrometheusText.read(Files.readString(file)))
                .containsEntry("apikeys_tokens{status=\"active\"}", 1L)
                .containsEntry("apikeys_findings{severity=\"error\"}", 0L);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-r--r--");
        Files.delete(cli.database());
        assertExit(watch.end(), ExitCode.OK);
        assertThat(PrometheusText.read(Files.readString(file)))
                .containsEntry("apikeys_findings{severity=\"error\"}", 1L)
                .doesNotContainKey("apikeys_tokens{status=\"active\"}");
        byte[] last = Files.readAllBytes(file);
        assertThat(watch.with("JAVA_HOME", "/nonexistent").end().code()).isNotZero();
        assertThat(file).hasBinaryContent(last);
        assertThat(folder).isDirectoryContaining(each -> each.equals(file));
    }

    @Test
    void anchorIsKeptUntilTheDatabaseIsAnOlderOne() throws Exception {
        Path anchors = home.folder().resolve("an chors");
        Run anchor = Recipes.run(home, Recipes.ANCHOR, 1).with("ANCHOR_FILE", anchors.toString());
        assertExit(anchor.end(), ExitCode.OK);
        byte[] database = Files.readAllBytes(cli.database());
        byte[] beside = Files.readAllBytes(cli.anchor());
        cli.run("generate", "--label", "one").exits(ExitCode.OK);
        assertExit(anchor.end(), ExitCode.OK);
        assertThat(anchors).content().hasLineCount(2);

        Files.write(cli.database(), database);
        Files.write(cli.anchor(), beside);
        cli.run("list").exits(ExitCode.OK); // the control
        Run.Ended run = anchor.end();

        assertExit(run, ExitCode.INTEGRITY);
        assertThat(run.err()).contains("Events 2 to 3 are missing");
        assertThat(anchors).content().hasLineCount(2);
    }
}
