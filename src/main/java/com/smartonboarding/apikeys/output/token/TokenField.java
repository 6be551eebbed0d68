package com.smartonboarding.apikeys.output.token;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All fields that a format can print about a token, in the order of the JSON fields. */
public enum TokenField {
    ID,
    LABEL,
    STATUS,
    CREATED,
    EXPIRES,
    LAST_ACCESSED,
    SCOPES,
    DESCRIPTION,
    CREATED_BY,
    LAST_ACCESSED_FROM,
    REVOKED,
    REVOKED_BY,
    REVOKE_REASON,
    RECOVERABLE,
    PREDECESSOR,
    SUCCESSOR,
    OWNER,
    METADATA,
    NETWORKS,
    DISABLED,
    DISABLED_BY,
    DISABLE_REASON;

    /** Every field, for the formats that print all of them. */
    public static final List<TokenField> ALL = List.of(values());

    /** The columns of a list by default. */
    public static final List<TokenField> DEFAULT_COLUMNS = List.of(ID, LABEL, STATUS, CREATED, EXPIRES, LAST_ACCESSED);

    private final String key = name().toLowerCase(Locale.ROOT);
    private final String heading = name().replace('_', ' ');

    /** The field with this key, if there is one. */
    public static Optional<TokenField> ofKey(String key) {
        for (TokenField field : ALL) {
            if (field.key.equals(key)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    /** The name in JSON, in the CSV header, in {@code --columns} and in {@code --field}: {@code last_accessed}. */
    public String key() {
        return key;
    }

    /** The heading in a table: {@code LAST ACCESSED}. */
    public String heading() {
        return heading;
    }

    /** The name in the details of one token: {@code Last accessed}. */
    public String caption() {
        return this == ID ? heading : heading.charAt(0) + key.substring(1).replace('_', ' ');
    }
}
