package com.smartonboarding.apikeys.store;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.model.Administrator;
import com.smartonboarding.apikeys.model.StoredWords.Kind;
import com.smartonboarding.apikeys.model.User;
import com.smartonboarding.apikeys.secret.DatabaseKeys;
import com.smartonboarding.apikeys.secret.MacKey;
import com.smartonboarding.apikeys.store.engine.Cells;
import com.smartonboarding.apikeys.store.engine.Column;
import com.smartonboarding.apikeys.store.engine.Row;
import com.smartonboarding.apikeys.store.engine.Table;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Who holds the System Administrator role, within one transaction. */
public final class AdministratorRepository {
    private static final Table ADMINISTRATOR = new Table("administrator");

    static final Column UID = ADMINISTRATOR.column("uid");
    static final Column NAME = ADMINISTRATOR.column("name");
    static final Column GRANTED_AT = ADMINISTRATOR.column("granted_at");
    static final Column GRANTED_BY = ADMINISTRATOR.column("granted_by");
    static final Column GRANTED_BY_NAME = ADMINISTRATOR.column("granted_by_name");
    static final Column WRITTEN = ADMINISTRATOR.changing("written");
    static final Column MAC = ADMINISTRATOR.changing("mac");

    static final String SELECT_ALL = "SELECT " + ADMINISTRATOR.list() + " FROM administrator ORDER BY uid";

    /** Only an upgrade of the schema changes a row. */
    static final String UPDATE = ADMINISTRATOR.update() + " WHERE uid = :uid";

    private final Handle handle;
    private final DatabaseKeys keys;
    private final Head head;

    AdministratorRepository(Handle handle, DatabaseKeys keys, Head head) {
        this.handle = handle;
        this.keys = keys;
        this.head = head;
    }

    /**
     * All holders of the role, by uid. Every call checks that none is missing, added or put back from an older copy.
     */
    public List<Administrator> findAll() {
        RowSum seen = new RowSum(keys);
        List<Administrator> all = handle.createQuery(SELECT_ALL)
                .map(Cells.each(row -> {
                    Administrator administrator = checked(row);
                    seen.add(MAC.bytes(row));
                    return administrator;
                }))
                .list();
        if (!seen.same(head.administrators())) {
            throw changed();
        }
        return all;
    }

    /** Gives the role to a user who does not hold it; an event about it must follow in this transaction. */
    public void insert(Administrator administrator) {
        Row row = row(keys.rowKey(), administrator, head.writing());
        row.bindAll(handle.createUpdate(ADMINISTRATOR.insert())).execute();
        head.administrators().add(row.bytes(MAC));
    }

    /** Takes the role from a user who holds it; an event about it must follow in this transaction. */
    public void delete(Administrator administrator) {
        head.writing();
        byte[] mac = handle.createQuery("DELETE FROM administrator WHERE uid = :uid RETURNING mac")
                .bind("uid", administrator.user().uid())
                .map((row, context) -> row.getBytes(1))
                .one();
        head.administrators().remove(mac);
    }

    private Administrator checked(Cells row) throws SQLException {
        Administrator administrator = unchecked(row);
        long written = WRITTEN.number(row);
        if (!MacKey.same(row(keys.rowKey(), administrator, written).bytes(MAC), MAC.bytes(row))) {
            throw changed();
        }
        head.requireKnown(written);
        return administrator;
    }

    /** The content of a row whose MAC was not checked. */
    static Administrator unchecked(Cells row) throws SQLException {
        return new Administrator(
                new User(UID.number(row), NAME.text(row)),
                GRANTED_AT.time(row),
                new User(GRANTED_BY.number(row), GRANTED_BY_NAME.text(row)));
    }

    /** The values of every column but the MAC and the event that wrote the row. */
    static Row values(Administrator administrator) {
        return new Row(ADMINISTRATOR)
                .set(UID, administrator.user().uid())
                .set(NAME, administrator.user().name())
                .set(GRANTED_AT, administrator.grantedAt())
                .set(GRANTED_BY, administrator.grantedBy().uid())
                .set(GRANTED_BY_NAME, administrator.grantedBy().name());
    }

    /** The row that the event with this sequence number writes, with its MAC. */
    static Row row(MacKey key, Administrator administrator, long written) {
        Row row = values(administrator).set(WRITTEN, written);
        return row.set(MAC, key.mac(row.before(MAC, Kind.ADMINISTRATOR)));
    }

    /** The failure for a row whose MAC is not right, and for rows whose sum is not. */
    static Failure changed() {
        return IntegrityException.tampered("The list of administrators was changed by something other than apikeys.");
    }
}
