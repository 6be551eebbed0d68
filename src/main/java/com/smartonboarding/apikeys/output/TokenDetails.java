package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.TokenCode;
import java.io.StringWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One token in full.
 *
 * @param code the token code where it is to be displayed, or null
 */
public record TokenDetails(TokenView view, @Nullable TokenCode code) {
    /** The schema of what {@code show} prints. */
    public static final String SHOW = "apikeys/show@1";

    private static final String CODE = "Code";
    static final int CAPTION_WIDTH = 20;

    private static final List<TokenField> READING_ORDER = List.of(
            TokenField.LABEL,
            TokenField.ID,
            TokenField.STATUS,
            TokenField.DESCRIPTION,
            TokenField.SCOPES,
            TokenField.CREATED,
            TokenField.CREATED_BY,
            TokenField.EXPIRES,
            TokenField.LAST_ACCESSED,
            TokenField.LAST_ACCESSED_FROM,
            TokenField.REVOKED,
            TokenField.REVOKED_BY,
            TokenField.REVOKE_REASON,
            TokenField.RECOVERABLE,
            TokenField.PREDECESSOR,
            TokenField.SUCCESSOR);

    /** A block of lines for people, one a field; a field that says nothing about this token has no line. */
    public String text(Palette palette) {
        StringBuilder block = new StringBuilder();
        for (TokenField field : READING_ORDER) {
            if (says(field)) {
                String value = SafeText.escape(view.exact(field));
                block.append(
                        line(field.caption(), field == TokenField.STATUS ? status(palette, value) : value, palette));
            }
        }
        if (code != null) {
            block.append(line(CODE, code.reveal(), palette));
        }
        return block.toString();
    }

    /** A JSON document with every field and the code, null where there is none, ending in a line feed. */
    public String json(String schema) {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.indented(out).beginObject().member("schema", schema);
        for (TokenField field : TokenField.ALL) {
            view.write(field, json);
        }
        json.member("code", code == null ? null : code.reveal()).endObject().endDocument();
        return out.toString();
    }

    private boolean says(TokenField field) {
        return field == TokenField.EXPIRES || field == TokenField.LAST_ACCESSED || view.text(field) != null;
    }

    private String status(Palette palette, String word) {
        return palette.paint(Style.of(view.status()), word);
    }

    /** A line of a block, whose values stand below one another. */
    static String line(String caption, String value, Palette palette) {
        return palette.paint(Style.FAINT, caption + ":") + " ".repeat(CAPTION_WIDTH - caption.length()) + value + "\n";
    }
}
