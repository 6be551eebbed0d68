package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.Token;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;

/**
 * A name and a code that a client presents with the scheme Basic (RFC 7617). OAuth clients encode both as forms do (RFC
 * 6749, 2.3.1), and others do not, so a name is right in either reading. A code is the same in both.
 *
 * @param name as it was received
 * @param decodedName the name without the encoding of forms; as it was received if it is not encoded
 */
record BasicCredentials(String name, String decodedName, String code) {
    static final String SCHEME = "Basic";

    /** Stands for credentials of another form. Their code is not a code. */
    static final BasicCredentials NONE = new BasicCredentials("", "", "");

    /** The credentials in this field; empty if it has another form. */
    static Optional<BasicCredentials> of(AuthorizationField field) {
        return base64(field.credentials()).flatMap(FormText::utf8).flatMap(BasicCredentials::parse);
    }

    private static Optional<byte[]> base64(String text) {
        try {
            return Optional.of(Base64.getDecoder().decode(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BasicCredentials> parse(String pair) {
        int colon = pair.indexOf(':');
        if (colon < 0 || pair.chars().anyMatch(Character::isISOControl)) {
            return Optional.empty();
        }
        String name = pair.substring(0, colon);
        return FormText.decoded(pair.substring(colon + 1))
                .map(code -> new BasicCredentials(name, FormText.decoded(name).orElse(name), code));
    }

    /** Whether the name is the id or the label of this token. */
    boolean belongTo(Token token) {
        return isNameOf(token, name) || isNameOf(token, decodedName);
    }

    private static boolean isNameOf(Token token, String text) {
        return token.id().equals(text) || token.label().equals(Normalizer.normalize(text, Normalizer.Form.NFC));
    }

    /** Without the code, and without the name, which a client can confuse with the code. */
    @Override
    public String toString() {
        return SCHEME;
    }
}
