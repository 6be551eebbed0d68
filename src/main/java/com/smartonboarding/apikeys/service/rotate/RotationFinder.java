package com.smartonboarding.apikeys.service.rotate;

import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotFoundException;
import com.smartonboarding.apikeys.model.Succession;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.TokenReference;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.service.Session;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.Transaction;
import java.util.Optional;

/** Finds rotations, and what they prevent, within one transaction. */
final class RotationFinder {
    private final Session session;
    private final Transaction transaction;

    RotationFinder(Session session, Transaction transaction) {
        this.session = session;
        this.transaction = transaction;
    }

    /** The rotation that a token is part of: the latest one that replaced it, or else the one that made it. */
    Rotation find(TokenReference reference) {
        Token token = session.finder(transaction).find(reference).token();
        Succession succession = token.succession();
        Optional<Token> successor = succession == null ? Optional.empty() : token(succession.successorId());
        if (successor.isPresent()) {
            return new Rotation(token, successor.get(), session.now());
        }
        Rotation rotation = of(token);
        if (!rotation.isLatest()) {
            throw new NotFoundException("Token " + token.name() + " was meant to replace "
                    + rotation.predecessor().name()
                    + ", which has another successor now.");
        }
        return rotation;
    }

    /** The rotation that made this token. */
    Rotation of(Token successor) {
        String id = successor.predecessorId();
        Optional<Token> predecessor = id == null ? Optional.empty() : token(id);
        if (predecessor.isEmpty()) {
            throw new NotFoundException("Token " + successor.name()
                            + (id == null
                                    ? " was not rotated"
                                    : " was made by a rotation, but its predecessor " + id + " has been purged")
                            + ".")
                    .advising(Next.ROTATE, successor.id());
        }
        return new Rotation(predecessor.get(), successor, session.now());
    }

    /** Refuses a token that is part of an unfinished rotation. */
    void requireNotUnderWay(Token token) {
        requireNotReplaced(token);
        String id = token.predecessorId();
        if (id == null) {
            return;
        }
        token(id).ifPresent(predecessor -> {
            Succession succession = predecessor.succession();
            if (predecessor.status(session.now()).keepsLabel()
                    && succession != null
                    && succession.successorId().equals(token.id())) {
                throw underWay(predecessor, token);
            }
        });
    }

    /** Refuses a token whose successor is not revoked. */
    void requireNotReplaced(Token token) {
        Succession succession = token.succession();
        if (succession == null || !token.status(session.now()).keepsLabel()) {
            return;
        }
        token(succession.successorId()).ifPresent(successor -> {
            if (successor.revocation() == null) {
                throw underWay(token, successor);
            }
        });
    }

    /** Refuses a token whose label now means another token. */
    void requireLabelFree(Token token) {
        session.finder(transaction).requireLabelFree(token.label(), token.id());
    }

    static StoredToken stored(Transaction transaction, Token token) {
        return transaction.tokens().find(token.id()).orElseThrow();
    }

    private Optional<Token> token(String id) {
        Optional<Token> found = transaction.tokens().find(id).map(StoredToken::token);
        if (found.isEmpty()) {
            session.finder(transaction).requireAbsent(token -> token.id().equals(id));
        }
        return found;
    }

    private static Failure underWay(Token predecessor, Token successor) {
        return new ConflictException(
                        predecessor.name() + " is being rotated already; its successor is " + successor.name() + ".")
                .advising(Next.END_ROTATION, successor.id());
    }
}
