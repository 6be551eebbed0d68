package com.smartonboarding.apikeys.output.token;

import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.output.json.JsonText;
import com.smartonboarding.apikeys.output.text.RelativeTime;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One token at one moment, as all formats print it; the values are not yet escaped. */
public record TokenView(Token token, Instant now, Status status) {
    private static final String NOTHING = "-";

    /** The token as it is now. */
    public TokenView(Token token, Instant now) {
        this(token, now, token.status(now));
    }

    /**
     * The value for programs: times in ISO 8601 UTC, scopes and networks separated by a space, metadata as a JSON object,
     * null if there is no value.
     */
    public @Nullable String text(TokenField field) {
        Instant time = time(field);
        if (time != null) {
            return UtcTime.of(time);
        }
        return field == TokenField.METADATA && !token.metadata().isEmpty() ? metadataJson() : word(field);
    }

    /** The metadata as a JSON object on one line, possibly an empty one. */
    String metadataJson() {
        StringWriter out = new StringWriter();
        JsonText json = JsonText.compact(out).beginObject();
        token.metadata().pairs().forEach(json::member);
        json.endObject();
        return out.toString();
    }

    /** The value for people in a table: relative times, and {@code never} or {@code -} if there is no value. */
    public String brief(TokenField field) {
        Instant time = time(field);
        return time == null ? wordOrNothing(field) : RelativeTime.of(time, now);
    }

    /** The value for people in details: the exact time with the relative one in brackets. */
    public String exact(TokenField field) {
        Instant time = time(field);
        return time == null ? wordOrNothing(field) : UtcTime.of(time) + " (" + RelativeTime.of(time, now) + ")";
    }

    /**
     * Writes the field as a member of the current JSON object: scopes and networks as arrays, recoverable as true or
     * false, metadata as an object.
     */
    public void write(TokenField field, JsonText json) {
        switch (field) {
            case SCOPES -> json.member(field.key(), token.scopes());
            case RECOVERABLE -> json.member(field.key(), token.recoverable());
            case METADATA -> json.member(field.key(), token.metadata().pairs());
            case NETWORKS -> json.member(field.key(), token.networks());
            default -> json.member(field.key(), text(field));
        }
    }

    private @Nullable Instant time(TokenField field) {
        return switch (field) {
            case CREATED -> token.createdAt();
            case EXPIRES -> token.expiresAt();
            case LAST_ACCESSED ->
                token.lastAccess() == null ? null : token.lastAccess().at();
            case REVOKED ->
                token.revocation() == null ? null : token.revocation().at();
            case DISABLED ->
                token.disabling() == null ? null : token.disabling().at();
            case ID,
                    LABEL,
                    STATUS,
                    SCOPES,
                    DESCRIPTION,
                    CREATED_BY,
                    LAST_ACCESSED_FROM,
                    REVOKED_BY,
                    REVOKE_REASON,
                    RECOVERABLE,
                    PREDECESSOR,
                    SUCCESSOR,
                    OWNER,
                    METADATA,
                    NETWORKS,
                    DISABLED_BY,
                    DISABLE_REASON -> null;
        };
    }

    private @Nullable String word(TokenField field) {
        Revocation revocation = token.revocation();
        Disabling disabling = token.disabling();
        LastAccess lastAccess = token.lastAccess();
        Succession succession = token.succession();
        return switch (field) {
            case ID -> token.id();
            case LABEL -> token.label();
            case STATUS -> status.word();
            case SCOPES -> joined(" ", token.scopes());
            case DESCRIPTION -> token.description();
            case CREATED_BY -> token.createdBy().name();
            case LAST_ACCESSED_FROM -> lastAccess == null ? null : lastAccess.from();
            case REVOKED_BY -> revocation == null ? null : revocation.by().name();
            case REVOKE_REASON -> revocation == null ? null : revocation.reason();
            case RECOVERABLE -> token.recoverable() ? "true" : "false";
            case PREDECESSOR -> token.predecessorId();
            case SUCCESSOR -> succession == null ? null : succession.successorId();
            case OWNER -> token.owner();
            case METADATA -> joined(", ", token.metadata().texts());
            case NETWORKS -> joined(" ", token.networks());
            case DISABLED_BY -> disabling == null ? null : disabling.by().name();
            case DISABLE_REASON -> disabling == null ? null : disabling.reason();
            case CREATED, EXPIRES, LAST_ACCESSED, REVOKED, DISABLED -> null;
        };
    }

    private static @Nullable String joined(String separator, List<String> texts) {
        return texts.isEmpty() ? null : String.join(separator, texts);
    }

    private String wordOrNothing(TokenField field) {
        String word = word(field);
        return switch (field) {
            case EXPIRES, LAST_ACCESSED -> "never";
            case RECOVERABLE -> token.recoverable() ? "yes" : "no";
            default -> word == null || word.isEmpty() ? NOTHING : word;
        };
    }
}
