package com.smartonboarding.apikeys.output.text;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.output.terminal.Palette;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
    @Test
    void spacesAndEmptyCellsAtTheEndOfALineAreLeftOut() {
        assertThat(table(List.of("alice", "since spring  "), List.of("bob", ""), List.of("", "nobody")))
                .isEqualTo("""
                        USER   NOTE
                        alice  since spring
                        bob
                               nobody
                        """);
    }

    @Test
    void withoutRowsThereIsNotEvenAHeading() {
        assertThat(table()).isEmpty();
    }

    @SafeVarargs
    private static String table(List<String>... rows) {
        StringWriter out = new StringWriter();
        List<TextTable.Column> columns = List.of(new TextTable.Column("USER", 0), new TextTable.Column("NOTE", 0));
        TextTable table = new TextTable(out, columns, true, TextTable.UNLIMITED, Palette.NONE);
        for (List<String> row : rows) {
            table.row(row.stream().map(text -> new TextTable.Cell(text, null)).toList());
        }
        table.end();
        return out.toString();
    }
}
