package com.smartonboarding.apikeys.cli;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether errors are asked for as JSON. It is looked for in the arguments as they were typed, since their parsing may be
 * what fails, and in a class of its own, so that only a run that fails loads it.
 */
final class JsonErrors {
    private static final Set<String> FORMATS = Set.of("json", "jsonl");
    private static final int LONGEST_FORMAT = "--output=jsonl".length();

    /** The option with its format; a short one may come behind others that take no value, as in {@code -qojson}. */
    private static final Pattern OPTION = Pattern.compile("(?:-[hnqy]*o=?|--output=)([a-z]+)");

    private static final Pattern OPTION_WITHOUT_FORMAT = Pattern.compile("-[hnqy]*o|--output");

    private JsonErrors() {}

    /** Whether the last format among the arguments, which is the one that counts, is JSON. */
    static boolean wanted(String[] args) {
        boolean json = false;
        boolean formatFollows = false;
        for (String arg : args) {
            if (arg.equals("--")) {
                return json;
            }
            String word = arg.length() > LONGEST_FORMAT ? "" : arg.toLowerCase(Locale.ROOT);
            Matcher option = OPTION.matcher(formatFollows ? "--output=" + word : word);
            if (option.matches()) {
                json = FORMATS.contains(option.group(1));
            }
            formatFollows = OPTION_WITHOUT_FORMAT.matcher(arg).matches();
        }
        return json;
    }
}
