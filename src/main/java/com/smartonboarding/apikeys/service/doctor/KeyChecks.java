package com.smartonboarding.apikeys.service.doctor;

import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.model.result.KeyUse;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.MasterKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** The master keys: how old they are, and whether the database needs them. */
final class KeyChecks {
    private static final Duration OLD = Duration.ofDays(365);

    private final Site site;
    private final DatabaseChecks database;

    KeyChecks(Site site, DatabaseChecks database) {
        this.site = site;
        this.database = database;
    }

    /** The key that new codes are made with. */
    void age(Report report) {
        if (database.content() == null) {
            report.skip("the database cannot be used");
            return;
        }
        MasterKey newest = KeyFile.read(site.keyFile()).newest();
        Instant created = newest.created();
        if (created.isBefore(site.now().minus(OLD))) {
            report.notice(
                    "The newest key, " + newest.id() + ", was made at " + UtcTime.of(created)
                            + ", more than 365 days ago.",
                    Next.ROTATE_KEY);
        }
    }

    /** Looks at all tokens, after they and the whole trail were checked. */
    void use(Report report) {
        if (!site.deep()) {
            report.skip(DatabaseChecks.ONLY_DEEP, Next.LOOK_DEEPER);
            return;
        }
        if (!database.isAllRead()) {
            report.skip("the tokens or the audit trail could not be read");
            return;
        }
        List<KeyUse> uses = database.keyUses(report);
        List<KeyUse> missing =
                uses.stream().filter(use -> use.created() == null).toList();
        if (!missing.isEmpty()) {
            report.error(
                    "The key file lacks keys that codes of tokens need: " + ids(missing) + ".",
                    Next.RESTORE_KEY_FILE,
                    site.keyFile());
        }
        List<KeyUse> unused = uses.stream().filter(KeyUse::isUnused).toList();
        if (!unused.isEmpty()) {
            report.notice(
                    "The key file holds keys that the database does not need: " + ids(unused) + ".",
                    Next.DROP_KEYS,
                    unused.stream().map(KeyUse::id).toArray());
        }
    }

    private static String ids(List<KeyUse> uses) {
        return uses.stream().map(KeyUse::id).collect(Collectors.joining(", "));
    }
}
