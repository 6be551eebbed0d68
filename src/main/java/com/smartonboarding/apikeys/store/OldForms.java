package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import java.util.List;
import java.util.stream.Stream;

/**
 * The forms that the MACs of older schemas cover, and the sum of the MACs of schemas 1 and 2. Only the upgrade uses
 * them.
 */
final class OldForms {
    private static final List<Column> TOKEN = List.of(
            TokenRow.ID,
            TokenRow.LABEL,
            TokenRow.DESCRIPTION,
            TokenRow.SCOPES,
            TokenRow.KEY_ID,
            TokenRow.VERIFIER,
            TokenRow.SEAL,
            TokenRow.CREATED_AT,
            TokenRow.CREATED_BY,
            TokenRow.CREATED_BY_NAME,
            TokenRow.EXPIRES_AT,
            TokenRow.REVOKED_AT,
            TokenRow.REVOKED_BY,
            TokenRow.REVOKED_BY_NAME,
            TokenRow.REVOKE_REASON);

    private static final List<Column> TOKEN_3 = Stream.of(
                    TOKEN,
                    List.of(TokenRow.REVOKED_FOR),
                    TokenRow.ROTATION_AND_REQUEST,
                    List.of(TokenRow.DELIVERED_AT, TokenRow.WRITTEN))
            .flatMap(List::stream)
            .toList();

    private OldForms() {}

    /** Schema 3. */
    static CanonicalForm token3(StoredToken stored) {
        return TokenRow.of(stored).add(new CanonicalForm(Kind.TOKEN_3), TOKEN_3);
    }

    /** Schemas 1 and 2. Rows that use no column of schema 2 kept the MAC that they had in schema 1. */
    static CanonicalForm token(StoredToken stored) {
        Row row = TokenRow.of(stored);
        CanonicalForm form = row.add(new CanonicalForm(Kind.OLD_TOKEN), TOKEN);
        return row.hasAny(TokenRow.ROTATION_AND_REQUEST) ? row.add(form, TokenRow.ROTATION_AND_REQUEST) : form;
    }

    static CanonicalForm administrator(Administrator administrator) {
        return AdministratorRepository.values(administrator)
                .before(AdministratorRepository.WRITTEN, Kind.OLD_ADMINISTRATOR);
    }

    /** The sum of the MACs, without a mask. An attacker who knows many rows could choose some with the same sum. */
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
