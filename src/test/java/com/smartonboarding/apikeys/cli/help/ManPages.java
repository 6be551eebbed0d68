package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.Cli;
import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Generates the man pages from the help of commands and topics. They use the macros of man(7), which man-db, groff and
 * mandoc all support.
 */
final class ManPages {
    /** The folder of the man pages in the sources; the package has them below {@code share}. */
    static final Path FOLDER = Path.of("src/main/dist/man/man1");

    private static final Pattern BUILD_DATE = Pattern.compile("<project.build.outputTimestamp>(\\d{4}-\\d\\d-\\d\\d)T");

    /** The longest source line in good style. */
    private static final int WIDTH = 78;

    private final StringBuilder page = new StringBuilder();

    private ManPages() {}

    /** All pages, by file name. */
    static SortedMap<String, String> all() throws IOException {
        SortedMap<String, String> pages = new TreeMap<>();
        for (CommandSpec command : Cli.commands()) {
            String name = new CommandHelp(command).manPage();
            pages.put(name + ".1", new ManPages().page(command, name));
        }
        return pages;
    }

    private String page(CommandSpec command, String name) throws IOException {
        CommandHelp help = new CommandHelp(command);
        boolean overview = command.parent() == null;
        line(".\\\" Written by ManPagesTest from the help of the commands; see src/docs/add-a-command.md.");
        line(".TH " + escape(name.toUpperCase(Locale.ROOT)) + " 1 " + buildDate() + " \"apikeys " + ToolVersion.TEXT
                + "\" \"User Commands\"");
        line(".nh"); // do not hyphenate or justify: readers type much of this
        line(".ad l");
        heading("NAME");
        words(escape(name) + " \\- " + escape(clause(help.purpose())));
        heading("SYNOPSIS");
        for (String way : help.synopsis()) {
            if (!way.equals(help.synopsis().get(0))) {
                line(".br");
            }
            words(styled(way.substring(command.qualifiedName().length()), bold(command.qualifiedName())));
        }
        heading("DESCRIPTION");
        paragraphs(help.description().isEmpty() ? List.of(help.purpose()) : help.description());
        if (overview) {
            heading("COMMON TASKS");
            examples(help.examples());
        }
        commands(help, name);
        heading("OPTIONS");
        options(help.sections());
        if (overview) {
            for (HelpTopic topic : HelpTopic.values()) {
                topic(topic);
            }
        } else {
            if (!help.exitCodes().isEmpty()) {
                heading("EXIT STATUS");
                help.exitCodes().forEach(code -> entry(bold(code.term()), code.text()));
            }
            heading("EXAMPLES");
            examples(help.examples());
            heading("ENVIRONMENT AND FILES");
            paragraphs(List.of("See apikeys(1) for the environment variables and the places of the files."));
        }
        heading("SEE ALSO");
        seeAlso(command, name);
        return page.toString();
    }

    private static String buildDate() throws IOException {
        Matcher date = BUILD_DATE.matcher(Files.readString(Path.of("pom.xml")));
        if (!date.find()) {
            throw new AssertionError("pom.xml has no time of the build");
        }
        return date.group(1);
    }

    private void commands(CommandHelp help, String name) {
        List<HelpSection> groups = help.commands();
        if (groups.isEmpty()) {
            return;
        }
        heading("COMMANDS");
        for (HelpSection group : groups) {
            if (groups.size() > 1) {
                line(".SS " + escape(group.heading()));
            }
            for (Entry entry : group.entries()) {
                entry(bold(name + "-" + entry.term()) + "(1)", entry.text());
            }
        }
    }

    private void options(List<HelpSection> groups) {
        for (HelpSection group : groups) {
            line(".SS " + escape(group.heading()));
            group.entries().forEach(entry -> entry(styled(entry.term().strip(), ""), entry.text()));
        }
    }

