package com.smartonboarding.apikeys.output.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.SafeText;
import de.siegmar.fastcsv.reader.CsvReader;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainFormatsTest {
    private static final Token[] ALL = {Samples.active(), Samples.bare(), Samples.revoked(), Samples.expired()};

    @Test
    void withoutRowsCsvIsItsHeaderAndTheOthersAreEmpty() {
        assertThat(Samples.printed(ListFormat.CSV))
                .isEqualTo("\"id\",\"label\",\"status\",\"created\",\"expires\",\"last_accessed\"\n");
        assertThat(Samples.printed(ListFormat.TSV)).isEmpty();
        assertThat(Samples.printed(ListFormat.IDS)).isEmpty();
    }

    @Test
    void csvHasAHeaderExactTimesAndNothingWhereThereIsNothing() {
        assertThat(Samples.printed(ListFormat.CSV, ALL)).isEqualTo("""
                "id","label","status","created","expires","last_accessed"
                "7Kq2mZ0aLx3P","ci-deploy","Active","2026-11-20T08:30:15Z","2026-12-05T12:00:00Z","2026-11-23T11:58:00Z"
                "p81VwE5cTd0R","dashboard","Active","2026-07-25T00:00:00Z","",""
                "c0Jr9sYb2NqA","old-migrator","Revoked","2025-11-23T12:00:00Z","",""
                "Zz9yXw8vUt7s","trial","Expired","2026-11-01T12:00:00Z","2026-11-21T12:00:00Z",""
                """);
    }

    @Test
    void csvCanHaveEveryFieldAndNoHeader() {
        assertThat(Samples.printed(
                        ListFormat.CSV,
                        TokenField.ALL,
                        false,
                        Terminal.NONE,
                        Palette.NONE,
                        Samples.active(),
                        Samples.revoked()))
                .isEqualTo("""
                        "7Kq2mZ0aLx3P","ci-deploy","Active","2026-11-20T08:30:15Z","2026-12-05T12:00:00Z","2026-11-23T11:58:00Z","deploy read","Deploys from CI","alice","192.0.2.7","","","","true","","","","","","","",""
                        "c0Jr9sYb2NqA","old-migrator","Revoked","2025-11-23T12:00:00Z","","","","","alice","","2026-11-22T12:00:00Z","bob","no longer needed","true","","","","","","","",""
                        """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "a,b", "say \"hi\"", "\"", "日本語 👍🏽", "semi;colon", " leading", "#hash", "a=b"})
    void csvReadsBackAsItWas(String label) {
        assertThat(labelsOf(Samples.printed(ListFormat.CSV, Samples.bare(label), Samples.bare("next"))))
                .containsExactly("label", label, "next");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠SUM(A1)", "'=1", "'", "'s"})
    void csvDefusesWhatASpreadsheetWouldCompute(String label) {
        assertThat(labelsOf(Samples.printed(ListFormat.CSV, Samples.bare(label))))
                .containsExactly("label", "'" + SafeText.escape(label));
    }

    /** Even in a spreadsheet that splits at semicolons, no cell begins with a formula. */
    @Test
    void csvQuotesEveryField() {
        assertThat(Samples.printed(ListFormat.CSV, Samples.bare("x;=1+1"))
                        .lines()
                        .skip(1))
                .singleElement()
                .asString()
                .contains("\"x;=1+1\"")
                .matches("(\"[^\"]*\",?)+");
    }

    @Test
    void tsvHasNoHeaderExactTimesAndNothingWhereThereIsNothing() {
        assertThat(Samples.printed(ListFormat.TSV, ALL)).isEqualTo("""
                7Kq2mZ0aLx3P|ci-deploy|Active|2026-11-20T08:30:15Z|2026-12-05T12:00:00Z|2026-11-23T11:58:00Z
                p81VwE5cTd0R|dashboard|Active|2026-07-25T00:00:00Z||
                c0Jr9sYb2NqA|old-migrator|Revoked|2025-11-23T12:00:00Z||
                Zz9yXw8vUt7s|trial|Expired|2026-11-01T12:00:00Z|2026-11-21T12:00:00Z|
                """.replace('|', '\t'));
    }

    @Test
    void tsvCanHaveAHeader() {
        assertThat(Samples.printed(
                        ListFormat.TSV,
                        List.of(TokenField.LAST_ACCESSED, TokenField.LABEL),
                        true,
                        Terminal.NONE,
                        Palette.NONE,
                        Samples.bare()))
                .isEqualTo("last_accessed\tlabel\n\tdashboard\n");
    }

    @Test
    void aHostileLabelStaysOneFieldOfOneLineInTsv() {
        assertThat(Samples.printed(
                        ListFormat.TSV,
                        List.of(TokenField.LABEL, TokenField.STATUS),
                        Samples.bare("a\tb\nc\\n\u001b[2J"),
                        Samples.bare()))
                .isEqualTo("a\\tb\\nc\\\\n\\u{001B}[2J\tActive\ndashboard\tActive\n");
    }

    @Test
    void idsAreOneALine() {
        assertThat(Samples.printed(ListFormat.IDS, Samples.active(), Samples.bare()))
                .isEqualTo("7Kq2mZ0aLx3P\np81VwE5cTd0R\n");
    }

    @ParameterizedTest
    @EnumSource
    void noFormatLetsAnythingUnprintableThrough(ListFormat format) {
        String printed = Samples.printed(format, TokenField.ALL, Samples.bare(Samples.HOSTILE), Samples.active());

        assertThat(printed.replace("\n", "").replace("\t", "").codePoints()).allMatch(TextRules::isPrintable);
        assertThat(printed.lines().filter(line -> line.contains("gpj"))).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void aTerminalGetsATableAndAPipeTsv() {
        assertThat(ListFormat.byDefault(new Terminal(false, true, false, 80))).isEqualTo(ListFormat.TABLE);
        assertThat(ListFormat.byDefault(new Terminal(true, false, true, 80))).isEqualTo(ListFormat.TSV);
    }

    private static List<String> labelsOf(String csv) {
        return CsvReader.builder().ofCsvRecord(csv).stream()
                .map(line -> line.getField(1))
                .toList();
    }
}
