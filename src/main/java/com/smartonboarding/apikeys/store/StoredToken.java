package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A token with what only its row has: the verifier, the sealed code, and the id of the key that both were made with. */
public final class StoredToken {
    private final Token token;
    private final String keyId;
    private final byte[] verifier;
    private final byte @Nullable [] seal;

    public StoredToken(Token token, String keyId, byte[] verifier, byte @Nullable [] seal) {
        this.token = token;
        this.keyId = keyId;
        this.verifier = verifier;
        this.seal = seal;
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

    /** The same token under another label. */
    public StoredToken relabelled(String label) {
        return new StoredToken(token.withLabel(label), keyId, verifier, seal);
    }

    /** The same token switched off, its sealed code destroyed. */
    public StoredToken revoked(Revocation revocation) {
        return new StoredToken(token.revoked(revocation), keyId, verifier, null);
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
        return form.add(revocation == null ? null : revocation.reason());
    }

    private static void addTime(CanonicalForm form, @Nullable Instant time) {
        form.add(Columns.milliseconds(time));
    }

    private static void addUser(CanonicalForm form, @Nullable User user) {
        form.add(user == null ? null : Long.valueOf(user.uid())).add(user == null ? null : user.name());
    }
}
