package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.help.HelpSection.Entry;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import java.util.List;

/** A help text, laid out for the narrowest window that people use. The given texts are printed unescaped. */
public final class HelpScreen {
    /** Cells in a line. */
    public static final int WIDTH = 80;

    private static final String INDENT = "  ";

    /** The text of a longer term begins on the next line. */
    private static final int WIDEST_TERM = 25;

    private final StringBuilder text = new StringBuilder();
    private final Palette palette;

    public HelpScreen(Palette palette) {
        this.palette = palette;
    }

    /** Sentences, with an empty line before them. */
    public HelpScreen paragraph(String sentences) {
        separate();
        wrap(sentences, "", 0);
        return this;
    }

    /** Ways to call a command, one per line. */
    public HelpScreen usage(List<String> ways) {
        separate();
        String label = "Usage:";
        for (String way : ways) {
            text.append(way.equals(ways.get(0)) ? palette.paint(Style.HEADING, label) : " ".repeat(label.length()))
                    .append(' ')
                    .append(way)
                    .append('\n');
        }
        return this;
    }

    /** Sections whose texts begin in the same column. */
    public HelpScreen sections(List<HelpSection> sections) {
        int widest = 0;
        for (HelpSection section : sections) {
            for (Entry entry : section.entries()) {
                if (entry.term().length() <= WIDEST_TERM) {
                    widest = Math.max(widest, entry.term().length());
                }
            }
        }
        for (HelpSection section : sections) {
            heading(section.heading());
            String gap = "";
            for (String paragraph : section.paragraphs()) {
                text.append(gap).append(INDENT);
                wrap(paragraph, INDENT, INDENT.length());
                gap = "\n";
            }
            text.append(section.entries().isEmpty() ? "" : gap);
            for (Entry entry : section.entries()) {
                entry(entry, INDENT.length() + widest + INDENT.length());
            }
        }
        return this;
    }

    /** Lines that are not wrapped; those that begin with {@code #} are painted as remarks. */
    public HelpScreen lines(String heading, List<String> lines) {
        heading(heading);
        for (String line : lines) {
            text.append(INDENT)
                    .append(line.startsWith("#") ? palette.paint(Style.FAINT, line) : line)
                    .append('\n');
        }
        return this;
    }

    /** The whole text. */
    @Override
    public String toString() {
        return text.toString();
    }

    private void heading(String heading) {
        separate();
        text.append(palette.paint(Style.HEADING, heading + ":")).append('\n');
    }

    private void entry(Entry entry, int column) {
        text.append(INDENT).append(entry.term());
        int used = INDENT.length() + entry.term().length();
        if (used + INDENT.length() > column) {
            text.append('\n');
            used = 0;
        }
        text.append(" ".repeat(column - used));
        wrap(entry.text(), " ".repeat(column), column);
    }

    /** Appends words and ends the line; {@code used} cells of the first line are taken. */
    private void wrap(String words, String indent, int used) {
        int column = used;
        boolean first = true;
        for (String word : words.split(" ", -1)) {
            if (!first && column + 1 + word.length() > WIDTH) {
                text.append('\n').append(indent);
                column = indent.length();
            } else if (!first) {
                text.append(' ');
                column++;
            }
            text.append(word);
            column += word.length();
            first = false;
        }
        text.append('\n');
    }

    private void separate() {
        if (!text.isEmpty()) {
            text.append('\n');
        }
    }
}
