package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.identity.ProcessIds;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs of the tool as a text that is the same for everybody: ids are numbered by the age of their tokens, the secret of
 * a code is masked, the home is alice's, and so is the uid.
 */
public final class Transcript {
    private static final Pattern CODE = Pattern.compile("sok_([0-9A-Za-z]{12})_[0-9A-Za-z]{38}");
    private static final String SECRET = "*".repeat(38);

    private final Path home;
    private Cli cli;
    private final long uid = ProcessIds.read().effective();
    private final List<String> ids = new ArrayList<>();
    private final StringBuilder text = new StringBuilder();
    private String me = "";
    private Instant now = Cli.START;
    private int width;
    private String input = "";

    /** Begins with what is there already in this home; the first administrator is whoever runs the test. */
    public Transcript(Path home) {
        this.home = home;
        cli = new Cli(home).with("NO_COLOR", "1");
        learn();
    }

    /** The next run is at this time. */
    Transcript at(Instant time) {
        now = time;
        cli.at(time);
        return this;
    }

    /** The runs from here on are at a terminal of this width, or with 0 in a pipe; this is typed or piped. */
    public Transcript typing(int columns, String typed) {
        width = columns;
        input = typed;
        return this;
    }

    /** The runs from here on are those of another tool, of which nothing needs to be hidden. */
    public Transcript with(Cli other) {
        cli = other.with("NO_COLOR", "1");
        return this;
    }

    /** The id of the token with this number, counted from 1 by age. */
    String id(int number) {
        return ids.get(number - 1);
    }

    /** Runs a command line, of which words are separated by a space, and writes down what came. */
    public Transcript run(String line) {
        return run(line.split(" ", -1));
    }

    public Transcript run(String... args) {
        if (width > 0) {
            cli.atTerminal(width, input);
        } else {
            cli.inPipe(input);
        }
        Cli.Result result = cli.run(args);
        cli.inPipe();
        learn();
        text.append(text.isEmpty() ? "" : "\n").append("$ apikeys");
        for (String arg : args) {
            text.append(' ').append(arg.matches("[\\w@%+=:,./*-]+") ? arg : "'" + arg + "'");
        }
        text.append(width > 0 ? "   # at a terminal of " + width + " columns\n" : "\n");
        input.lines().forEach(given -> text.append("< ").append(given).append('\n'));
        result.out()
                .lines()
                .forEach(printed -> text.append("| ").append(printed).append('\n'));
        text.append(result.out().isEmpty() || result.out().endsWith("\n") ? "" : "(no line feed)\n");
        result.err().lines().forEach(said -> text.append("! ").append(said).append('\n'));
        text.append("= ").append(result.exitCode()).append('\n');
        input = "";
        return this;
    }

    /** Does something between two runs without writing it down. */
    String quietly(String line) {
        String out = cli.inPipe(input).run(line.split(" ", -1)).out();
        cli.inPipe();
        input = "";
        learn();
        return out;
    }

    /** What was written down, as it is for everybody. */
    public String text() {
        String same =
                CODE.matcher(text).replaceAll(code -> Matcher.quoteReplacement("sok_" + code.group(1) + "_" + SECRET));
        for (int i = 0; i < ids.size(); i++) {
            same = same.replace(ids.get(i), String.format(Locale.ROOT, "Token%07d", i + 1));
        }
        same = same.replace(home.toString(), "/home/alice").replace("\u001b", "\\e");
        if (me.isEmpty()) {
            return same;
        }
        String name = Pattern.quote(me);
        return same.replaceAll(
                        "(\"(?:created_by|revoked_by|granted_by|name|present_name|by)\":\\s?)\"" + name + "\"",
                        "$1\"alice\"")
                .replaceAll("((?:Created|Revoked) by:(?:\\\\e\\[m)? +)" + name + "\n", "$1alice\n")
                .replaceAll("(?m)(^\\| |\t)" + uid + "\t" + name + "\t", "$11041\talice\t")
                .replaceAll("(?m)(Z\t)" + name + "(?=\t)", "$1alice")
                .replaceAll("(?m)\t" + name + "$", "\talice")
                .replaceAll("\"(uid|by_uid)\": " + uid + "\\b", "\"$1\": 1041")
                .replaceAll("\"login_uid\": \\d+", "\"login_uid\": null")
                .replaceAll("(?m)(\t(?:true|false)\t)" + name + "\t", "$1alice\t")
                .replaceAll("\t" + uid + "\tdirect\t\\d*\t", "\t1041\tdirect\t\t")
                .replaceAll("(?m)(^\\| .*(?: ago|just now|Z|\\)) .*  )" + name + "$", "$1alice")
                .replaceAll("(?m)(^\\| .*(?: ago|just now|Z|\\)) .*  )" + name + " +-.*$", "$1alice  -")
                .replaceAll("(?m)(^\\| .*  -|BY(?:\\\\e\\[m)?) +((?:\\\\e\\[1m)?FROM|192\\.0\\.2\\.7)", "$1  $2")
                .replaceAll(name + "(?= \\(uid " + uid + "\\))", "alice")
                .replaceAll("\\(uid " + uid + "\\)", "(uid 1041)")
                .replaceAll("admins (add|remove) " + uid + "\\b", "admins $1 1041");
    }

    private void learn() {
        Cli.Result administrators = cli.run("admins", "list");
        if (me.isEmpty() && administrators.exitCode() == 0) {
            me = administrators.out().split("\t", -1)[1];
        }
        for (String id : cli.at(Instant.parse("2027-12-31T00:00:00Z"))
                .run("list", "-o", "ids")
                .out()
                .lines()
                .toList()) {
            if (!ids.contains(id)) {
                ids.add(id);
            }
        }
        cli.at(now);
    }
}
