package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token with what only its row has: the verifier, the sealed code, the id of the key that both were made with, the
 * request that it was made for, when its code was handed over, and which audit event last wrote it.
 */
public final class StoredToken {
    private final Token token;
    private final String keyId;
    private final byte[] verifier;
    private final byte @Nullable [] seal;
    private final @Nullable RequestKey request;
    private final @Nullable Instant deliveredAt;
    private final long written;

    /** A token that is in no row yet. */
    public StoredToken(
            Token token, String keyId, byte[] verifier, byte @Nullable [] seal, @Nullable RequestKey request) {
        this(token, keyId, verifier, seal, request, null, 0);
    }

    StoredToken(
            Token token,
            String keyId,
            byte[] verifier,
            byte @Nullable [] seal,
            @Nullable RequestKey request,
            @Nullable Instant deliveredAt,
            long written) {
        this.token = token;
        this.keyId = keyId;
        this.verifier = verifier;
        this.seal = seal;
        this.request = request;
        this.deliveredAt = deliveredAt;
        this.written = written;
    }

    public Token token() {
        return token;
    }

    public String keyId() {
        return keyId;
    }

    /** The keyed hash that checks a presented code. */
    public byte[] verifier() {
        return verifier;
    }

    /** The sealed copy of the code, while one is kept. */
    public byte @Nullable [] seal() {
        return seal;
    }

    /** The request that it was made for, when that had an id. */
    public @Nullable RequestKey request() {
        return request;
    }

    /** When its code is known to have been handed over; null when that is not known. */
    public @Nullable Instant deliveredAt() {
        return deliveredAt;
    }

    /** The sequence of the audit event that last wrote the row. */
    public long written() {
        return written;
    }

    /** The same token under another label. */
    public StoredToken relabelled(String label) {
        return with(token.withLabel(label), seal, deliveredAt, written);
    }

    /** The same token with another expiry and another place in a rotation. */
    public StoredToken succeeded(@Nullable Instant expiresAt, @Nullable Succession succession) {
        return with(token.succeeded(expiresAt, succession), seal, deliveredAt, written);
    }

    /** The same token switched off, its sealed code destroyed. */
    public StoredToken revoked(Revocation revocation) {
        return with(token.revoked(revocation), null, deliveredAt, written);
    }

    /** The same token whose code was handed over then. */
    public StoredToken delivered(Instant at) {
        return with(token, seal, at, written);
    }

    /** The same token as the audit event with this sequence writes it. */
    public StoredToken writtenAt(long sequence) {
        return with(token, seal, deliveredAt, sequence);
    }

    /** The code of the token, if a sealed copy of it is kept. */
    public Optional<TokenCode> unseal(DatabaseKeys keys) {
        if (seal == null) {
            return Optional.empty();
        }
        TokenCode code = keys.unseal(token.id(), seal);
        if (!isOf(code, keys)) {
            throw IntegrityException.tampered(
                    "The sealed code of token " + token.id() + " does not match its verifier.", null);
        }
        return Optional.of(code);
    }

    /** Whether this is the token of this code: an id alone is public, and anybody can make a code with it. */
    public boolean isOf(TokenCode code, DatabaseKeys keys) {
        return code.id().equals(token.id()) && MacKey.same(keys.verifier(code), verifier);
    }

    private StoredToken with(Token newToken, byte @Nullable [] newSeal, @Nullable Instant newDelivered, long sequence) {
        return new StoredToken(newToken, keyId, verifier, newSeal, request, newDelivered, sequence);
    }
}
