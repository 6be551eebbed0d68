package com.smartonboarding.apikeys.output.text;

import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in aligned columns: two spaces between them, no borders, no spaces at line ends. Without rows, nothing is
 * printed. The first {@value #MOST_ROWS_KEPT} rows decide the widths, so that a long list does not fill the memory.
 *
 * <p>Rows too wide for the window are narrowed in steps, each only as far as needed: texts are shortened, but stay
 * recognisable; columns are left out; headings and texts are shortened to a stub.
 */
public final class TextTable {
    /** The width for output that is not fitted to a window. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int MOST_ROWS_KEPT = 5_000;
    private static final int MOST_TURNS = 6;
    private static final int GAP = 2;
    private static final int LEFT_OUT = -1;

    private final Writer out;
    private final List<Column> columns;
    private final boolean header;
    private final int width;
    private final Palette palette;
    private final List<List<Cell>> kept = new ArrayList<>();
    private int @Nullable [] widths;

    /**
     * One column.
     *
     * @param heading the words above it
     * @param givesWay in which turn the column is shortened if the rows are too wide: 1 is first,
     *     {@value #MOST_TURNS} is last, 0 is never
     * @param leaves in which turn the column is left out if shortening was not enough; numbered likewise
     */
    public record Column(String heading, int givesWay, int leaves) {
        private static final int RECOGNISED = 12;
        private static final int STUB = 4;

        /** A column that is never left out. */
        public Column(String heading, int givesWay) {
            this(heading, givesWay, 0);
        }

        int fewestCells(boolean stub) {
            return stub ? STUB : Math.max(RECOGNISED, CellWidth.of(heading));
        }
    }

    /** One text of a row, not yet escaped, and its style, or null. */
    public record Cell(String text, @Nullable Style style) {}

    /** A table that is written once its column widths are known; {@code width} is the width of the window in cells. */
    public TextTable(Writer out, List<Column> columns, boolean header, int width, Palette palette) {
        this.out = out;
        this.columns = List.copyOf(columns);
        this.header = header;
        this.width = width;
        this.palette = palette;
    }

    /** Adds a row with one cell for each column. */
    public void row(List<Cell> cells) {
        List<Cell> safe = new ArrayList<>(cells.size());
        for (Cell cell : cells) {
            safe.add(new Cell(SafeText.escape(cell.text()).stripTrailing(), cell.style()));
        }
        if (widths != null) {
            write(safe, widths, false);
        } else {
            kept.add(safe);
            if (kept.size() == MOST_ROWS_KEPT) {
                writeKept();
            }
        }
    }

    /** Writes the rows that are still kept. */
    public void end() {
        if (widths == null && !kept.isEmpty()) {
            writeKept();
        }
    }

    /** The headings of the columns that were left out; known once the table is written. */
    public List<String> leftOut() {
        List<String> headings = new ArrayList<>();
        for (int i = 0; widths != null && i < widths.length; i++) {
            if (widths[i] == LEFT_OUT) {
                headings.add(columns.get(i).heading());
            }
        }
        return headings;
    }

    private void writeKept() {
        int[] decided = fitted();
        widths = decided;
        if (header) {
            List<Cell> headings = new ArrayList<>(columns.size());
            for (Column column : columns) {
                headings.add(new Cell(column.heading(), Style.HEADING));
            }
            write(headings, decided, true);
        }
        for (List<Cell> row : kept) {
            write(row, decided, false);
        }
        kept.clear();
    }

    private int[] fitted() {
        int[] whole = whole(header);
        int[] cells = shortened(whole, false);
        for (int turn = 1; turn <= MOST_TURNS && total(cells) > width; turn++) {
            for (int i = 0; i < whole.length; i++) {
                if (columns.get(i).leaves() == turn) {
                    whole[i] = LEFT_OUT;
                }
            }
            cells = shortened(whole, false);
        }
        if (total(cells) <= width) {
            return cells;
        }
        int[] withoutHeadings = whole(false);
        for (int i = 0; i < whole.length; i++) {
            withoutHeadings[i] = whole[i] == LEFT_OUT ? LEFT_OUT : Math.max(Column.STUB, withoutHeadings[i]);
        }
        return shortened(withoutHeadings, true);
    }

    private int[] whole(boolean withHeadings) {
        int[] cells = new int[columns.size()];
        for (int i = 0; i < cells.length; i++) {
            cells[i] = withHeadings ? CellWidth.of(columns.get(i).heading()) : 0;
            for (List<Cell> row : kept) {
                cells[i] = Math.max(cells[i], CellWidth.of(row.get(i).text()));
            }
        }
        return cells;
    }

    private int[] shortened(int[] whole, boolean toStubs) {
        int[] cells = whole.clone();
        int excess = total(cells) - width;
        for (int turn = 1; turn <= MOST_TURNS && excess > 0; turn++) {
            for (int i = 0; i < cells.length; i++) {
                if (columns.get(i).givesWay() == turn && cells[i] != LEFT_OUT && excess > 0) {
                    int fewest = Math.min(cells[i], columns.get(i).fewestCells(toStubs));
                    int narrowed = Math.max(fewest, cells[i] - excess);
                    excess -= cells[i] - narrowed;
                    cells[i] = narrowed;
                }
            }
        }
        return cells;
    }

    private static int total(int[] cells) {
        int total = -GAP;
        for (int column : cells) {
            total += column == LEFT_OUT ? 0 : column + GAP;
        }
        return total;
    }

    private void write(List<Cell> row, int[] decided, boolean heading) {
        StringBuilder line = new StringBuilder();
        String gap = "";
        int column = 0;
        for (int i = 0; i < decided.length; i++) {
            if (decided[i] == LEFT_OUT) {
                continue;
            }
            boolean shortens = width != UNLIMITED && (heading || columns.get(i).givesWay() > 0);
            String text = row.get(i).text();
            String shown = shortens ? CellWidth.shorten(text, decided[i]) : text;
            if (!shown.isEmpty()) {
                Style style = row.get(i).style();
                line.append(gap).append(style == null ? shown : palette.paint(style, shown));
                gap = "";
            }
            column += decided[i] + GAP;
            gap = gap(gap, shown, Math.max(0, decided[i] - CellWidth.of(shown)) + GAP, column);
        }
        try {
            out.write(line.append('\n').toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * The gap between a cell and the next. In a window, a mark keeps right-to-left text in its column. After a text
     * whose width differs between terminals, an escape moves the cursor to the next column.
     */
    private String gap(String before, String shown, int spaces, int column) {
        String gap = before + " ".repeat(spaces);
        if (width == UNLIMITED || CellWidth.isPlain(shown)) {
            return gap;
        }
        String fenced = RightToLeft.isIn(shown) ? " " + RightToLeft.END + gap.substring(1) : gap;
        return fenced + palette.toColumn(column);
    }
}
