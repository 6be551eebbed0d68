package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.audit.AuditActor;
import com.smartonboarding.apikeys.audit.AuditEvent;
import com.smartonboarding.apikeys.model.AuditAction;
import com.smartonboarding.apikeys.model.StoredWords.Via;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Who is accountable when a database of an older schema is upgraded.
 *
 * @param told receives the place of the copy that is kept, after the upgrade; null if none is kept, because the database
 *     is a draft itself
 */
public record Upgrading(
        AuditActor actor, Clock clock, @Nullable Consumer<Path> told) {
    /** What the trail shows as the version of the tool when a server that embeds the verifier upgraded the database. */
    private static final String EMBEDDED = "embedded";

    /** An upgrade by a server that embeds the verifier, with the uid that it runs as. */
    public static Upgrading byServer(long uid, Clock clock) {
        return new Upgrading(
                new AuditActor(uid, "uid " + uid, uid, Via.DIRECT, null, null, EMBEDDED), clock, copy -> {});
    }

    Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** The event of the upgrade. */
    AuditEvent event(int from, int to, @Nullable Path copy) {
        String detail = "schema " + from + " to " + to + (copy == null ? "" : "; copy " + copy);
        return AuditEvent.of(now(), AuditAction.UPGRADE, false, null, detail, actor);
    }
}
