package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Disabling;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.CodeKeys;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token with what only its row has: the verifier, the sealed code, the id of the key that made both, the request that
 * made the token, when its code was delivered, and which audit event last wrote the row.
 *
 * @param verifier the keyed hash that checks a presented code
 * @param seal the sealed copy of the code, while one is kept
 * @param request the request that made it, if the request had an id
 * @param deliveredAt when its code was delivered; null if this is not known
 * @param written the sequence number of the audit event that last wrote the row
 */
@SuppressWarnings("ArrayRecordComponent") // nobody compares two of them
public record StoredToken(
        Token token,
        String keyId,
        byte[] verifier,
        byte @Nullable [] seal,
        @Nullable RequestKey request,
        @Nullable Instant deliveredAt,
        long written) {
    /** A token that is in no row yet. */
    public StoredToken(
            Token token, String keyId, byte[] verifier, byte @Nullable [] seal, @Nullable RequestKey request) {
        this(token, keyId, verifier, seal, request, null, 0);
    }

    /** Whether the key that recognised the code of this token was dropped. No code has this verifier. */
    public boolean isUnrecognisable() {
        return Arrays.equals(verifier, new byte[MacKey.MAC_LENGTH]);
    }

    /** This token with another verifier and sealed copy of the same code. */
    public StoredToken withCode(String newKeyId, byte[] newVerifier, byte @Nullable [] newSeal) {
        return new StoredToken(token, newKeyId, newVerifier, newSeal, request, deliveredAt, written);
    }

    /** This revoked token without the value that recognises its code; the key is only named. */
    public StoredToken unrecognisable(String anyKeyId) {
        return withCode(anyKeyId, new byte[MacKey.MAC_LENGTH], null);
    }

    /** This token with another label. */
    public StoredToken relabelled(String label) {
        return with(token.withLabel(label), seal, deliveredAt, written);
    }

    /** This token with what an edit changed. */
    public StoredToken edited(Token edited) {
        return with(edited, seal, deliveredAt, written);
    }

    /** This token with another expiry and another place in a rotation. */
    public StoredToken succeeded(@Nullable Instant expiresAt, @Nullable Succession succession) {
        return with(token.succeeded(expiresAt, succession), seal, deliveredAt, written);
    }

    /** This token, revoked; its sealed code is destroyed. */
    public StoredToken revoked(Revocation revocation) {
        return with(token.revoked(revocation), null, deliveredAt, written);
    }

    /** This token, disabled; or enabled, if this is null. Its sealed code is kept. */
    public StoredToken disabled(@Nullable Disabling disabling) {
        return with(token.disabled(disabling), seal, deliveredAt, written);
    }

    /** This token, with its code delivered at this time. */
    public StoredToken delivered(Instant at) {
        return with(token, seal, at, written);
    }

    /** This token as the audit event with this sequence number writes it. */
    public StoredToken writtenAt(long sequence) {
        return with(token, seal, deliveredAt, sequence);
    }

    /** The code of the token, if a sealed copy of it is kept. */
    public Optional<TokenCode> unseal(CodeKeys keys) {
        if (seal == null) {
            return Optional.empty();
        }
        TokenCode code = keys.of(keyId).unseal(token.id(), seal);
        if (!isOf(code, keys)) {
            throw IntegrityException.tampered(
                    "The sealed code of token " + token.id() + " does not match its verifier.");
        }
        return Optional.of(code);
    }

    /** Whether this is the token of this code: an id alone is public, and anybody can make a code with it. */
    public boolean isOf(TokenCode code, CodeKeys keys) {
        return code.id().equals(token.id()) && MacKey.same(key(keys).verifier(code), verifier);
    }

    /** The key of the verifier. The key that an unrecognisable token names may be in no file, and any other does as well. */
    public DatabaseKeys key(CodeKeys keys) {
        return isUnrecognisable() ? keys.ofDatabase() : keys.of(keyId);
    }

    private StoredToken with(Token newToken, byte @Nullable [] newSeal, @Nullable Instant newDelivered, long sequence) {
        return new StoredToken(newToken, keyId, verifier, newSeal, request, newDelivered, sequence);
    }
}
