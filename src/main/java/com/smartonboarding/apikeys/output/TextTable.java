package com.smartonboarding.apikeys.output;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rows in aligned columns: two spaces between, no borders, no spaces at the end of a line, and nothing at all without
 * rows. The first {@value #MOST_ROWS_KEPT} rows decide the widths, so that a long list does not fill the memory.
 */
public final class TextTable {
    /** The width for output that is not fitted to a window. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    private static final int MOST_ROWS_KEPT = 5_000;
    private static final int GAP = 2;

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
     * @param givesWay in which turn it is shortened when the rows are too wide: 1 is first, 0 is never
     */
    public record Column(String heading, int givesWay) {
        private static final int FEWEST_CELLS = 12;

        int fewestCells() {
            return Math.max(FEWEST_CELLS, CellWidth.of(heading));
        }
    }

    /** One text of a row, not yet escaped, and what its colour shall say if anything. */
    public record Cell(String text, @Nullable Style style) {}

    /** A table that is written once its widths are known; {@code width} is that of the window in cells. */
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
            write(safe, widths);
        } else {
            kept.add(safe);
            if (kept.size() == MOST_ROWS_KEPT) {
                writeKept();
            }
        }
    }

    /** Writes what is still kept. */
    public void end() {
        if (widths == null && !kept.isEmpty()) {
            writeKept();
        }
    }

    private void writeKept() {
        int[] decided = fitted();
        widths = decided;
        if (header) {
            List<Cell> headings = new ArrayList<>(columns.size());
            for (Column column : columns) {
                headings.add(new Cell(column.heading(), Style.HEADING));
            }
            write(headings, decided);
        }
        for (List<Cell> row : kept) {
            write(row, decided);
        }
        kept.clear();
    }

    private int[] fitted() {
        int[] cells = new int[columns.size()];
        int total = GAP * (cells.length - 1);
        int turns = 0;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = header ? CellWidth.of(columns.get(i).heading()) : 0;
            for (List<Cell> row : kept) {
                cells[i] = Math.max(cells[i], CellWidth.of(row.get(i).text()));
            }
            total += cells[i];
            turns = Math.max(turns, columns.get(i).givesWay());
        }
        for (int turn = 1; turn <= turns; turn++) {
            for (int i = 0; i < cells.length; i++) {
                if (columns.get(i).givesWay() == turn && total > width) {
                    int narrowed =
                            Math.max(cells[i] - (total - width), columns.get(i).fewestCells());
                    total -= Math.max(0, cells[i] - narrowed);
                    cells[i] = Math.min(cells[i], narrowed);
                }
            }
        }
        return cells;
    }

    private void write(List<Cell> row, int[] decided) {
        StringBuilder line = new StringBuilder();
        int spaces = 0;
        for (int i = 0; i < decided.length; i++) {
            boolean shortens = width != UNLIMITED && columns.get(i).givesWay() > 0;
            String text = row.get(i).text();
            String shown = shortens ? CellWidth.shorten(text, decided[i]) : text;
            if (!shown.isEmpty()) {
                Style style = row.get(i).style();
                line.append(" ".repeat(spaces)).append(style == null ? shown : palette.paint(style, shown));
                spaces = 0;
            }
            spaces += Math.max(0, decided[i] - CellWidth.of(shown)) + GAP;
        }
        try {
            out.write(line.append('\n').toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
