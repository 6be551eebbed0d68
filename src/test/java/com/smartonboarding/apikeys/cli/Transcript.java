package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Runs alice's tool and records the runs as text. It is the same on every machine: user, time and randomness are fixed.
 * The text is a session, which can be replayed. It needs no Java to read or write. Each of its lines begins with what it
 * is:
 *
 * <pre>
 *   #   a remark
 *   %   the name of another session, which is replayed first and not recorded
 *   &#64;   the time from here on
 *   :   a line of alice's configuration from here on
 *   $   a command line; it may end with the width of the terminal where it is typed
 *   &lt;   its input
 *   |   what it prints to standard output
 *   !   what it prints to standard error
 *   =   its exit code
 * </pre>
 *
 * <p>Whoever writes a session writes the lines that begin with one of the first six; an update adds the others.
 */
public final class Transcript {
    static final Path FOLDER = Path.of("src/test/resources/golden");

    private static final Pattern CODE = Pattern.compile("(sok_([0-9A-Za-z]{12})_)[0-9A-Za-z]{38}");
    private static final String SECRET = "*".repeat(38);
    private static final Pattern MASKED = Pattern.compile("sok_(Token([0-9]{7}))_\\*{38}");
    private static final Pattern COMMAND =
            Pattern.compile("\\$ apikeys(?: (.*?))?(?:   # at a terminal of ([0-9]+) columns)?");
    private static final Pattern WORD = Pattern.compile("(?:'[^']*'|\\\\'|[^ '])+");
    private static final String HOME = "/home/alice";

    private final Path home;
    private Cli cli;
    private final StringBuilder text = new StringBuilder();
    private final Map<String, String> codes = new HashMap<>();
    private int width;
    private String input = "";

    /** Begins with what alice's home already contains, and numbers the ids of new tokens from this number on. */
    public Transcript(Path home, int firstId) {
        this.home = home;
        cli = new Cli(home).ofAlice(firstId).with("NO_COLOR", "1");
    }

    static Path file(String name) {
        return FOLDER.resolve(name + ".txt");
    }

    /** Does what a session says, and records it again. */
    Transcript replay(String name) throws IOException {
        List<String> lines = Files.readAllLines(file(name));
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher command = COMMAND.matcher(line);
            if (line.startsWith("% ")) {
                int recorded = text.length();
                replay(line.substring(2));
                text.setLength(recorded);
                note(line);
            } else if (line.startsWith("# ")) {
                note(line);
            } else if (line.startsWith("@ ")) {
                cli.at(Instant.parse(line.substring(2)));
                note(line);
            } else if (line.startsWith(": ")) {
                i = configure(lines, i);
            } else if (command.matches()) {
                StringBuilder typed = new StringBuilder();
                while (i + 1 < lines.size() && lines.get(i + 1).startsWith("<")) {
                    typed.append(revealed(lines.get(++i).substring(2))).append('\n');
                }
                typing(command.group(2) == null ? 0 : Integer.parseInt(command.group(2)), typed.toString());
                run(words(command.group(1) == null ? "" : command.group(1)));
            }
        }
        return this;
    }

    /** Writes the configuration that begins at this line; returns the number of its last line. */
    private int configure(List<String> lines, int first) throws IOException {
        StringBuilder configuration = new StringBuilder();
        int last = first;
        for (int i = first; i < lines.size() && lines.get(i).startsWith(": "); i++) {
            note(lines.get(i));
            configuration.append(lines.get(i).substring(2)).append('\n');
            last = i;
        }
        cli.configure(configuration.toString());
        return last;
    }

    /** The words of a command line, which are quoted as in a shell. */
    private String[] words(String line) {
        return WORD.matcher(line.replace(HOME, home.toString()))
                .results()
                .map(word ->
                        word.group().replace("'\\''", "\0").replace("'", "").replace("\0", "'"))
                .toArray(String[]::new);
    }

    /** The input with its codes: those that were printed before, and codes of no token. */
    private String revealed(String line) {
        return MASKED.matcher(line)
                .replaceAll(code -> codes.computeIfAbsent(
                        code.group(1),
                        id -> TokenCode.draw(new GuessableRandom(Integer.parseInt(code.group(2))))
                                .reveal()));
    }

    private void note(String line) {
        beginBlock();
        text.append(line).append('\n');
    }

    /** An empty line, if the last line was an exit code. */
    private void beginBlock() {
        int last = text.lastIndexOf("\n", text.length() - 2) + 1;
        if (text.length() > last && text.charAt(last) == '=') {
            text.append('\n');
        }
    }

    /** Makes the following runs use a terminal of this width (0 for a pipe), with this input. */
    public Transcript typing(int columns, String typed) {
        width = columns;
        input = typed;
        return this;
    }

    /** Makes the following runs use another tool. */
    public Transcript with(Cli other) {
        cli = other.with("NO_COLOR", "1");
        return this;
    }

    /** Runs a command line, split at spaces, and records the result. */
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
        CODE.matcher(result.out()).results().forEach(code -> codes.put(code.group(2), code.group()));
        beginBlock();
        text.append("$ apikeys");
        for (String arg : args) {
            text.append(' ').append(arg.matches("[\\w@%+=:,./*-]+") ? arg : "'" + arg.replace("'", "'\\''") + "'");
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

    /**
     * The recorded text. It replaces only three things: secrets of codes, so that no file contains what looks like a
     * real code; the folder of this test; and the escape character, which no editor shows.
     */
    public String text() {
        return CODE.matcher(text)
                .replaceAll("$1" + SECRET)
                .replace(home.toString(), HOME)
                .replace("\u001b", "\\e");
    }
}
