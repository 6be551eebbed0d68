package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who holds the System Administrator role, within one transaction. */
public final class AdministratorRepository {
    private final Handle handle;
    private final DatabaseKeys keys;
    private final Head head;

    AdministratorRepository(Handle handle, DatabaseKeys keys, Head head) {
        this.handle = handle;
        this.keys = keys;
        this.head = head;
    }

    /** All holders of the role by uid; that none is missing, added or put back is checked each time. */
    public List<Administrator> findAll() {
        RowSum seen = new RowSum(keys);
        List<Administrator> all = handle.createQuery("SELECT * FROM administrator ORDER BY uid")
                .map((row, context) -> {
                    Administrator administrator = map(row);
                    seen.add(row.getBytes("mac"));
                    return administrator;
                })
                .list();
        if (!seen.same(head.administrators())) {
            throw changed();
        }
        return all;
    }

    /** Gives the role to a user who does not hold it; an event of that must follow in this transaction. */
    public void insert(Administrator administrator) {
        long written = head.writing();
        byte[] mac = mac(administrator, written);
        handle.createUpdate("""
                        INSERT INTO administrator (uid, name, granted_at, granted_by, granted_by_name, written, mac)
                        VALUES (:uid, :name, :grantedAt, :grantedBy, :grantedByName, :written, :mac)
                        """)
                .bind("uid", administrator.user().uid())
                .bind("name", administrator.user().name())
                .bind("grantedAt", administrator.grantedAt().toEpochMilli())
                .bind("grantedBy", administrator.grantedBy().uid())
                .bind("grantedByName", administrator.grantedBy().name())
                .bind("written", written)
                .bind("mac", mac)
                .execute();
        head.administrators().add(mac);
    }

    /** Takes the role from a user who holds it; an event of that must follow in this transaction. */
    public void delete(Administrator administrator) {
        head.writing();
        byte[] mac = handle.createQuery("DELETE FROM administrator WHERE uid = :uid RETURNING mac")
                .bind("uid", administrator.user().uid())
                .map((row, context) -> row.getBytes(1))
                .one();
        head.administrators().remove(mac);
    }

    private Administrator map(ResultSet row) throws SQLException {
        Administrator administrator = unchecked(row);
        long written = row.getLong("written");
        if (!MacKey.same(mac(administrator, written), row.getBytes("mac"))) {
            throw changed();
        }
        head.requireKnown(written);
        return administrator;
    }

    /** The content of a row whose MAC was not checked. */
    public static Administrator unchecked(ResultSet row) throws SQLException {
        return new Administrator(
                new User(row.getLong("uid"), Columns.present(row.getString("name"))),
                Instant.ofEpochMilli(row.getLong("granted_at")),
                new User(row.getLong("granted_by"), Columns.present(row.getString("granted_by_name"))));
    }

    private byte[] mac(Administrator administrator, long written) {
        return mac(keys.rowKey(), administrator, written);
    }

    public static byte[] mac(MacKey key, Administrator administrator, long written) {
        return key.mac(new CanonicalForm("administrator 3")
                .add(administrator.user().uid())
                .add(administrator.user().name())
                .add(administrator.grantedAt().toEpochMilli())
                .add(administrator.grantedBy().uid())
                .add(administrator.grantedBy().name())
                .add(written));
    }

    /** The failure for a row whose MAC is not right, and for rows whose sum is not. */
    public static IntegrityException changed() {
        return IntegrityException.tampered(
                "The list of administrators was changed by something other than apikeys.", null);
    }
}
