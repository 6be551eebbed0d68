package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.output.json.JsonText;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a command changed, as one JSON document. */
public final class ChangeReport {
    /** What a script needs to know about each token; {@code show} prints the rest. */
    private static final List<TokenField> FIELDS = List.of(
            TokenField.ID,
            TokenField.LABEL,
            TokenField.STATUS,
            TokenField.EXPIRES,
            TokenField.LAST_ACCESSED,
            TokenField.REVOKED);

    private final StringWriter out = new StringWriter();
    private final Instant now;
    private final JsonText json;

    /** A report with this schema, about tokens as they are now. */
    public ChangeReport(String schema, Instant now) {
        this.now = now;
        this.json = JsonText.indented(out).beginObject().member("schema", schema);
    }

    /** Adds an array of tokens. */
    public ChangeReport tokens(String name, List<Token> tokens) {
        json.beginArray(name);
        for (Token token : tokens) {
            write(token, json.beginObject());
        }
        json.endArray();
        return this;
    }

    /** Adds an object: one token. */
    public ChangeReport token(String name, Token token) {
        write(token, json.beginObject(name));
        return this;
    }

    /** Adds an object: the uid and the name of a user. */
    public ChangeReport user(String name, User user) {
        json.beginObject(name)
                .member("uid", user.uid())
                .member("name", user.name())
                .endObject();
        return this;
    }

    /** Adds a text, or null. */
    public ChangeReport text(String name, @Nullable String value) {
        json.member(name, value);
        return this;
    }

    /** Adds true or false. */
    public ChangeReport flag(String name, boolean value) {
        json.member(name, value);
        return this;
    }

    /** Adds a number. */
    public ChangeReport number(String name, long value) {
        json.member(name, value);
        return this;
    }

    /** The whole document, which ends with a line feed. */
    public String document() {
        json.endObject().endDocument();
        return out.toString();
    }

    private void write(Token token, JsonText object) {
        TokenView view = new TokenView(token, now);
        FIELDS.forEach(field -> view.write(field, object));
        object.endObject();
    }
}
