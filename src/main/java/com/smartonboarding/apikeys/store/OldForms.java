package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.RequestKey;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import org.jspecify.annotations.Nullable;

/** The input of the MACs in schemas 1 and 2, and their sum; only for the upgrade. */
final class OldForms {
    /** The kind of the head's form. */
    static final String HEAD = "head";

    private OldForms() {}

    static CanonicalForm token(StoredToken stored) {
        Token token = stored.token();
        Revocation revocation = token.revocation();
        CanonicalForm form = new CanonicalForm("token")
                .add(token.id())
                .add(token.label())
                .add(token.description())
                .add(String.join(" ", token.scopes()))
                .add(stored.keyId())
                .add(stored.verifier())
                .add(stored.seal());
        StoredToken.addTime(form, token.createdAt());
        StoredToken.addUser(form, token.createdBy());
        StoredToken.addTime(form, token.expiresAt());
        StoredToken.addTime(form, revocation == null ? null : revocation.at());
        StoredToken.addUser(form, revocation == null ? null : revocation.by());
        form.add(revocation == null ? null : revocation.reason());
        if (token.predecessorId() != null || token.succession() != null || stored.request() != null) {
            addVersion2(form, token.predecessorId(), token.succession(), stored.request());
        }
        return form;
    }

    /** The columns that came with schema 2; rows that used none of them kept the MACs they had before. */
    private static void addVersion2(
            CanonicalForm form,
            @Nullable String predecessorId,
            @Nullable Succession succession,
            @Nullable RequestKey request) {
        form.add(predecessorId).add(succession == null ? null : succession.successorId());
        StoredToken.addTime(form, succession == null ? null : succession.shortenedAt());
        StoredToken.addTime(form, succession == null ? null : succession.formerExpiresAt());
        form.add(request == null ? null : request.id()).add(request == null ? null : request.mac());
    }

    static CanonicalForm administrator(Administrator administrator) {
        return new CanonicalForm("administrator")
                .add(administrator.user().uid())
                .add(administrator.user().name())
                .add(administrator.grantedAt().toEpochMilli())
                .add(administrator.grantedBy().uid())
                .add(administrator.grantedBy().name());
    }

    /** The sum of MACs, without a mask: with many known rows, an attacker could choose some with the same sum. */
    static final class Sum {
        private final byte[] sum = new byte[MacKey.MAC_LENGTH];
        private long count;

        void add(byte[] mac) {
            count++;
            RowSum.add(sum, mac);
        }

        long count() {
            return count;
        }

        byte[] sum() {
            return sum.clone();
        }
    }
}
