package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.CanonicalForm;
import com.smartonboarding.apikeys.secret.MacKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who holds the System Administrator role, within one transaction. */
public final class AdministratorRepository {
    private final Handle handle;
    private final MacKey key;
    private final Head head;

    AdministratorRepository(Handle handle, MacKey key, Head head) {
        this.handle = handle;
        this.key = key;
        this.head = head;
    }

    /** All holders of the role by uid; that none is missing, added or put back is checked each time. */
    public List<Administrator> findAll() {
        RowSum seen = new RowSum();
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

    /** Gives the role to a user who does not hold it. */
    public void insert(Administrator administrator) {
        byte[] mac = mac(administrator);
        handle.createUpdate(
                        "INSERT INTO administrator VALUES (:uid, :name, :grantedAt, :grantedBy, :grantedByName, :mac)")
                .bind("uid", administrator.user().uid())
                .bind("name", administrator.user().name())
                .bind("grantedAt", administrator.grantedAt().toEpochMilli())
                .bind("grantedBy", administrator.grantedBy().uid())
                .bind("grantedByName", administrator.grantedBy().name())
                .bind("mac", mac)
                .execute();
        head.administrators().add(mac);
    }

    /** Takes the role from a user who holds it. */
    public void delete(Administrator administrator) {
        handle.createUpdate("DELETE FROM administrator WHERE uid = :uid")
                .bind("uid", administrator.user().uid())
                .execute();
        head.administrators().remove(mac(administrator));
    }

    private Administrator map(ResultSet row) throws SQLException {
        Administrator administrator = new Administrator(
                new User(row.getLong("uid"), row.getString("name")),
                Instant.ofEpochMilli(row.getLong("granted_at")),
                new User(row.getLong("granted_by"), row.getString("granted_by_name")));
        if (!MacKey.same(mac(administrator), row.getBytes("mac"))) {
            throw changed();
        }
        return administrator;
    }

    private byte[] mac(Administrator administrator) {
        return key.mac(new CanonicalForm("administrator")
                .add(administrator.user().uid())
                .add(administrator.user().name())
                .add(administrator.grantedAt().toEpochMilli())
                .add(administrator.grantedBy().uid())
                .add(administrator.grantedBy().name()));
    }

    private static IntegrityException changed() {
        return IntegrityException.tampered(
                "The list of administrators was changed by something else than apikeys.", null);
    }
}
