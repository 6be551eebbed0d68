package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.result.GivenUp;
import com.smartonboarding.apikeys.store.AuditRepository;
import com.smartonboarding.apikeys.store.DatabasePlace;
import com.smartonboarding.apikeys.store.Present;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.TokenRepository;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds out what a verified backup lacks, compared with the database in its place and with what was kept elsewhere. */
final class Comparison {
    private final String source;
    private final Transaction backup;
    private final Instant now;

    /**
     * A comparison with a backup.
     *
     * @param source its name in messages
     * @param now the time that decides which tokens have expired
     */
    Comparison(String source, Transaction backup, Instant now) {
        this.source = source;
        this.backup = backup;
        this.now = now;
    }

    /** What is lost if the backup takes the place of this database; null if nothing is lost. */
    @Nullable
    GivenUp with(Present present, DatabasePlace place, List<KeptHead> anchors) {
        GivenUp lost = null;
        if (present.transaction() != null) {
            lost = with(present.transaction());
        } else {
            Long last =
                    place.lastSeenMissingIn(backup).stream().boxed().findAny().orElse(null);
            lost = last == null
                    ? null
                    : GivenUp.shownByAnchor(last, null, backup.audit().count());
        }
        for (KeptHead anchor : anchors) {
            requireSame(anchor.head().database(), "the anchor in line " + anchor.line() + " is about");
            long sequence = anchor.head().sequence();
            byte[] mac = HexFormat.of().parseHex(anchor.head().mac());
            if (!backup.audit().has(sequence, mac) && (lost == null || lost.last() < sequence)) {
                lost = GivenUp.shownByAnchor(
                        sequence, anchor.head().at(), backup.audit().count());
            }
        }
        return lost;
    }

    private @Nullable GivenUp with(Transaction present) {
        requireSame(present.keys().databaseUuid(), "the present database is");
        AuditRepository audit = present.audit();
        if (backup.audit().has(audit.count(), audit.lastMac())) {
            return null;
        }
        long common = audit.commonWith(backup.audit());
        Instant[] since = {audit.lastAt()};
        Set<String> touched = new LinkedHashSet<>();
        try {
            audit.forEachAfter(common, event -> {
                if (event.sequence() == common + 1) {
                    since[0] = event.at();
                }
                note(event, touched);
            });
            // After an earlier restore, the backup can have events that the present database lacks.
            backup.audit().forEachAfter(common, event -> note(event, touched));
            return compared(present, audit.count() - common, since[0], touched);
        } catch (IntegrityException e) {
            return new GivenUp(audit.count() - common, since[0], audit.count(), audit.lastAt(), null, null);
        }
    }

    private static void note(AuditEvent event, Set<String> touched) {
        if (event.tokenId() != null) {
            touched.add(event.tokenId());
        }
    }

    private GivenUp compared(Transaction present, long events, Instant since, Set<String> touched) {
        TokenRepository there = present.tokens();
        Set<String> known = backup.tokens().knownIds(touched);
        Set<String> stillThere = there.knownIds(touched);
        List<Token> revived = new ArrayList<>();
        for (String id : known) {
            Token then = token(backup.tokens(), id);
            if (isActive(then) && !(stillThere.contains(id) && isActive(token(there, id)))) {
                revived.add(then);
            }
        }
        long forgotten = stillThere.stream().filter(id -> !known.contains(id)).count();
        AuditRepository audit = present.audit();
        return new GivenUp(events, since, audit.count(), audit.lastAt(), revived, forgotten);
    }

    private boolean isActive(Token token) {
        return token.status(now) == Status.ACTIVE;
    }

    private static Token token(TokenRepository tokens, String id) {
        return tokens.find(id).map(StoredToken::token).orElseThrow();
    }

    private void requireSame(String uuid, String whose) {
        String own = backup.keys().databaseUuid();
        if (!uuid.equals(own)) {
            throw new ConflictException(
                            source + " is a backup of the database " + own + ", but " + whose + " " + uuid + ".")
                    .advising("Restore it in another place, or first move the present database away.");
        }
    }
}
