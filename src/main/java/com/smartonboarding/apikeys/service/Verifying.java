package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.model.Verification.Result;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.AccessRecorder;
import com.smartonboarding.apikeys.store.StoredToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether a presented code authenticates; needs no role. */
public final class Verifying {
    /** The longest time that recording an access may delay the answer to a client. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Session session;

    public Verifying(Session session) {
        this.session = session;
    }

    /** The answer for a code; it must have all these scopes, each to the letter. */
    public Verification verify(TokenCode code, Collection<String> scopes) {
        return session.database()
                .read(transaction ->
                        judge(transaction.keys(), transaction.tokens().find(code.id()), code, scopes, session.now()));
    }

    /**
     * Notes that a token was accessed now, unless that was noted within the last minute. A failure to record it is
     * returned, not thrown: the code is accepted anyway.
     */
    public Optional<Failure> recordAccess(Token token, @Nullable String from) {
        Instant now = session.now();
        if (!isToBeRecorded(token.lastAccess(), now)) {
            return Optional.empty();
        }
        try (AccessRecorder recorder = session.database().waiting(PATIENCE).openAccessRecorder()) {
            recorder.record(Map.of(token.id(), new LastAccess(now, from)), now);
            return Optional.empty();
        } catch (Failure e) {
            return Optional.of(e);
        }
    }

    /** Whether an access now is to be noted beside the one that is on record; also when that lies in the future. */
    public static boolean isToBeRecorded(@Nullable LastAccess recorded, Instant now) {
        return recorded == null || Duration.between(recorded.at(), now).abs().compareTo(LastAccess.RESOLUTION) >= 0;
    }

    /** The answer for a code and the token with its id. An unknown id costs a comparison too, as a known one does. */
    public static Verification judge(
            DatabaseKeys keys, Optional<StoredToken> stored, TokenCode code, Collection<String> scopes, Instant now) {
        byte[] expected = stored.map(StoredToken::verifier).orElseGet(() -> new byte[MacKey.MAC_LENGTH]);
        boolean same = MacKey.same(keys.verifier(code), expected);
        if (stored.isEmpty() || !same) {
            return Verification.rejected(Result.UNKNOWN);
        }
        Token token = stored.get().token();
        Status status = token.status(now);
        return switch (status) {
            case REVOKED -> Verification.rejected(Result.REVOKED);
            case EXPIRED -> Verification.rejected(Result.EXPIRED);
            case ACTIVE ->
                token.scopes().containsAll(scopes)
                        ? new Verification(Result.VALID, token)
                        : Verification.rejected(Result.LACKS_SCOPE);
        };
    }
}
