package com.smartonboarding.apikeys.output;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.output.json.JsonText;
import java.io.StringWriter;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a token introspection (RFC 7662, 2.2). A member that has no value is left out, as the RFC does.
 *
 * @param token null for a rejected code, about which only that is said
 */
public record IntrospectionReport(@Nullable Token token) {
    /** One JSON object on a line. */
    public String json() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.compact(out).beginObject().member("active", token != null);
        if (token != null) {
            write(json, token);
        }
        json.endObject().endDocument();
        return out.toString();
    }

    /** The label stands for the client and the subject, because it stays the same when the token is rotated. */
    private static void write(JsonText json, Token token) {
        if (!token.scopes().isEmpty()) {
            json.member("scope", String.join(" ", token.scopes()));
        }
        json.member("client_id", token.label());
        if (token.owner() != null) {
            json.member("username", token.owner());
        }
        json.member("token_type", "Bearer");
        if (token.expiresAt() != null) {
            json.member("exp", token.expiresAt().getEpochSecond());
        }
        json.member("iat", token.createdAt().getEpochSecond())
                .member("sub", token.label())
                .member("jti", token.id())
                .member("id", token.id())
                .member("label", token.label());
        if (token.owner() != null) {
            json.member("owner", token.owner());
        }
        json.member("metadata", token.metadata().pairs()).member("networks", token.networks());
    }

    /** An error in the form of OAuth (RFC 6749, 5.2). */
    public static String error(String error, String description) {
        StringWriter out = new StringWriter();
        JsonText.compact(out)
                .beginObject()
                .member("error", error)
                .member("error_description", description)
                .endObject()
                .endDocument();
        return out.toString();
    }
}
