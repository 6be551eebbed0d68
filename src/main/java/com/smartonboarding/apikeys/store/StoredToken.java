package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Request;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A token with what only its row has: the verifier, the sealed code, the id of the key that both were made with, and the
 * request that it was made for.
 */
public final class StoredToken {
    private final Token token;
    private final String keyId;
    private final byte[] verifier;
    private final byte @Nullable [] seal;
    private final @Nullable Request request;

    public StoredToken(Token token, String keyId, byte[] verifier, byte @Nullable [] seal, @Nullable Request request) {
        this.token = token;
        this.keyId = keyId;
        this.verifier = verifier;
        this.seal = seal;
        this.request = request;
    }

    public Token token() {
        return token;
    }

    String keyId() {
        return keyId;
    }

    /** The keyed hash that checks a presented code. */
    public byte[] verifier() {
        return verifier;
    }

    /** The encrypted copy of the code, while one is kept. */
    public byte @Nullable [] seal() {
        return seal;
    }

    /** The request that it was made for, when that had an id. */
    public @Nullable Request request() {
        return request;
    }

    /** The same token under another label. */
    public StoredToken relabelled(String label) {
        return new StoredToken(token.withLabel(label), keyId, verifier, seal, request);
    }

    /** The same token with another expiry and another place in a rotation. */
    public StoredToken succeeded(@Nullable Instant expiresAt, @Nullable Succession succession) {
        return new StoredToken(token.succeeded(expiresAt, succession), keyId, verifier, seal, request);
    }

    /** The same token switched off, its sealed code destroyed. */
    public StoredToken revoked(Revocation revocation) {
        return new StoredToken(token.revoked(revocation), keyId, verifier, null, request);
    }

    /** Every column that matters; last access is not among them, since whoever verifies codes writes it. */
    CanonicalForm canonicalForm() {
        Revocation revocation = token.revocation();
        CanonicalForm form = new CanonicalForm("token")
                .add(token.id())
                .add(token.label())
                .add(token.description())
                .add(String.join(" ", token.scopes()))
                .add(keyId)
                .add(verifier)
                .add(seal);
        addTime(form, token.createdAt());
        addUser(form, token.createdBy());
        addTime(form, token.expiresAt());
        addTime(form, revocation == null ? null : revocation.at());
        addUser(form, revocation == null ? null : revocation.by());
        form.add(revocation == null ? null : revocation.reason());
        if (token.predecessorId() != null || token.succession() != null || request != null) {
            addVersion2(form);
        }
        return form;
    }

    /** The columns that came with schema 2; rows that use none of them keep the MACs they had before. */
    private void addVersion2(CanonicalForm form) {
        Succession succession = token.succession();
        form.add(token.predecessorId()).add(succession == null ? null : succession.successorId());
        addTime(form, succession == null ? null : succession.shortenedAt());
        addTime(form, succession == null ? null : succession.formerExpiresAt());
        form.add(request == null ? null : request.id()).add(request == null ? null : request.mac());
    }

    private static void addTime(CanonicalForm form, @Nullable Instant time) {
        form.add(Columns.milliseconds(time));
    }

    private static void addUser(CanonicalForm form, @Nullable User user) {
        form.add(user == null ? null : Long.valueOf(user.uid())).add(user == null ? null : user.name());
    }
}
