package com.smartonboarding.apikeys.torture.trial;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;

/** The tables of the results, for the page in the documentation. */
public final class Table {
    private static final String BEGIN = "<!-- src/torture/run writes from here -->";
    private static final String END = "<!-- to here -->";

    private final StringBuilder text = new StringBuilder();
    private int trials;
    private int failed;
    private int controls;
    private int silentControls;
    private long seconds;

    public Table(long seed, double scale) {
        text.append("Run on %s with seed %d%s: Java %s, Linux %s, %d processors.%n"
                .formatted(
                        LocalDate.now(ZoneOffset.UTC),
                        seed,
                        scale < 1 ? " and scale " + scale : "",
                        System.getProperty("java.version"),
                        System.getProperty("os.version"),
                        Runtime.getRuntime().availableProcessors()));
    }

    /** Adds the results of one suite. */
    public void add(Suite suite, List<Row> rows, long took) {
        text.append("%n### %s (%d s)%n%n%s%n%n".formatted(suite.name(), took, suite.promise()));
        text.append("| what | trials | outcomes | failed |\n|---|---|---|---|\n");
        for (Row row : rows) {
            text.append(row.markdown());
            if (row.control()) {
                controls++;
                silentControls += row.isRight() ? 0 : 1;
            } else {
                trials += row.trials();
                failed += row.failed();
            }
        }
        seconds += took;
    }

    public String text() {
        return "%s%n**%,d trials in %d minutes: %d failed. %d controls: %d did not fail, although they must.**%n"
                .formatted(text, trials, Math.round(seconds / 60.0), failed, controls, silentControls);
    }

    /** Replaces the tables that an earlier run wrote into the page. */
    public void writeInto(Path page) throws IOException {
        String old = Files.readString(page);
        int begin = old.indexOf(BEGIN) + BEGIN.length();
        Files.writeString(page, old.substring(0, begin) + "\n\n" + text() + "\n" + old.substring(old.indexOf(END)));
    }
}
