package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.KeyFile;
import com.smartonboarding.apikeys.secret.KeyRing;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.schema.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Turns a database into one that an older version of the tool would have made. */
public final class OlderSchema {
    private static final List<String> SINCE_4 = List.of(
            "disabled_at", "disabled_by", "disabled_by_name", "disable_reason", "owner", "metadata", "networks");

    private OlderSchema() {}

    /** Rewrites a database of the newest schema as one of schema 1, 2 or 3. What the older schema lacks is lost. */
    public static void rewrite(Path file, Path keyFile, int version) throws IOException {
        Files.deleteIfExists(Anchor.file(keyFile, file)); // older versions made no anchor
        try (Handle handle = new Connections(file, Duration.ofSeconds(1)).open(true)) {
            handle.execute("BEGIN IMMEDIATE");
            DatabaseKeys keys = Installation.load(handle).keys(new KeyRing(KeyFile.read(keyFile)), file);
            Head head = Head.load(handle, keys);
            if (version == 3) {
                rewriteAs3(handle, keys, head);
                handle.execute("COMMIT");
                return;
            }
            OldForms.Sum tokens = new OldForms.Sum();
            List<StoredToken> all = handle.createQuery(TokenRow.SELECT + TokenRow.from("token"))
                    .map(Cells.each(TokenRow::unchecked))
                    .list();
            for (StoredToken stored : all) {
                byte[] mac = keys.rowKey().mac(OldForms.token(stored));
                handle.createUpdate("UPDATE token SET mac = :mac WHERE id = :id")
                        .bind("mac", mac)
                        .bind("id", stored.token().id())
                        .execute();
                tokens.add(mac);
            }
            OldForms.Sum administrators = new OldForms.Sum();
            List<Administrator> holders = handle.createQuery(AdministratorRepository.SELECT_ALL)
                    .map(Cells.each(AdministratorRepository::unchecked))
                    .list();
            for (Administrator holder : holders) {
                byte[] mac = keys.rowKey().mac(OldForms.administrator(holder));
                handle.createUpdate("UPDATE administrator SET mac = :mac WHERE uid = :uid")
                        .bind("mac", mac)
                        .bind("uid", holder.user().uid())
                        .execute();
                administrators.add(mac);
            }
            writeHead(handle, keys.rowKey(), head, tokens, administrators);
            dropSince(handle, version);
            handle.execute("COMMIT");
        }
    }

    /** The other tables are the same in schema 3. */
    private static void rewriteAs3(Handle handle, DatabaseKeys keys, Head head) {
        head.tokensAnew();
        List<StoredToken> all = handle.createQuery(TokenRow.SELECT + TokenRow.from("token"))
                .map(Cells.each(TokenRow::unchecked))
                .list();
        for (StoredToken stored : all) {
            byte[] mac = keys.rowKey().mac(OldForms.token3(stored));
            handle.createUpdate("UPDATE token SET mac = :mac WHERE id = :id")
                    .bind("mac", mac)
                    .bind("id", stored.token().id())
                    .execute();
            head.tokens().add(mac);
        }
        head.save();
        dropSince(handle, 3);
    }

    private static void writeHead(
            Handle handle, MacKey key, Head head, OldForms.Sum tokens, OldForms.Sum administrators) {
        Head.Stored old = new Head.Stored(
                head.auditSequence(),
                head.auditMac(),
                tokens.count(),
                tokens.sum(),
                administrators.count(),
                administrators.sum());
        handle.createUpdate("UPDATE head SET tokens_sum = :tokens, administrators_sum = :administrators, mac = :mac")
                .bind("tokens", tokens.sum())
                .bind("administrators", administrators.sum())
                .bind("mac", old.row(key, Kind.OLD_HEAD).bytes(Head.MAC))
                .execute();
    }

    private static void dropSince(Handle handle, int version) {
        for (String column : SINCE_4) {
            handle.execute("ALTER TABLE token DROP COLUMN " + column);
        }
        if (version == 3) {
            handle.execute("PRAGMA user_version = 3");
            return;
        }
        handle.execute("DROP TABLE denial");
        handle.execute("ALTER TABLE administrator DROP COLUMN written");
        for (String column : List.of("written", "delivered_at", "revoked_for")) {
            handle.execute("ALTER TABLE token DROP COLUMN " + column);
        }
        if (version == 1) {
            handle.execute("DROP INDEX token_by_request");
            handle.execute("DROP INDEX audit_of_revocations");
            for (String column : List.of(
                    "predecessor_id",
                    "successor_id",
                    "shortened_at",
                    "former_expires_at",
                    "request_id",
                    "request_mac")) {
                handle.execute("ALTER TABLE token DROP COLUMN " + column);
            }
        }
        handle.execute("PRAGMA user_version = " + version);
    }
}
