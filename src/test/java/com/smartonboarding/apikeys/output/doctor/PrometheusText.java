package com.smartonboarding.apikeys.output.doctor;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A strict reader of Prometheus' text format, version 0.0.4, as far as the tool uses it: each metric has one HELP line, one
 * TYPE line, and then all its samples, without timestamps.
 */
public final class PrometheusText {
    private static final Pattern HELP = Pattern.compile("# HELP ([a-z_]+) [ -\\[\\]-~]+");
    private static final Pattern TYPE = Pattern.compile("# TYPE ([a-z_]+) gauge");
    private static final Pattern SAMPLE = Pattern.compile("([a-z_]+)(\\{[a-z]+=\"[a-z0-9-]+\"\\})? ([0-9]+)");

    private PrometheusText() {}

    /** The value of each sample, by its name and label. Refuses everything that is not this format. */
    public static Map<String, Long> read(String text) {
        Map<String, Long> samples = new LinkedHashMap<>();
        Set<String> seen = new HashSet<>();
        String helped = "";
        String typed = "";
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line has no end");
        }
        for (String line : text.substring(0, text.length() - 1).split("\n", -1)) {
            Matcher help = HELP.matcher(line);
            Matcher type = TYPE.matcher(line);
            Matcher sample = SAMPLE.matcher(line);
            if (help.matches() && seen.add(help.group(1))) {
                helped = help.group(1);
            } else if (type.matches() && type.group(1).equals(helped) && !typed.equals(helped)) {
                typed = helped;
            } else if (!sample.matches()
                    || !sample.group(1).equals(typed)
                    || samples.put(line.substring(0, line.indexOf(' ')), Long.valueOf(sample.group(3))) != null) {
                throw new IllegalArgumentException(line);
            }
        }
        return samples;
    }
}
