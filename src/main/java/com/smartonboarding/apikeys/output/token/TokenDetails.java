package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.json.OutputSchemas;
import com.smartonboarding.apikeys.output.terminal.Palette;
import com.smartonboarding.apikeys.output.terminal.Style;
import com.smartonboarding.apikeys.output.terminal.Terminal;
import com.smartonboarding.apikeys.output.text.Paragraph;
import com.smartonboarding.apikeys.output.text.SafeText;
import com.smartonboarding.apikeys.output.text.TextTable;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All details of one token.
 *
 * @param code the token code if it is to be displayed, or null
 */
public record TokenDetails(TokenView view, @Nullable TokenCode code) implements DetailFormat.View {
    private static final String CODE = "Code";
    public static final int CAPTION_WIDTH = 20;

    /** In narrower windows, an exact time does not fit beside its caption. */
    private static final int FEWEST_ALIGNED = 60;

    private static final int NARROW_INDENT = 2;

    private static final List<TokenField> READING_ORDER = List.of(
            TokenField.LABEL,
            TokenField.ID,
            TokenField.STATUS,
            TokenField.DESCRIPTION,
            TokenField.OWNER,
            TokenField.METADATA,
            TokenField.SCOPES,
            TokenField.NETWORKS,
            TokenField.CREATED,
            TokenField.CREATED_BY,
            TokenField.EXPIRES,
            TokenField.LAST_ACCESSED,
            TokenField.LAST_ACCESSED_FROM,
            TokenField.DISABLED,
            TokenField.DISABLED_BY,
            TokenField.DISABLE_REASON,
            TokenField.REVOKED,
            TokenField.REVOKED_BY,
            TokenField.REVOKE_REASON,
            TokenField.RECOVERABLE,
            TokenField.PREDECESSOR,
            TokenField.SUCCESSOR);

    /**
     * A block of lines for people, one per field; empty fields have no line. On a terminal, long values continue on
     * further lines. The code, which must not be broken, has its own line.
     */
    @Override
    public String text(Terminal terminal, Palette palette) {
        int width = terminal.stdout() ? terminal.columns() : TextTable.UNLIMITED;
        int indent = width < FEWEST_ALIGNED ? NARROW_INDENT : CAPTION_WIDTH + 1;
        StringBuilder block = new StringBuilder();
        for (TokenField field : READING_ORDER) {
            if (says(field)) {
                String caption = caption(field.caption(), indent);
                String value = SafeText.escape(view.exact(field));
                String lines = Paragraph.wrap(value, width, caption.length(), indent);
                block.append(palette.paint(Style.FAINT, caption.stripTrailing()))
                        .append(" "
                                .repeat(caption.length()
                                        - caption.stripTrailing().length()))
                        .append(field == TokenField.STATUS ? palette.paint(Style.of(view.status()), lines) : lines)
                        .append('\n');
            }
        }
        if (code != null) {
            block.append(palette.paint(Style.FAINT, CODE + ":"))
                    .append(terminal.stdout() ? "\n" : " ".repeat(CAPTION_WIDTH - CODE.length()))
                    .append(code.reveal())
                    .append('\n');
        }
        return block.toString();
    }

    /** A JSON document with every field and the code, or null without one; it ends with a line feed. */
    @Override
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out).beginObject().member("schema", OutputSchemas.SHOW);
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
        json.member("code", code == null ? null : code.reveal()).endObject().endDocument();
        return out.toString();
    }

    private boolean says(TokenField field) {
        return field == TokenField.EXPIRES || field == TokenField.LAST_ACCESSED || view.text(field) != null;
    }

    /** A line of a block, with its value aligned with the others. */
    public static String line(String caption, String value, Palette palette) {
        return palette.paint(Style.FAINT, caption + ":") + " ".repeat(CAPTION_WIDTH - caption.length()) + value + "\n";
    }

    private static String caption(String name, int indent) {
        return name + ":" + " ".repeat(Math.max(1, indent - name.length() - 1));
    }
}
