package com.smartonboarding.apikeys.torture.suite;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.torture.fault.Damage;
import com.smartonboarding.apikeys.torture.tool.Household;
import com.smartonboarding.apikeys.torture.tool.Question;
import com.smartonboarding.apikeys.torture.tool.Sqlite;
import com.smartonboarding.apikeys.torture.trial.Suite;
import com.smartonboarding.apikeys.torture.trial.Trials;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Damages the database file, and runs every command that reads. */
public final class DamageSuite implements Suite {
    private static final Set<Integer> REFUSALS = Set.of(
            ExitCode.INTEGRITY.number(),
            ExitCode.WRONG_KEY.number(),
            ExitCode.NOT_INITIALIZED.number(),
            ExitCode.STORAGE.number());
    private static final int AT_A_TIME = 5;
    private static final int LONGEST_SECONDS = 20;
    private static final String ROWS =
            "SELECT id, label, description, scopes, hex(verifier), expires_at, revoked_at FROM token ORDER BY id";

    /** A database, the questions about it, and the true answers. */
    private record Shape(Household home, List<Question> questions, Map<Question, Cli.Result> truth) {
        static Shape of(Household home, Trials trials) throws Exception {
            Map<Question, Cli.Result> truth = new HashMap<>();
            List<Question> questions = Question.about(home);
            for (Question question : questions) {
                Path folder = trials.folder("truth");
                truth.put(question, question.ask(home.copy(folder).cli()));
                Trials.remove(folder);
                assertThat(truth.get(question).exitCode())
                        .as(question.toString())
                        .isIn(0, 4, 11, 12, 15);
            }
            return new Shape(home, questions, truth);
        }

        byte[] database() throws IOException {
            return Files.readAllBytes(home.cli().database());
        }

        @Override
        public String toString() {
            return home.codes().size() + " tokens";
        }
    }

    @Override
    public String name() {
        return "damage";
    }

    @Override
    public String promise() {
        return "Whichever bit is flipped, and whichever page is swapped, doubled, zeroed, cut off or filled"
                + " with noise, every command that reads gives the true answer or refuses (24, or 21, 26, 27). The"
                + " last access is excepted, because no MAC covers it. If the anchor file beside the key file is"
                + " damaged, every answer is true.";
    }

    @Override
    public void run(Trials trials) throws Exception {
        List<Shape> shapes = new ArrayList<>();
        for (int more : new int[] {0, 40, 150}) {
            shapes.add(Shape.of(Household.furnish(trials.folder("home-" + more), more), trials));
        }
        trials.times(
                "a flipped bit, %d of %d questions"
                        .formatted(AT_A_TIME, shapes.get(0).questions().size()),
                10_000,
                (i, random, folder) -> ask(shape(shapes, random), Damage::flip, AT_A_TIME, random, folder));
        trials.times(
                "a damaged page, all questions",
                500,
                (i, random, folder) -> ask(shape(shapes, random), Damage::page, 99, random, folder));
        trials.times(
                "a damaged anchor, all questions", 200, (i, random, folder) -> anchor(shapes.get(0), random, folder));
        trials.control(
                "SQLite alone reads a file with a flipped bit",
                IntStream.range(0, 4_000).boxed().toList(),
                (i, random, folder) -> plain(shapes.get(0), random, folder));
    }

    private static Shape shape(List<Shape> shapes, Random random) {
        int chance = random.nextInt(20);
        return shapes.get(chance < 14 ? 0 : chance < 19 ? 1 : 2);
    }

    private static String ask(Shape shape, Damage damage, int questions, Random random, Path folder) throws Exception {
        byte[] damaged = damage.damage(shape.database(), random);
        Path journal = Household.cli(folder).database().resolveSibling("apikeys.db-journal");
        List<Question> asked = new ArrayList<>(shape.questions());
        Collections.shuffle(asked, random);
        int refused = 0;
        for (Question question : asked.subList(0, Math.min(questions, asked.size()))) {
            shape.home().copy(folder);
            Files.deleteIfExists(journal);
            Cli cli = Household.cli(folder);
            Files.write(cli.database(), damaged);
            long start = System.nanoTime();
            Cli.Result result = question.ask(cli);
            long seconds = (System.nanoTime() - start) / 1_000_000_000;
            assertThat(seconds).as("seconds that " + question + " took").isLessThan(LONGEST_SECONDS);
            assertThat(result.err())
                    .as(question.toString())
                    .doesNotContainPattern("(?m)^\\s+at ")
                    .doesNotContainPattern("sok_[0-9A-Za-z]{12}_[0-9A-Za-z]{8}");
            if (question.refuses(result, REFUSALS)) {
                refused++;
            } else {
                Cli.Result truth = Objects.requireNonNull(shape.truth().get(question));
                assertThat(result.exitCode() + " " + question.facts(result.out()))
                        .as("%s on %s, which said %s", question, shape, result.err())
                        .isEqualTo(truth.exitCode() + " " + question.facts(truth.out()));
            }
        }
        return refused == 0 ? "true" : "refused by some or all";
    }

    /** A damaged anchor proves less, but never makes the tool refuse the right database. */
    private static String anchor(Shape shape, Random random, Path folder) throws Exception {
        Path file = anchor(shape.home().copy(folder).cli().keyFile());
        byte[] damaged = Damage.small(Files.readAllBytes(file), random);
        for (Question question : shape.questions()) {
            Cli cli = shape.home().copy(folder).cli();
            Files.write(file, damaged);
            Cli.Result result = question.ask(cli);
            Cli.Result truth = Objects.requireNonNull(shape.truth().get(question));
            assertThat(result.exitCode() + " " + question.facts(result.out()))
                    .as("%s, which said %s", question, result.err())
                    .isEqualTo(truth.exitCode() + " " + question.facts(truth.out()));
        }
        Cli cli = Household.cli(folder);
        cli.run("generate", "--label", "afterwards").exits(ExitCode.OK);
        cli.run("list").exits(ExitCode.OK);
        return "true";
    }

    private static Path anchor(Path keyFile) throws IOException {
        try (Stream<Path> files = Files.list(keyFile.getParent())) {
            return files.filter(file -> file.toString().endsWith(".anchor"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Whether a reader without our checks gets wrong rows and no error. */
    private static String plain(Shape shape, Random random, Path folder) throws Exception {
        Path file = Files.write(folder.resolve("damaged.db"), Damage.flip(shape.database(), random));
        List<String> rows;
        try {
            rows = Sqlite.rows(file, ROWS);
        } catch (SQLException e) {
            return "refused";
        }
        assertThat(rows).isEqualTo(Sqlite.rows(shape.home().cli().database(), ROWS));
        return "true";
    }
}
