package com.smartonboarding.apikeys.verifier;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.LastAccess;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.store.AccessRecorder;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.StoredToken;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Checks one code for a process that then ends. It answers as {@link TokenVerifier} does, but starts no thread and
 * keeps no connection open.
 */
public final class SingleVerifier {
    private final Supplier<Database> opener;
    private final Clock clock;
    private final Consumer<Failure> notRecorded;

    /**
     * Opens nothing yet.
     *
     * @param notRecorded receives the failure when the access could not be recorded; the code is accepted anyway
     */
    public SingleVerifier(Supplier<Database> opener, Clock clock, Consumer<Failure> notRecorded) {
        this.opener = opener;
        this.clock = clock;
        this.notRecorded = notRecorded;
    }

    /** Whether this code authenticates; like {@link TokenVerifier#verify}. */
    public Verification verify(String code, Collection<String> scopes, @Nullable String from) {
        return answer(code, scopes, from, (database, token) -> {
            Instant now = now();
            if (LastAccess.isToBeRecorded(token.lastAccess(), now)) {
                record(database, token, new LastAccess(now, from));
            }
        });
    }

    /** Like {@link #verify}, but records no access. */
    public Verification check(String code, Collection<String> scopes, @Nullable String from) {
        return answer(code, scopes, from, (database, token) -> {});
    }

    private Verification answer(
            String code, Collection<String> scopes, @Nullable String from, BiConsumer<Database, Token> ifValid) {
        CodeCheck check = new CodeCheck(List.of(new Presentation(code, scopes, from)));
        if (check.ids().isEmpty()) {
            return check.malformed().get(0);
        }
        Database database = opener.get();
        Verification answer = database.read(transaction -> {
            Map<String, StoredToken> tokens = new HashMap<>();
            for (String id : check.ids()) {
                transaction.tokens().find(id).ifPresent(stored -> tokens.put(id, stored));
            }
            return check.answers(transaction.codeKeys(), tokens, now()).get(0);
        });
        if (answer.token() != null) {
            ifValid.accept(database, answer.token());
        }
        return answer;
    }

    private void record(Database database, Token token, LastAccess access) {
        try (AccessRecorder recorder = database.waiting(AccessLog.PATIENCE).openAccessRecorder()) {
            recorder.record(Map.of(token.id(), access), access.at());
        } catch (Failure e) {
            notRecorded.accept(e);
        }
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
