package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.secret.CodeKeys;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.StoredToken;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether presented codes authenticate: the one rule for a command, a stream and a server. */
final class CodeCheck {
    private final List<Optional<TokenCode>> codes;
    private final Collection<String> scopes;
    private final @Nullable String from;
    private final Set<String> ids = new HashSet<>();

    /**
     * Reads the codes.
     *
     * @param scopes the scopes that the token must have, matched exactly
     * @param from where the codes come from; null if the caller does not know, and then networks do not matter
     */
    CodeCheck(List<String> codes, Collection<String> scopes, @Nullable String from) {
        this.codes = new ArrayList<>(codes.size());
        this.scopes = scopes;
        this.from = from;
        for (String code : codes) {
            Optional<TokenCode> parsed = TokenCode.parse(code);
            parsed.ifPresent(whole -> ids.add(whole.id()));
            this.codes.add(parsed);
        }
    }

    /** The ids in the codes. If there are none, no code is well-formed, and no token must be looked up. */
    Set<String> ids() {
        return ids;
    }

    /** The answers if no code is well-formed. */
    List<Verification> malformed() {
        return Collections.nCopies(codes.size(), Verification.rejected(Result.MALFORMED));
    }

    /** The answers for the codes, in their order, by the tokens that have their ids. */
    List<Verification> answers(CodeKeys keys, Map<String, StoredToken> tokens, Instant now) {
        List<Verification> answers = new ArrayList<>(codes.size());
        for (Optional<TokenCode> code : codes) {
            answers.add(
                    code.isEmpty()
                            ? Verification.rejected(Result.MALFORMED)
                            : answer(keys, tokens.get(code.get().id()), code.get(), now));
        }
        return answers;
    }

    /** An unknown id costs a comparison, too, as a known one does. */
    private Verification answer(CodeKeys keys, @Nullable StoredToken stored, TokenCode code, Instant now) {
        DatabaseKeys key = stored == null ? keys.ofDatabase() : stored.key(keys);
        byte[] expected = stored == null ? new byte[MacKey.MAC_LENGTH] : stored.verifier();
        boolean same = MacKey.same(key.verifier(code), expected);
        if (stored == null || !same) {
            return Verification.rejected(Result.UNKNOWN);
        }
        Token token = stored.token();
        return switch (token.status(now)) {
            case REVOKED -> Verification.rejected(Result.REVOKED);
            case DISABLED -> Verification.rejected(Result.DISABLED);
            case EXPIRED -> Verification.rejected(Result.EXPIRED);
            case ACTIVE -> {
                if (!token.scopes().containsAll(scopes)) {
                    yield Verification.rejected(Result.LACKS_SCOPE);
                }
                yield from == null || token.mayBeUsedFrom(from)
                        ? new Verification(Result.VALID, token)
                        : Verification.rejected(Result.OUTSIDE_NETWORK);
            }
        };
    }
}
