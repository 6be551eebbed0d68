package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.failure.ExitCode;
import com.smartonboarding.apikeys.model.text.ResourceText;
import com.smartonboarding.apikeys.output.terminal.Palette;
import java.util.ArrayList;
import java.util.List;

/**
 * Help on what holds for all commands; the man page of the tool contains it, too. The text of a topic is the file
 * {@code help/WORD.txt}. A line that begins with {@code #} is a heading, a blank line ends a paragraph, and a paragraph
 * that is indented after its first line explains the term in that line.
 */
public enum HelpTopic {
    FILES("files", "Where the database, the key file and the configurations are."),
    ENVIRONMENT("environment", "The environment variables that apikeys reads."),
    FORMATS("formats", "The output formats, and what scripts can rely on."),
    EXIT_CODES("exit-codes", "What the exit codes mean."),
    SECURITY("security", "How codes are kept secret, and how you can help.");

    private final String word;
    private final String purpose;

    HelpTopic(String word, String purpose) {
        this.word = word;
        this.purpose = purpose;
    }

    /** The word that selects this topic. */
    public String word() {
        return word;
    }

    /** What the topic is about, in one sentence. */
    String purpose() {
        return purpose;
    }

    /** The sections of the topic. */
    List<HelpSection> sections() {
        List<HelpSection> sections = new ArrayList<>();
        for (String paragraph :
                ResourceText.read("/help/" + word + ".txt").strip().split("\n\n", -1)) {
            if (paragraph.startsWith("# ")) {
                sections.add(new HelpSection(paragraph.substring(2), new ArrayList<>(), new ArrayList<>()));
                continue;
            }
            HelpSection section = sections.get(sections.size() - 1);
            String[] term = paragraph.split("\n {4}", 2);
            if (term.length == 1) {
                section.paragraphs().add(paragraph.replace('\n', ' '));
            } else {
                section.entries().add(new Entry(term[0], term[1].replaceAll("\\s+", " ")));
            }
        }
        if (this == EXIT_CODES) {
            for (ExitCode code : ExitCode.values()) {
                String number = Integer.toString(code.number());
                String term = " ".repeat(3 - number.length()) + number + "  " + code.name();
                sections.get(0).entries().add(new Entry(term, code.meaning()));
            }
        }
        return sections;
    }

    /** The whole screen. */
    public String screen(Palette palette) {
        return new HelpScreen(palette).paragraph(purpose).sections(sections()).toString();
    }
}
