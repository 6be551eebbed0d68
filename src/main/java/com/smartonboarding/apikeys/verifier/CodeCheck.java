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
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether presented codes authenticate: the one rule for a command, a stream and a server. */
final class CodeCheck {
    private final List<Presentation> presentations;
    private final List<Optional<TokenCode>> codes;
    private final Set<String> ids = new HashSet<>();

    /** Reads the codes. */
    CodeCheck(List<Presentation> presentations) {
        this.presentations = presentations;
        this.codes = new ArrayList<>(presentations.size());
        for (Presentation presentation : presentations) {
            Optional<TokenCode> parsed = TokenCode.parse(presentation.code());
            parsed.ifPresent(whole -> ids.add(whole.id()));
            codes.add(parsed);
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
        for (int i = 0; i < codes.size(); i++) {
            Optional<TokenCode> code = codes.get(i);
            answers.add(
                    code.isEmpty()
                            ? Verification.rejected(Result.MALFORMED)
                            : answer(keys, tokens.get(code.get().id()), code.get(), presentations.get(i), now));
        }
        return answers;
    }

    /** An unknown id costs a comparison, too, as a known one does. */
    private static Verification answer(
            CodeKeys keys, @Nullable StoredToken stored, TokenCode code, Presentation presented, Instant now) {
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
                if (!token.scopes().containsAll(presented.scopes())) {
                    yield Verification.rejected(Result.LACKS_SCOPE);
                }
                String from = presented.from();
                yield from == null || token.mayBeUsedFrom(from)
                        ? new Verification(Result.VALID, token)
                        : Verification.rejected(Result.OUTSIDE_NETWORK);
            }
        };
    }
}
