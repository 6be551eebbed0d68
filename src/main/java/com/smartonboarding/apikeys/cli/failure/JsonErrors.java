package com.smartonboarding.apikeys.cli.failure;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether errors are to be JSON. This reads the arguments as typed, because parsing them may be what fails. It is a
 * separate class, so that only a failing run loads it.
 */
final class JsonErrors {
    private static final Set<String> FORMATS = Set.of("json", "jsonl");
    private static final int LONGEST_FORMAT = "--output=jsonl".length();

    /** The option with its format. The short option may follow others that take no value, as in {@code -qojson}. */
    private static final Pattern OPTION = Pattern.compile("(?:-[hnqy]*o=?|--output=)([a-z]+)");

    private static final Pattern OPTION_WITHOUT_FORMAT = Pattern.compile("-[hnqy]*o|--output");

    private JsonErrors() {}

    /** Whether the last format in the arguments is JSON; only the last one counts. */
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
