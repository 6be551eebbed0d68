package com.smartonboarding.apikeys.service.backup;

import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.failure.ConflictException;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.audit.KeptHead;
import com.smartonboarding.apikeys.model.audit.TrailHead;
import com.smartonboarding.apikeys.model.result.GivenUp;
import com.smartonboarding.apikeys.service.history.HeadComparison;
import com.smartonboarding.apikeys.store.AuditRepository;
import com.smartonboarding.apikeys.store.DatabasePlace;
import com.smartonboarding.apikeys.store.Present;
import com.smartonboarding.apikeys.store.StoredToken;
import com.smartonboarding.apikeys.store.TokenRepository;
import com.smartonboarding.apikeys.store.Transaction;
import java.time.Instant;
import java.util.ArrayList;
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

    /** What the backup lacks of the events of these anchors; null if nothing. */
    @Nullable
    GivenUp with(List<KeptHead> anchors) {
        HeadComparison comparison = new HeadComparison(backup, anchors);
        TrailHead missing = null;
        TrailHead doubtful = null;
        long proven = 0;
        for (KeptHead anchor : anchors) {
            TrailHead head = anchor.head();
            requireSame(head.database(), "the anchor in line " + anchor.line() + " is about");
            switch (comparison.compare(head)) {
                case SAME -> proven = Math.max(proven, head.sequence());
                case DIFFERENT -> missing = later(missing, head);
                case KEY_DROPPED -> doubtful = later(doubtful, head);
            }
        }
        if (missing != null) {
            return GivenUp.shownByAnchor(
                    missing.sequence(), missing.at(), backup.audit().count());
        }
        // The MAC of an event depends on all earlier events.
        return doubtful == null || doubtful.sequence() < proven
                ? null
                : GivenUp.perhaps(
                        doubtful.sequence(), doubtful.at(), doubtful.keys().get(0));
    }

    private static TrailHead later(@Nullable TrailHead one, TrailHead other) {
        return one != null && one.sequence() > other.sequence() ? one : other;
    }

    /**
     * What is lost if the backup takes the place of this database; null if nothing is lost.
     *
     * @param shown what the anchors show
     */
    @Nullable
    GivenUp with(Present present, DatabasePlace place, @Nullable GivenUp shown) {
        GivenUp lost = present.transaction() != null ? with(present.transaction()) : shownBeside(place);
        if (lost == null || shown == null) {
            return lost == null ? shown : lost;
        }
        return shown.isDoubtful() || lost.last() >= shown.last() ? lost : shown;
    }

    private @Nullable GivenUp shownBeside(DatabasePlace place) {
        Long last = place.lastSeenMissingIn(backup).stream().boxed().findAny().orElse(null);
        return last == null
                ? null
                : GivenUp.shownByAnchor(last, null, backup.audit().count());
    }

    private @Nullable GivenUp with(Transaction present) {
        requireSame(present.keys().databaseUuid(), "the present database is");
        AuditRepository audit = present.audit();
        if (backup.audit().has(audit.count(), audit.lastMac())) {
            return null;
        }
        long common = audit.commonWith(backup.audit(), backup.keys());
        if (common == audit.count()) {
            requireNoOlderKey(present);
            return null;
        }
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
            return new GivenUp(audit.count() - common, since[0], audit.count(), audit.lastAt(), null, null, null);
        }
    }

    /** A change of the key is an event, after which nothing is written with the key before. */
    private void requireNoOlderKey(Transaction present) {
        if (backup.codeKeys().isNewerThanDatabase(present.keys().keyId())) {
            throw new IntegrityException(source + " was not written by apikeys: it has the event that replaced the key "
                            + present.keys().keyId() + " took the place of "
                            + backup.keys().keyId() + ", but its MACs are made with the older key.")
                    .advising("Use another backup.");
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
        return new GivenUp(events, since, audit.count(), audit.lastAt(), revived, forgotten, null);
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
