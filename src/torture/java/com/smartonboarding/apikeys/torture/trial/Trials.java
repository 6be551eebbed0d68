package com.smartonboarding.apikeys.torture.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Runs the trials of a suite. It provides random numbers from a seed and temporary folders, and makes one row of
 * results for each kind.
 */
public final class Trials {
    private static final int SHOWN_FAILURES = 12;
    private static final int FEWEST = 2;
    private static final int LONGEST_MESSAGE = 1_500;

    private final String suite;
    private final long seed;
    private final double scale;
    private final int threads;
    private final @Nullable Integer only;
    private final Path scratch;
    private final List<Row> rows = new ArrayList<>();

    /**
     * Trials of one suite.
     *
     * @param scale the part of a complete run: 1 runs all trials
     * @param threads how many trials run at the same time
     * @param only the number of the only trial of each kind to run, or null for all
     */
    public Trials(String suite, long seed, double scale, int threads, @Nullable Integer only, Path scratch) {
        this.suite = suite;
        this.seed = seed;
        this.scale = scale;
        this.threads = threads;
        this.only = only;
        this.scratch = scratch;
    }

    /** One trial. It returns its outcome in a word or two, and throws if the promise was broken. */
    public interface Trial<T> {
        String run(T subject, Random random, Path folder) throws Exception;
    }

    public List<Row> rows() {
        return rows;
    }

    /** A private folder for the files that all trials of the suite begin with. It is removed at the end of the run. */
    public Path folder(String name) throws IOException {
        return Files.createDirectories(
                scratch.resolve(suite + "-" + name),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }

    /** Runs a number of trials that differ only in their random choices. The number is for a complete run. */
    public void times(String what, int planned, Trial<Integer> trial) throws Exception {
        each(what, IntStream.range(0, planned).boxed().toList(), trial);
    }

    /** Runs one trial for each subject. If the run is not complete, the seed selects some of the subjects. */
    public <T> void each(String what, List<T> subjects, Trial<T> trial) throws Exception {
        run(what, subjects, threads, false, trial);
    }

    /** Does the same one trial after the other, for trials that use many processes themselves. */
    public <T> void inTurn(String what, List<T> subjects, Trial<T> trial) throws Exception {
        run(what, subjects, 1, false, trial);
    }

    /** Does the same with a defence removed. Some of these trials must fail. */
    public <T> void control(String what, List<T> subjects, Trial<T> trial) throws Exception {
        run(what, subjects, threads, true, trial);
    }

    /** Reports that trials cannot run on this machine. */
    public void skip(String what, int planned, String reason) {
        System.err.printf("SKIPPED: %s, %s: %s%n", suite, what, reason);
        rows.add(new Row(suite, what, false, planned, 0, Map.of(), 0, List.of(), reason));
    }

    /** Scales a number of trials of a complete run. */
    int share(int planned) {
        return Math.min(planned, Math.max(FEWEST, (int) Math.round(planned * scale)));
    }

    private <T> void run(String what, List<T> subjects, int atATime, boolean control, Trial<T> trial) throws Exception {
        List<Integer> order =
                new ArrayList<>(IntStream.range(0, subjects.size()).boxed().toList());
        Collections.shuffle(order, new Random(seed));
        // Only few trials of a control may fail, so a short run must not have too few of them.
        double most = control ? subjects.size() * Math.sqrt(scale) : 0;
        int number = Math.min(subjects.size(), Math.max((int) most, share(subjects.size())));
        List<Integer> chosen = only == null
                ? order.subList(0, number)
                : order.stream().filter(only::equals).toList();
        if (only != null && (control || chosen.isEmpty())) {
            return;
        }
        Map<String, Integer> outcomes = new TreeMap<>();
        List<String> failures = Collections.synchronizedList(new ArrayList<>());
        ExecutorService pool = Executors.newFixedThreadPool(atATime);
        try {
            List<Future<String>> ends = new ArrayList<>();
            for (int index : chosen) {
                ends.add(pool.submit(() -> one(what, index, subjects.get(index), trial, failures)));
            }
            for (Future<String> end : ends) {
                outcomes.merge(end.get(), 1, Integer::sum);
            }
        } finally {
            pool.shutdownNow();
        }
        int made = chosen.size();
        // In a short run, all of the few trials may succeed by chance, so a control continues until one fails.
        while (control && failures.isEmpty() && made < order.size()) {
            int index = order.get(made++);
            outcomes.merge(one(what, index, subjects.get(index), trial, failures), 1, Integer::sum);
        }
        int failed = outcomes.getOrDefault("failed", 0);
        Row row = new Row(
                suite,
                what,
                control,
                subjects.size(),
                made,
                outcomes,
                failed,
                List.copyOf(failures.subList(0, Math.min(SHOWN_FAILURES, failures.size()))),
                "");
        rows.add(row);
        System.err.printf("%-8s %s%s", suite, row.isRight() ? "  " : "! ", row.markdown());
        if (!row.isRight()) {
            row.failures().forEach(System.err::println);
        }
    }

    private <T> String one(String what, int index, T subject, Trial<T> trial, List<String> failures) throws Exception {
        Path folder = folder("trial-" + Math.floorMod(what.hashCode(), 100_000) + "-" + index);
        try {
            return trial.run(subject, new Random(seed * 1_000_003 + what.hashCode() * 31L + index), folder);
        } catch (AssertionError | Exception e) {
            String message = e instanceof AssertionError ? String.valueOf(e.getMessage()) : trace(e);
            String head = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE));
            failures.add(
                    "FAILED %s, %s, number %d (%s), seed %d: %s".formatted(suite, what, index, subject, seed, head));
            return "failed";
        } finally {
            remove(folder);
        }
    }

    private static String trace(Throwable e) {
        return e
                + Stream.of(e.getStackTrace())
                        .limit(8)
                        .map(frame -> "\n  " + frame)
                        .reduce("", String::concat);
    }

    public static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
