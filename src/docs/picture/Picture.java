import com.smartonboarding.apikeys.output.text.CellWidth;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Draws a terminal's screen as SVG: the lines on standard input, with the escape sequences for colours that tmux gives
 * (ECMA-48, SGR), {@code COLUMNS} wide. What makes a token code a secret is covered.
 */
class Picture {
    private static final double CELL = 8.4;
    private static final int LINE = 19;
    private static final int MARGIN = 16;
    private static final int BAR = 30;
    private static final Pattern CODE = Pattern.compile("(sok_[0-9A-Za-z]{12}_)([0-9A-Za-z]+)");
    private static final Pattern ESCAPE = Pattern.compile("\u001b\\[([0-9;]*)m|\u001b\\(B|\u000f");
    private static final String[] COLOURS = {
        "#6b7280", "#f87171", "#4ade80", "#facc15", "#60a5fa", "#c084fc", "#22d3ee", "#e5e7eb"
    };
    private static final String TEXT = "#e5e7eb";

    private String colour = TEXT;
    private boolean bold;
    private boolean dim;

    public static void main(String[] args) throws IOException {
        List<String> lines =
                new ArrayList<>(new String(System.in.readAllBytes(), StandardCharsets.UTF_8).lines().toList());
        while (!lines.isEmpty() && ESCAPE.matcher(lines.get(lines.size() - 1)).replaceAll("").isBlank()) {
            lines.remove(lines.size() - 1);
        }
        System.out.write(new Picture().draw(lines, Integer.parseInt(args[0])).getBytes(StandardCharsets.UTF_8));
        System.out.flush();
    }

    private String draw(List<String> lines, int columns) {
        int width = (int) Math.ceil(columns * CELL) + 2 * MARGIN;
        int height = BAR + lines.size() * LINE + MARGIN;
        StringBuilder svg = new StringBuilder();
        svg.append("""
                <svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img">
                <title>apikeys at a terminal</title>
                <desc>Made by src/docs/picture/take from what is on the screen; the secret part of a code is covered.</desc>
                <rect width="%d" height="%d" rx="8" fill="#111827"/>
                <circle cx="20" cy="16" r="5" fill="#f87171"/>
                <circle cx="38" cy="16" r="5" fill="#facc15"/>
                <circle cx="56" cy="16" r="5" fill="#4ade80"/>
                <g font-family="ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace" font-size="14" fill="%s">
                """.formatted(width, height, width, height, width, height, TEXT));
        for (int i = 0; i < lines.size(); i++) {
            drawLine(covered(lines.get(i)), BAR + (i + 1) * LINE - 5, svg);
        }
        return svg.append("</g>\n</svg>\n").toString();
    }

    private static String covered(String line) {
        return CODE.matcher(line).replaceAll(code -> code.group(1) + "•".repeat(code.group(2).length()));
    }

    private void drawLine(String line, int y, StringBuilder svg) {
        Matcher escape = ESCAPE.matcher(line);
        int from = 0;
        int column = 0;
        while (escape.find()) {
            column = drawRun(line.substring(from, escape.start()), column, y, svg);
            if (escape.group(1) != null) {
                style(escape.group(1));
            }
            from = escape.end();
        }
        drawRun(line.substring(from), column, y, svg);
    }

    /** Draws the words of a run each at its own place, so that no font can move what comes after them. */
    private int drawRun(String run, int firstColumn, int y, StringBuilder svg) {
        int column = firstColumn;
        for (String word : run.split("(?<= )(?=[^ ])")) {
            String text = word.stripTrailing();
            int cells = CellWidth.of(text);
            if (cells > 0) {
                svg.append("<text x=\"%.1f\" y=\"%d\" textLength=\"%.1f\"%s%s%s>%s</text>%n"
                        .formatted(
                                MARGIN + column * CELL,
                                y,
                                cells * CELL,
                                colour.equals(TEXT) ? "" : " fill=\"" + colour + "\"",
                                bold ? " font-weight=\"bold\"" : "",
                                dim ? " opacity=\"0.6\"" : "",
                                escaped(text)));
            }
            column += CellWidth.of(word);
        }
        return column;
    }

    private void style(String parameters) {
        for (String parameter : parameters.split(";")) {
            int number = parameter.isEmpty() ? 0 : Integer.parseInt(parameter);
            if (number == 0) {
                colour = TEXT;
                bold = false;
                dim = false;
            } else if (number == 1) {
                bold = true;
            } else if (number == 2) {
                dim = true;
            } else if (number == 22) {
                bold = false;
                dim = false;
            } else if (number == 39) {
                colour = TEXT;
            } else if (number >= 30 && number < 38) {
                colour = COLOURS[number - 30];
            } else if (number >= 90 && number < 98) {
                colour = COLOURS[number - 90];
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