    private void topic(HelpTopic topic) {
        heading(topic == HelpTopic.EXIT_CODES ? "EXIT STATUS" : topic.name());
        List<HelpSection> sections = topic.sections();
        for (HelpSection section : sections) {
            if (sections.size() > 1) {
                line(".SS " + escape(section.heading()));
            }
            paragraphs(section.paragraphs());
            section.entries().forEach(entry -> entry(bold(entry.term().strip()), entry.text()));
        }
    }

    private void examples(List<String> lines) {
        for (int i = 0; i < lines.size(); i += 2) {
            paragraph(lines.get(i).substring(2) + ":");
            line(".PP");
            line(".EX");
            line(escape(lines.get(i + 1)));
            line(".EE");
        }
    }

    private void seeAlso(CommandSpec command, String name) {
        List<String> pages = new ArrayList<>();
        for (CommandSpec other : Cli.commands()) {
            String otherName = new CommandHelp(other).manPage();
            boolean near = command.parent() == null
                    || other.parent() == null
                    || otherName.startsWith(name + "-")
                    || name.startsWith(otherName + "-");
            if (near && !otherName.equals(name)) {
                pages.add(otherName);
            }
        }
        for (int i = 0; i < pages.size(); i++) {
            line(".BR " + escape(pages.get(i)) + " (1)" + (i < pages.size() - 1 ? "," : ""));
        }
    }

    private void entry(String term, String text) {
        line(".TP");
        line(term);
        words(escape(text));
    }

    private void paragraphs(List<String> texts) {
        texts.forEach(this::paragraph);
    }

    private void paragraph(String text) {
        String source = page.toString();
        String last = source.substring(source.lastIndexOf('\n', source.length() - 2) + 1);
        if (!last.startsWith(".S")) { // a heading begins a paragraph itself
            line(".PP");
        }
        words(escape(text));
    }

    private void heading(String heading) {
        line(".SH " + escape(heading));
    }

    /** Appends a source line. The caller escapes it unless it is meant as a request. */
    private void line(String source) {
        page.append(source).append('\n');
    }

    private void words(String escaped) {
        StringBuilder line = new StringBuilder();
        for (String word : escaped.split(" ", -1)) {
            if (!line.isEmpty() && line.length() + 1 + word.length() > WIDTH) {
                line(line.toString());
                line.setLength(0);
            }
            // Prevent a word at the start of a source line from being read as a request.
            line.append(line.isEmpty() ? "" : " ")
                    .append(line.isEmpty() && word.startsWith(".") ? "\\&" : "")
                    .append(word);
        }
        line(line.toString());
    }

    /** A synopsis or an option, with literal text in bold and placeholders in italics. */
    private static String styled(String text, String begun) {
        Matcher word = Pattern.compile("(--?[A-Za-z][a-z-]*)|([A-Z][A-Z,-]*[A-Z]|\\bN\\b)|([^A-Z-]+|.)")
                .matcher(text);
        StringBuilder styled = new StringBuilder(begun);
        while (word.find()) {
            styled.append(
                    word.group(1) != null
                            ? bold(word.group(1))
                            : word.group(2) != null ? "\\fI" + escape(word.group(2)) + "\\fR" : escape(word.group(3)));
        }
        return styled.toString();
    }

    private static String bold(String text) {
        return "\\fB" + escape(text) + "\\fR";
    }

    /** The purpose as a clause that follows a name. */
    private static String clause(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1, sentence.length() - 1);
    }

    /**
     * Escapes a text so that every character stands for itself: none starts an escape, or turns into one that cannot be
     * typed.
     */
    private static String escape(String text) {
        StringBuilder escaped = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> escaped.append("\\e");
                case '-' -> escaped.append("\\-");
                case '\'' -> escaped.append("\\(aq");
                case '"' -> escaped.append("\\(dq");
                case '`' -> escaped.append("\\(ga");
                case '^' -> escaped.append("\\(ha");
                case '~' -> escaped.append("\\(ti");
                default -> {
                    if (c < 0x80) {
                        escaped.appendCodePoint(c);
                    } else {
                        escaped.append(String.format(Locale.ROOT, "\\[u%04X]", c));
                    }
                }
            }
        });
        return escaped.toString();
    }
}
