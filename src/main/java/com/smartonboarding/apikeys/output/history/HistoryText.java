package com.smartonboarding.apikeys.output.history;

import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.StoredWords.Via;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.model.result.History;
import com.smartonboarding.apikeys.model.result.HistoryEvent;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.text.CellWidth;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.text.Utf8Writer;
import com.smartonboarding.apikeys.output.token.TokenDetails;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history for people: the token, and below it one aligned line per event. */
final class HistoryText implements HistoryPrinter {
    /** From this width on, the exact time and the relative time fit beside each other. */
    private static final int WIDE = 100;

    /** Below this width, only the relative time is printed, and the FROM column is left out. */
    private static final int NARROW = 60;

    private static final String NOTHING = "-";

    private final Utf8Writer out;
    private final Instant now;
    private final int width;
    private final Palette palette;
    private final TextTable table;
    private Set<String> sharedNames = Set.of();

    HistoryText(Utf8Writer out, Instant now, int width, Palette palette) {
        this.out = out;
        this.now = now;
        this.width = width;
        this.palette = palette;
        List<TextTable.Column> columns = new ArrayList<>();
        columns.add(new TextTable.Column("TIME", 0));
        columns.add(new TextTable.Column("EVENT", 1));
        columns.add(new TextTable.Column("BY", 3));
        if (width >= NARROW) {
            columns.add(new TextTable.Column("FROM", 2));
        }
        table = new TextTable(out, columns, true, width, palette);
    }

    @Override
    public void begin(History history) {
        Status status = history.status();
        Instant expiresAt = history.expiresAt();
        sharedNames = history.sharedNames();
        line("Label", SafeText.escape(history.label()), null);
        line("ID", history.id(), null);
        line("Status", status == null ? null : status.word(), status == null ? null : Style.of(status));
        line("Expires", expiresAt == null ? null : exact(expiresAt), null);
        line("Predecessor", history.predecessorId(), null);
        line("Successor", history.successorId(), null);
        out.write('\n');
    }

    @Override
    public void print(HistoryEvent event) {
        List<TextTable.Cell> cells = new ArrayList<>();
        cells.add(new TextTable.Cell(time(event.at()), null));
        cells.add(new TextTable.Cell(words(event), style(event)));
        cells.add(new TextTable.Cell(by(event.by()), null));
        if (width >= NARROW) {
            cells.add(new TextTable.Cell(from(event), null));
        }
        table.row(cells);
    }

    @Override
    public void end() {
        table.end();
        out.flush();
    }

    private void line(String caption, @Nullable String value, @Nullable Style style) {
        if (value != null) {
            String shown = width == TextTable.UNLIMITED
                    ? value
                    : CellWidth.shorten(value, width - TokenDetails.CAPTION_WIDTH - 1);
            out.write(TokenDetails.line(caption, style == null ? shown : palette.paint(style, shown), palette));
        }
    }

    private String time(Instant at) {
        if (width < NARROW) {
            return RelativeTime.of(at, now);
        }
        return width < WIDE ? UtcTime.of(at) : exact(at);
    }

    private String exact(Instant at) {
        return UtcTime.of(at) + " (" + RelativeTime.of(at, now) + ")";
    }

    /** What happened, in words, with the detail from the audit trail. */
    private static String words(HistoryEvent event) {
        if (event.denied()) {
            return "denied: " + event.action();
        }
        if (event.isAccess()) {
            return "last accessed";
        }
        AuditAction action = AuditAction.of(event.action());
        String words = action == null ? event.action() : words(action, event);
        return event.detail() == null ? words : words + ": " + event.detail();
    }

    private static String words(AuditAction action, HistoryEvent event) {
        return switch (action) {
            case GENERATE -> "generated";
            case SHOW -> "code shown";
            case RELABEL -> "relabelled from '" + event.formerLabel() + "' to '" + event.label() + "'";
            case DELIVER -> "delivered";
            case REVOKE, UNDELIVERED -> "revoked";
            case ROTATE -> "rotated";
            case EDIT -> "edited";
            case DISABLE -> "disabled";
            case ENABLE -> "enabled";
            case PURGE -> "purged";
            case INIT,
                    ADMINS_ADD,
                    ADMINS_CONFIRM,
                    ADMINS_REMOVE,
                    ADMINS_RECOVER,
                    BACKUP,
                    RESTORE,
                    UPGRADE,
                    AUDIT_VERIFY,
                    DOCTOR,
                    LIST,
                    HISTORY,
                    AUDIT_LIST,
                    AUDIT_HEAD,
                    ADMINS_LIST,
                    KEY_LIST,
                    KEY_ROTATE,
                    KEY_REKEY,
                    KEY_DROP -> action.word(); // about no token
        };
    }

    private static @Nullable Style style(HistoryEvent event) {
        AuditAction action = event.denied() ? null : AuditAction.of(event.action());
        if (action == AuditAction.DISABLE) {
            return Style.DISABLED;
        }
        if (action == AuditAction.GENERATE || action == AuditAction.ENABLE) {
            return Style.ACTIVE;
        }
        return action == AuditAction.REVOKE || action == AuditAction.UNDELIVERED ? Style.REVOKED : null;
    }

    private String by(@Nullable User user) {
        return user == null ? NOTHING : sharedNames.contains(user.name()) ? user.nameAndUid() : user.name();
    }

    /** Where the command was typed or the code was presented, and what the kernel and sudo add about the user. */
    private static String from(HistoryEvent event) {
        User by = event.by();
        if (by == null) {
            return event.address() == null ? NOTHING : event.address();
        }
        StringBuilder from = new StringBuilder(event.terminal() == null ? NOTHING : event.terminal());
        if (event.via() != null && !event.via().equals(Via.DIRECT)) {
            from.append(", ").append(event.via());
        }
        if (event.loginUid() != null && event.loginUid() != by.uid()) {
            from.append(", logged in as uid ").append(event.loginUid());
        }
        return from.toString();
    }
}
