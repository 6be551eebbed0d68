package com.smartonboarding.apikeys.cli.talk;

import com.smartonboarding.apikeys.cli.Context;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.text.CellWidth;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import com.smartonboarding.apikeys.output.token.TokenField;
import com.smartonboarding.apikeys.output.token.TokenView;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The questions that are asked before tokens are revoked or deleted, fitted to the window. Tokens that are most likely
 * still needed come first.
 */
public final class Questions {
    /** The largest number of tokens named in a question; nobody reads more. */
    private static final int MOST_NAMED = 20;

    /** Labels are never cut to fewer cells than this, however narrow the window. */
    private static final int RECOGNISED = 12;

    private static final String ANSWERS = " [y/N] ";

    /** The no-break space keeps the words on one line, and does not occur in escaped text. */
    private static final String IN_USE = "in\u00a0use";

    private final int width;
    private final Instant now;
    private final Palette palette;

    public Questions(Context context) {
        width = context.terminal().columns();
        now = context.now();
        palette = context.talkPalette();
    }

    /** One token: {@code demo (7Kq2mZ0aLx3P) is in use (last accessed 2 minutes ago). Revoke it?} */
    public String one(String question, Token token) {
        String label = SafeText.escape(token.label());
        String id = " (" + token.id() + ")";
        int room = width - CellWidth.of(id + ANSWERS);
        String about = CellWidth.shorten(label, Math.max(RECOGNISED, room)) + id + access(token);
        return fitted(about + ". " + question + "?");
    }

    /** All of these tokens together, the most recently accessed first. */
    public String all(String verb, List<Token> tokens) {
        if (tokens.size() == 1) {
            return one(verb + " it", tokens.get(0));
        }
        List<Token> sorted = new ArrayList<>(tokens);
        sorted.sort(Comparator.comparing(Questions::lastSeen).reversed());
        long inUse = tokens.stream().filter(this::isInUse).count();
        int more = tokens.size() - MOST_NAMED;
        return table(sorted.subList(0, Math.min(tokens.size(), MOST_NAMED)))
                + (more > 0 ? "and " + more + " more\n" : "")
                + fitted((inUse == 0 ? "" : inUse + " of these tokens " + (inUse == 1 ? "is " : "are ") + IN_USE + ". ")
                        + verb + " these " + count(tokens.size()) + "?");
    }

    public static String count(long tokens) {
        return tokens + (tokens == 1 ? " token" : " tokens");
    }

    /** The warning about a token that was revoked without a question: that it was in use, or nothing. */
    public static String warning(Context context, Token token) {
        LastAccess access = token.lastAccess();
        return access != null && token.wasAccessedLately(context.now())
                ? ", which was in use (last accessed " + RelativeTime.of(access.at(), context.now()) + ")"
                : "";
    }

    private String access(Token token) {
        LastAccess access = token.lastAccess();
        if (access == null) {
            return " was never accessed";
        }
        String ago = "last accessed " + RelativeTime.of(access.at(), now);
        String from = access.from() == null ? "" : " from " + SafeText.escape(access.from());
        return isInUse(token) ? " is " + IN_USE + " (" + ago + from + ")" : " was " + ago;
    }

    private boolean isInUse(Token token) {
        return token.revocation() == null && token.wasAccessedLately(now);
    }

    private String table(List<Token> tokens) {
        StringWriter out = new StringWriter();
        List<TextTable.Column> columns = List.of(
                new TextTable.Column("ID", 0),
                new TextTable.Column("LABEL", 1),
                new TextTable.Column("LAST ACCESSED", 0));
        TextTable table = new TextTable(out, columns, true, width, palette);
        for (Token token : tokens) {
            TokenView view = new TokenView(token, now);
            table.row(List.of(
                    new TextTable.Cell(token.id(), null),
                    new TextTable.Cell(token.label(), null),
                    new TextTable.Cell(view.brief(TokenField.LAST_ACCESSED), isInUse(token) ? Style.IN_USE : null)));
        }
        table.end();
        return out.toString();
    }

    private String fitted(String question) {
        int room = width - ANSWERS.length();
        String lines = Paragraph.wrap(question, room, 0, 0);
        return lines.replace(IN_USE, palette.paint(Style.IN_USE, "in use"));
    }

    private static Instant lastSeen(Token token) {
        return token.lastAccess() == null ? Instant.MIN : token.lastAccess().at();
    }
}
