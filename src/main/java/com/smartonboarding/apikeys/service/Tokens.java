package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.files.LargeDraft;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.Revocation;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.text.TextRules;
import com.smartonboarding.apikeys.store.Database;
import com.smartonboarding.apikeys.store.StoredToken;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Lists and shows tokens, displays their codes, and relabels them. */
public final class Tokens {
    /** From this many bytes on, others would notice the lock of a list. */
    private static final long LARGE = 32L << 20;

    private final Session session;

    public Tokens(Session session) {
        this.session = session;
    }

    /** A token with its code, after the display was recorded. */
    public record Shown(Token token, TokenCode code) {}

    /**
     * What a list contained.
     *
     * @param listed how many tokens of each status were listed
     * @param withheld how many more matched, but were beyond the limit
     * @param stored how many tokens the database has
     */
    public record Totals(Map<Status, Long> listed, long withheld, long stored) {}

    /** The token that the reference means, without its code; needs no role. */
    public Token find(TokenReference reference) {
        return session.database()
                .read(transaction -> session.finder(transaction).find(reference).token());
    }

    /** The token that the reference means, with its code. The display is recorded before this returns. */
    public Shown show(TokenReference reference) {
        return session.asAdministrator(AuditAction.SHOW, List.of(reference), transaction -> {
            StoredToken stored = session.finder(transaction).find(reference);
            TokenCode code = stored.unseal(transaction.codeKeys()).orElseThrow(() -> noCode(stored.token()));
            session.record(transaction, AuditAction.SHOW, code.id(), null);
            return new Shown(stored.token(), code);
        });
    }

    /**
     * A token with its new label, and the label that it had.
     *
     * @param formerLabel the same as the new one if nothing was changed
     */
    public record Relabelled(Token token, String formerLabel) {}

    /** Gives a token another label, which no other Active token may have. */
    public Relabelled relabel(TokenReference reference, String newLabel) {
        String label = TextRules.label(newLabel);
        return session.asAdministrator(AuditAction.RELABEL, List.of(reference), transaction -> {
            TokenFinder finder = session.finder(transaction);
            StoredToken before = finder.find(reference);
            Token token = before.token();
            if (token.label().equals(label)) {
                return new Relabelled(token, label);
            }
            if (token.status(session.now()).keepsLabel()) {
                finder.requireLabelFree(label, token.id());
            }
            StoredToken after = before.relabelled(label);
            transaction.tokens().update(before, after);
            session.record(transaction, AuditAction.RELABEL, token.id(), EventDetail.formerLabel(token.label()));
            return new Relabelled(after.token(), token.label());
        });
    }

    /**
     * Passes on the tokens that match, in order. Whatever the query is, this checks all tokens and the whole audit
     * trail. A failure may come only at the end, so the caller must print nothing before this returns.
     */
    public Totals list(ListQuery query, Consumer<Token> consumer) {
        Database database = session.database();
        long account = session.actor().account();
        try (LargeDraft copy = LargeCopy.ofThisProcess(database, LARGE, ".list", account)) {
            return copy == null ? list(database, query, consumer) : list(database.copyAt(copy.path()), query, consumer);
        } catch (IntegrityException e) {
            list(database, query, token -> {}); // so that the failure is about the database and not about the copy
            throw e;
        }
    }

    private Totals list(Database database, ListQuery query, Consumer<Token> consumer) {
        Instant now = session.now();
        return database.readAndCheckTrail(transaction -> tally(
                query,
                now,
                transaction.tokens().count(),
                each -> transaction.tokens().forEach(query.globs(), query.order(), now, each),
                consumer));
    }

    /** Passes on the tokens of a source that match, up to the limit, and counts them. */
    public static Totals tally(
            ListQuery query, Instant at, long stored, Consumer<Consumer<Token>> source, Consumer<Token> consumer) {
        Map<Status, Long> listed = new EnumMap<>(Status.class);
        long[] matching = {0};
        source.accept(token -> {
            if (query.matches(token, at) && matching[0]++ < query.limit()) {
                listed.merge(query.status(token, at), 1L, Long::sum);
                consumer.accept(token);
            }
        });
        return new Totals(listed, Math.max(0, matching[0] - query.limit()), stored);
    }

    private static Failure noCode(Token token) {
        Revocation revocation = token.revocation();
        String why = revocation == null
                ? " was generated without a sealed copy, so its code was shown only once, when it was generated."
                : " no longer has a code: it was destroyed when the token was revoked on "
                        + revocation.at().truncatedTo(ChronoUnit.SECONDS) + ".";
        return new NotFoundException("Token " + token.name() + why).advising(Next.SHOW_WITHOUT_CODE, token.id());
    }
}
