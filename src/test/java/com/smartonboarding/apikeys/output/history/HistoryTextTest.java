package com.smartonboarding.apikeys.output.history;

import static org.assertj.core.api.Assertions.assertThat;

import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.CellWidth;
import com.smartonboarding.apikeys.output.token.Samples;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A history as people see it, in windows of various widths. */
class HistoryTextTest {
    private static final History HISTORY = new History(
            "7Kq2mZ0aLx3P",
            "ci-日本語",
            Status.REVOKED,
            Instant.parse("2026-12-05T12:00:00Z"),
            "Predecessor1",
            "Successor001",
            Set.of());

    private static final List<HistoryEvent> EVENTS = List.of(
            event("2026-11-20T08:30:15Z", "generate", "successor of Predecessor1", null, "/dev/pts/3", "sudo"),
            event("2026-11-21T08:30:15Z", "relabel", null, "old", null, "direct"),
            HistoryEvent.of(new LastAccess(Instant.parse("2026-11-22T11:58:00Z"), "192.0.2.7"), "ci-日本語"),
            event("2026-11-23T11:00:00Z", "rotate", "successor Successor001", null, null, "direct"),
            event("2026-11-23T11:59:58Z", "revoke", "leaked: in a chat of nine people", null, null, "direct"));

    private static HistoryEvent event(
            String at,
            String action,
            @Nullable String detail,
            @Nullable String formerLabel,
            @Nullable String terminal,
            String via) {
        return new HistoryEvent(
                Instant.parse(at),
                action,
                false,
                new User(1000, "alice"),
                terminal,
                null,
                detail,
                "ci-日本語",
                formerLabel,
                via,
                null,
                7L);
    }

