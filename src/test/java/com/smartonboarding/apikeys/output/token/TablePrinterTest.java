package com.smartonboarding.apikeys.output.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.CellWidth;
import com.smartonboarding.apikeys.output.text.RightToLeftTest;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TablePrinterTest {
    private static final String LONG = "deploys the whole estate from the build server";
    private static final String WIDE = "東京の本番環境へのデプロイ用トークン👍🏽👍🏽";
    private static final String COMBINED = "e\u0301te\u0301";

    @Test
    void withoutRowsThereIsNoTable() {
        assertThat(Samples.printed(ListFormat.TABLE)).isEmpty();
    }

    @Test
    void theDefaultColumnsAreAlignedAndTimesAreRelative() {
        assertThat(Samples.printed(
                        ListFormat.TABLE, Samples.active(), Samples.bare(), Samples.revoked(), Samples.expired()))
                .isEqualTo("""
                        ID            LABEL         STATUS   CREATED       EXPIRES     LAST ACCESSED
                        7Kq2mZ0aLx3P  ci-deploy     Active   3 days ago    in 12 days  2 minutes ago
                        p81VwE5cTd0R  dashboard     Active   4 months ago  never       never
                        c0Jr9sYb2NqA  old-migrator  Revoked  1 year ago    never       never
                        Zz9yXw8vUt7s  trial         Expired  22 days ago   2 days ago  never
                        """);
    }

    @Test
    void everyOtherColumnCanBeChosen() {
        List<TokenField> columns = List.of(
                TokenField.LABEL,
                TokenField.SCOPES,
                TokenField.DESCRIPTION,
                TokenField.CREATED_BY,
                TokenField.LAST_ACCESSED_FROM,
                TokenField.REVOKED,
                TokenField.REVOKED_BY,
                TokenField.REVOKE_REASON,
                TokenField.RECOVERABLE);

        assertThat(Samples.printed(ListFormat.TABLE, columns, Samples.active(), Samples.bare(), Samples.revoked()))
                .isEqualTo("""
                        LABEL         SCOPES       DESCRIPTION      CREATED BY  LAST ACCESSED FROM  REVOKED    REVOKED BY  REVOKE REASON     RECOVERABLE
                        ci-deploy     deploy read  Deploys from CI  alice       192.0.2.7           -          -           -                 yes
                        dashboard     -            -                bob         -                   -          -           -                 no
                        old-migrator  -            -                alice       -                   1 day ago  bob         no longer needed  yes
                        """);
    }

    @Test
    void theHeaderCanBeLeftOut() {
        assertThat(Samples.printed(
                        ListFormat.TABLE,
                        List.of(TokenField.LABEL, TokenField.STATUS),
                        false,
                        Terminal.NONE,
                        Palette.NONE,
                        Samples.bare("ci")))
                .isEqualTo("ci  Active\n");
    }

    @Test
    void headingAndStatusAreColouredWithoutMovingTheColumns() {
        List<TokenField> columns = List.of(TokenField.STATUS, TokenField.LABEL);

        assertThat(Samples.printed(
                                ListFormat.TABLE,
                                columns,
                                true,
                                Terminal.NONE,
                                Palette.of(true),
                                Samples.active(),
                                Samples.revoked(),
                                Samples.expired())
                        .replace('\u001b', '~'))
                .isEqualTo("""
                        ~[1mSTATUS~[m   ~[1mLABEL~[m
                        ~[32mActive~[m   ci-deploy
                        ~[31mRevoked~[m  old-migrator
                        ~[33mExpired~[m  trial
                        """);
    }

    @Test
    void inEightyColumnsTheLabelsGiveWay() {
        assertThat(fitted(80)).isEqualTo("""
                ID            LABEL                 STATUS  CREATED       EXPIRES  LAST ACCESSED
                p81VwE5cTd0R  deploys the whole e…  Active  4 months ago  never    never
                p81VwE5cTd0R  東京の本番環境への…   Active  4 months ago  never    never
                p81VwE5cTd0R  COMB COMB COMB COMB COMB…  Active  4 months ago  never    never
                p81VwE5cTd0R  ci                    Active  4 months ago  never    never
                """.replace("COMB", COMBINED));
    }

    @Test
    void inSixtyColumnsTheAgeIsLeftOut() {
        assertThat(fitted(60)).isEqualTo("""
                ID            LABEL           STATUS  EXPIRES  LAST ACCESSED
                p81VwE5cTd0R  deploys the w…  Active  never    never
                p81VwE5cTd0R  東京の本番環…   Active  never    never
                p81VwE5cTd0R  COMB COMB COMB e\u0301…  Active  never    never
                p81VwE5cTd0R  ci              Active  never    never
                """.replace("COMB", COMBINED));
    }

    @Test
    void inFortyColumnsThereIsRoomForWhatATokenIsAndWhetherItWorks() {
        assertThat(fitted(40)).isEqualTo("""
                ID            LABEL               STATUS
                p81VwE5cTd0R  deploys the whole…  Active
                p81VwE5cTd0R  東京の本番環境へ…   Active
                p81VwE5cTd0R  COMB COMB COMB COMB e\u0301…  Active
                p81VwE5cTd0R  ci                  Active
                """.replace("COMB", COMBINED));
    }

    @Test
    void whatIsLeftOutIsToldByItsHeading() {
        assertThat(leftOut(List.of(), 40)).containsExactly("CREATED", "EXPIRES", "LAST ACCESSED");
        assertThat(leftOut(List.of(), 80)).isEmpty();
        assertThat(leftOut(List.of(TokenField.ID, TokenField.CREATED, TokenField.LAST_ACCESSED), 20))
                .as("what somebody asked for")
                .isEmpty();
    }

    @Test
    void chosenColumnsStayAndAllThatMayBeCutIsCut() {
        List<TokenField> columns = List.of(
                TokenField.ID,
                TokenField.LABEL,
                TokenField.DESCRIPTION,
                TokenField.SCOPES,
                TokenField.CREATED_BY,
                TokenField.LAST_ACCESSED);

        assertThat(Samples.printed(
                        ListFormat.TABLE,
                        columns,
                        true,
                        window(52),
                        Palette.NONE,
                        Samples.active(),
                        Samples.bare(LONG)))
                .isEqualTo("""
                        ID            LAB…  DES…  SCO…  CREA…  LAST ACCESSED
                        7Kq2mZ0aLx3P  ci-…  Dep…  dep…  alice  2 minutes ago
                        p81VwE5cTd0R  dep…  -     -     bob    never
                        """);
    }

    @Test
    void inTwoHundredColumnsNothingIsCut() {
        assertThat(fitted(200)).isEqualTo(piped()).isEqualTo("""
                ID            LABEL                                           STATUS  CREATED       EXPIRES  LAST ACCESSED
                p81VwE5cTd0R  deploys the whole estate from the build server  Active  4 months ago  never    never
                p81VwE5cTd0R  東京の本番環境へのデプロイ用トークン👍🏽👍🏽        Active  4 months ago  never    never
                p81VwE5cTd0R  COMB COMB COMB COMB COMB COMB COMB COMB COMB             Active  4 months ago  never    never
                p81VwE5cTd0R  ci                                              Active  4 months ago  never    never
                """.replace("COMB", COMBINED));
    }

    @ParameterizedTest
    @ValueSource(ints = {27, 40, 50, 60, 66, 80, 200})
    void noLineIsWiderThanTheWindowAndNoneEndsInASpace(int width) {
        assertThat(fitted(width).lines()).hasSize(5).allSatisfy(line -> {
            assertThat(CellWidth.of(line)).isLessThanOrEqualTo(width);
            assertThat(line).isEqualTo(line.stripTrailing());
        });
    }

    @Test
    void afterTheLabelTheDescriptionGivesWay() {
        List<TokenField> columns = List.of(TokenField.ID, TokenField.LABEL, TokenField.DESCRIPTION, TokenField.SCOPES);

        assertThat(Samples.printed(
                        ListFormat.TABLE,
                        columns,
                        true,
                        window(53),
                        Palette.NONE,
                        Samples.active(),
                        Samples.bare(LONG)))
                .isEqualTo("""
                        ID            LABEL         DESCRIPTION   SCOPES
                        7Kq2mZ0aLx3P  ci-deploy     Deploys fro…  deploy read
                        p81VwE5cTd0R  deploys the…  -             -
                        """);
    }

    @Test
    void whatWouldBeWrongIfCutIsNeverCut() {
        Token seenFromAfar = new Token(
                "7Kq2mZ0aLx3P",
                "ci",
                null,
                List.of(),
                Samples.NOW.minusSeconds(59 * 60),
                new User(1000, "administrator"),
                null,
                null,
                true,
                new LastAccess(Samples.NOW, "2001:db8:85a3::8a2e:370:7334"),
                null,
                null);
        List<TokenField> columns =
                List.of(TokenField.ID, TokenField.CREATED, TokenField.CREATED_BY, TokenField.LAST_ACCESSED_FROM);

        assertThat(Samples.printed(ListFormat.TABLE, columns, true, window(20), Palette.NONE, seenFromAfar))
                .isEqualTo("""
                        ID            CREATED         CRE…  LAST ACCESSED FROM
                        7Kq2mZ0aLx3P  59 minutes ago  adm…  2001:db8:85a3::8a2e:370:7334
                        """);
    }

    @Test
    void aHostileLabelCannotMoveTheCursorNorForgeARow() {
        assertThat(Samples.printed(
                        ListFormat.TABLE,
                        List.of(TokenField.LABEL, TokenField.STATUS),
                        Samples.bare(Samples.HOSTILE),
                        Samples.bare("ci   ")))
                .isEqualTo("""
                        LABEL                                                                                                        STATUS
                        =cmd\\u{001B}[31m\\u{202E}gpj\\u{0009}\\u{000A}\\u{000D}"'`,;\\\\u{007F}\\u{009B}\\u{2028}\\u{00A0}\\u{E0041}@|red x|@  Active
                        ci                                                                                                           Active
                        """);
    }

    @Test
    void aListTooLongToKeepTakesItsWidthsFromTheFirstRows() {
        Token[] tokens = new Token[5_002];
        Arrays.fill(tokens, Samples.bare("dashboard"));
        tokens[5_001] = Samples.bare(LONG);
        List<TokenField> columns = List.of(TokenField.LABEL, TokenField.STATUS);

        String inWindow = Samples.printed(ListFormat.TABLE, columns, true, window(80), Palette.NONE, tokens);
        String inPipe = Samples.printed(ListFormat.TABLE, columns, tokens);

        assertThat(inWindow.lines()).hasSize(5_003).last().isEqualTo("deploys …  Active");
        assertThat(inPipe.lines()).hasSize(5_003).last().isEqualTo(LONG + "  Active");
    }

    @Test
    void afterATextThatTerminalsDisagreeAboutTheNextColumnIsNamed() {
        List<TokenField> columns = List.of(TokenField.LABEL, TokenField.STATUS);

        assertThat(Samples.printed(
                                ListFormat.TABLE,
                                columns,
                                true,
                                window(80),
                                Palette.of(true),
                                Samples.bare("hand 👍🏽"),
                                Samples.bare("ci"))
                        .replace('\u001b', '~'))
                .isEqualTo("""
                        ~[1mLABEL~[m    ~[1mSTATUS~[m
                        hand 👍🏽  ~[10G~[32mActive~[m
                        ci       ~[32mActive~[m
                        """);
        assertThat(Samples.printed(
                        ListFormat.TABLE, columns, true, Terminal.NONE, Palette.of(true), Samples.bare("hand 👍🏽")))
                .as("where it is piped into a pager")
                .doesNotContain("G\u001b");
    }

    @Test
    void aTextThatRunsToTheLeftStaysInItsColumn() {
        Token hebrew = Samples.bare("שלום");
        List<TokenField> columns = List.of(TokenField.ID, TokenField.LABEL, TokenField.CREATED);

        String shown = Samples.printed(ListFormat.TABLE, columns, false, window(80), Palette.NONE, hebrew);

        assertThat(shown).isEqualTo("p81VwE5cTd0R  שלום \u200e 4 months ago\n");
        assertThat(RightToLeftTest.reordered(shown)).isEqualTo("p81VwE5cTd0R  םולש \u200e 4 months ago\n");
        String piped = Samples.printed(ListFormat.TABLE, columns, false, Terminal.NONE, Palette.NONE, hebrew);
        assertThat(piped).isEqualTo("p81VwE5cTd0R  שלום  4 months ago\n");
        assertThat(RightToLeftTest.reordered(piped)).as("the control").isEqualTo("p81VwE5cTd0R  4  םולש months ago\n");
    }

    private static List<String> leftOut(List<TokenField> columns, int width) {
        TokenPrinter printer =
                ListFormat.TABLE.printer(OutputStream.nullOutputStream(), columns, true, window(width), Palette.NONE);
        printer.begin();
        printer.print(Samples.view(Samples.bare(LONG)));
        printer.end();
        return printer.leftOut();
    }

    private static String fitted(int width) {
        return printed(window(width));
    }

    private static String piped() {
        return printed(Terminal.NONE);
    }

    private static Terminal window(int width) {
        return new Terminal(true, true, true, width);
    }

    private static String printed(Terminal terminal) {
        return Samples.printed(
                ListFormat.TABLE,
                List.of(),
                true,
                terminal,
                Palette.NONE,
                Samples.bare(LONG),
                Samples.bare(WIDE),
                Samples.bare((COMBINED + " ").repeat(9)),
                Samples.bare("ci"));
    }
}
