package com.smartonboarding.apikeys.service;

import com.smartonboarding.apikeys.failure.AmbiguousException;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.LabelClaim;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenCode;
import com.smartonboarding.apikeys.model.TokenOrder;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the token that a typed text means. A label means its current token: the one that is Active and not rotated out;
 * otherwise the newest Active one; if none is Active, the newest. A text that is the label of one token and the id of
 * another is ambiguous.
 */
public final class TokenFinder {
    /** The most candidates that the message about an ambiguous reference names. */
    private static final int MOST_CANDIDATES = 10;

    private final Transaction transaction;
    private final Instant now;

    public TokenFinder(Transaction transaction, Instant now) {
        this.transaction = transaction;
        this.now = now;
    }

    /** The token that the reference means. */
    public StoredToken find(TokenReference reference) {
        List<StoredToken> candidates = candidates(reference);
        if (candidates.isEmpty()) {
            requireAbsent(token -> means(reference, token));
            throw new NotFoundException("No token has the label or id '" + reference.text() + "'."
                            + (reference.isShortId()
                                    ? " The beginning of an id must have at least " + TokenReference.SHORTEST_PREFIX
                                            + " characters."
                                    : ""))
                    .advising(Next.LIST_TOKENS);
        }
        if (candidates.size() > 1) {
            throw ambiguous(reference, candidates);
        }
        Token found = candidates.get(0).token();
        if (found.label().equals(reference.text()) && !found.status(now).keepsLabel()) {
            requireAbsent(token ->
                    token.label().equals(found.label()) && token.status(now).keepsLabel());
        }
        return candidates.get(0);
    }

    /** The id of the token that the reference means, if there is exactly one. */
    Optional<String> idOf(TokenReference reference) {
        List<StoredToken> candidates = candidates(reference);
        return candidates.size() == 1 ? Optional.of(candidates.get(0).token().id()) : Optional.empty();
    }

    /** The token that the label means. */
    public Optional<StoredToken> findCurrent(String label) {
        return labelled(label)
                .filter(found -> found.claim().rank() == LabelClaim.Rank.CURRENT)
                .map(Claimed::stored);
    }

    /** Refuses a label that means another token than the one with this id. */
    public void requireLabelFree(String label, String id) {
        findCurrent(label)
                .map(StoredToken::token)
                .filter(other -> !other.id().equals(id))
                .ifPresent(other -> {
                    throw labelInUse(other, now);
                });
    }

    public static Failure labelInUse(Token other, Instant now) {
        return new ConflictException(
                        "The label is in use by the " + other.status(now).word() + " token " + other.name() + ".")
                .advising(Next.FREE_LABEL, other.id());
    }

    private List<StoredToken> candidates(TokenReference reference) {
        List<StoredToken> candidates = new ArrayList<>();
        if (reference.mayBeLabel()) {
            labelled(reference.text())
                    .map(Claimed::stored)
                    .map(this::withSuccessorInPlace)
                    .ifPresent(candidates::add);
        }
        if (reference.mayBeId()) {
            for (StoredToken stored : withId(reference.text())) {
                if (candidates.isEmpty()
                        || !candidates.get(0).token().id().equals(stored.token().id())) {
                    candidates.add(stored);
                }
            }
        }
        return candidates;
    }

    /** A token with its claim to its label. */
    private record Claimed(StoredToken stored, LabelClaim claim) {}

    private Optional<Claimed> labelled(String label) {
        return transaction.tokens().findByLabel(label).stream()
                .map(stored -> new Claimed(stored, claim(stored.token())))
                .max(Comparator.comparing(Claimed::claim));
    }

    private LabelClaim claim(Token token) {
        return LabelClaim.of(token.id(), token.createdAt(), token.status(now), token.succession(), this::isLive);
    }

    /** Refuses a database in which damage hides the successor, because this token would be taken for it. */
    private StoredToken withSuccessorInPlace(StoredToken stored) {
        Succession succession = stored.token().succession();
        if (succession != null) {
            transaction.tokens().find(succession.successorId());
        }
        return stored;
    }

    private boolean isLive(String id) {
        return transaction
                .tokens()
                .find(id)
                .filter(stored -> stored.token().revocation() == null)
                .isPresent();
    }

    private List<StoredToken> withId(String text) {
        if (text.length() == TokenCode.ID_LENGTH) {
            return transaction.tokens().find(text).stream().toList();
        }
        return transaction.tokens().findByIdPrefix(text, MOST_CANDIDATES + 1);
    }

    /**
     * Reads and checks all rows before the tool says that a token does not exist, or that the label has no Active
     * token. A lookup does not find a row whose label or id was changed behind the tool's back, and then the true
     * answer is that the database was tampered with.
     */
    public void requireAbsent(Predicate<Token> condition) {
        transaction.audit().verifyAll();
        transaction.tokens().forEach(List.of(), TokenOrder.OLDEST_FIRST, now, token -> {
            if (condition.test(token)) {
                throw IntegrityException.tampered(
                        "Token " + token.id() + " is in the database but not in its indexes: the file is damaged.");
            }
        });
    }

    private static boolean means(TokenReference reference, Token token) {
        return (reference.mayBeLabel() && token.label().equals(reference.text()))
                || (reference.mayBeId() && token.id().startsWith(reference.text()));
    }

    private Failure ambiguous(TokenReference reference, List<StoredToken> candidates) {
        StringBuilder message = new StringBuilder("'" + reference.text() + "' matches several tokens:");
        for (int i = 0; i < Math.min(candidates.size(), MOST_CANDIDATES); i++) {
            Token token = candidates.get(i).token();
            message.append("\n  ").append(token.id()).append("  ").append(token.label());
        }
        message.append(candidates.size() > MOST_CANDIDATES ? "\n  and more" : "");
        return new AmbiguousException(message.toString()).advising(Next.SAY_WHICH_TOKEN);
    }
}