    private static String printed(
            HistoryFormat format, int columns, Palette palette, History history, List<HistoryEvent> events) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        HistoryPrinter printer =
                format.printer(out, Samples.NOW, new Terminal(false, columns > 0, false, columns), palette);
        printer.begin(history);
        events.forEach(printer::print);
        printer.end();
        return out.toString(StandardCharsets.UTF_8);
    }

    private static String atTerminal(int columns) {
        return printed(HistoryFormat.TEXT, columns, Palette.NONE, HISTORY, EVENTS);
    }

    @Test
    void wideWindowHasBothTimes() {
        assertThat(atTerminal(200)).isEqualTo("""
                Label:               ci-日本語
                ID:                  7Kq2mZ0aLx3P
                Status:              Revoked
                Expires:             2026-12-05T12:00:00Z (in 12 days)
                Predecessor:         Predecessor1
                Successor:           Successor001

                TIME                               EVENT                                      BY     FROM
                2026-11-20T08:30:15Z (3 days ago)  generated: successor of Predecessor1       alice  /dev/pts/3, sudo
                2026-11-21T08:30:15Z (2 days ago)  relabelled from 'old' to 'ci-日本語'       alice  -
                2026-11-22T11:58:00Z (1 day ago)   last accessed                              -      192.0.2.7
                2026-11-23T11:00:00Z (1 hour ago)  rotated: successor Successor001            alice  -
                2026-11-23T11:59:58Z (just now)    revoked: leaked: in a chat of nine people  alice  -
                """);
    }

    @Test
    void windowOfEightyColumnsHasTheExactTime() {
        assertThat(atTerminal(80)).isEqualTo("""
                Label:               ci-日本語
                ID:                  7Kq2mZ0aLx3P
                Status:              Revoked
                Expires:             2026-12-05T12:00:00Z (in 12 days)
                Predecessor:         Predecessor1
                Successor:           Successor001

                TIME                  EVENT                              BY     FROM
                2026-11-20T08:30:15Z  generated: successor of Predeces…  alice  /dev/pts/3, sudo
                2026-11-21T08:30:15Z  relabelled from 'old' to 'ci-日…   alice  -
                2026-11-22T11:58:00Z  last accessed                      -      192.0.2.7
                2026-11-23T11:00:00Z  rotated: successor Successor001    alice  -
                2026-11-23T11:59:58Z  revoked: leaked: in a chat of ni…  alice  -
                """);
    }

    @Test
    void narrowWindowHasTheRelativeTimeAndNoPlaces() {
        assertThat(atTerminal(40)).isEqualTo("""
                Label:               ci-日本語
                ID:                  7Kq2mZ0aLx3P
                Status:              Revoked
                Expires:             2026-12-05T12:00:0…
                Predecessor:         Predecessor1
                Successor:           Successor001

                TIME        EVENT                  BY
                3 days ago  generated: successor…  alice
                2 days ago  relabelled from 'old…  alice
                1 day ago   last accessed          -
                1 hour ago  rotated: successor S…  alice
                just now    revoked: leaked: in …  alice
                """);
    }

    @Test
    void actionOfALaterVersionIsPrintedByItsWord() {
        HistoryEvent later = event("2026-11-23T11:00:00Z", "enable again", "after a review", null, null, "direct");

        assertThat(printed(HistoryFormat.TEXT, 80, Palette.NONE, HISTORY, List.of(later)))
                .endsWith("""
                        TIME                  EVENT                         BY     FROM
                        2026-11-23T11:00:00Z  enable again: after a review  alice  -
                        """);
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 59, 60, 80, 99, 100, 200})
    void noLineIsWiderThanTheWindow(int columns) {
        String hostile = "日本語 ".repeat(20) + Samples.HOSTILE;
        List<HistoryEvent> events =
                List.of(event("2026-11-20T08:30:15Z", "revoke", hostile, null, "/dev/pts/3", "sudo"));
        History history = new History("7Kq2mZ0aLx3P", hostile, Status.REVOKED, Samples.NOW, null, null, Set.of());

        assertThat(printed(HistoryFormat.TEXT, columns, Palette.NONE, history, events)
                        .lines())
                .allMatch(line -> CellWidth.of(line) <= columns);
    }

    @Test
    void hostileTextIsEscapedInEveryFormat() {
        List<HistoryEvent> events = List.of(
                event("2026-11-20T08:30:15Z", "revoke", Samples.HOSTILE, null, Samples.HOSTILE, Samples.HOSTILE),
                event("2026-11-20T08:30:15Z", "relabel", null, Samples.HOSTILE, null, "direct"));
        History history = new History("7Kq2mZ0aLx3P", Samples.HOSTILE, Status.ACTIVE, null, null, null, Set.of());
        for (HistoryFormat format : HistoryFormat.values()) {
            for (int columns : new int[] {0, 80}) {
                assertThat(printed(format, columns, Palette.NONE, history, events)
                                .replace("\n", "")
                                .replace("\t", format == HistoryFormat.TSV ? "" : "\t"))
                        .as("%s at %d", format, columns)
                        .doesNotContainPattern("[\\p{Cc}\\p{Cf}\\u2028\\u00a0]");
            }
        }
        assertThat(printed(HistoryFormat.TSV, 0, Palette.NONE, history, events).lines())
                .allMatch(line -> line.split("\t", -1).length == HistoryField.values().length);
    }

    @Test
    void colourSaysWhatBecameOfTheTokenWithoutMovingTheColumns() {
        String coloured = printed(HistoryFormat.TEXT, 80, Palette.of(true), HISTORY, EVENTS);

        assertThat(coloured)
                .contains("\u001b[31mRevoked\u001b[m", "\u001b[32mgenerated: ", "\u001b[31mrevoked: ")
                .contains("Z  last accessed ");
        assertThat(coloured.replaceAll("\u001b\\[[0-9;]*[mG]", "")).isEqualTo(atTerminal(80));
    }

    @Test
    void eventsOfANewerToolAreToldByTheirWord() {
        assertThat(printed(
                        HistoryFormat.TEXT,
                        80,
                        Palette.NONE,
                        HISTORY,
                        List.of(event("2026-11-20T08:30:15Z", "bless", "twice", null, null, "direct"))))
                .contains("  bless: twice  alice");
    }
}
