package com.smartonboarding.apikeys.store.schema;

import com.smartonboarding.apikeys.failure.IntegrityException;
import com.smartonboarding.apikeys.failure.Next;
import com.smartonboarding.apikeys.failure.NotInitializedException;
import com.smartonboarding.apikeys.model.text.ResourceText;
import com.smartonboarding.apikeys.secret.Sha256;
import com.smartonboarding.apikeys.store.engine.Column;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import org.jdbi.v3.core.Handle;

/**
 * The numbered versions of the schema. The files {@code schema/001.sql} to {@code schema/N.sql} make version N. A
 * database stores its version in {@code user_version}; {@code application_id} says that it is ours.
 */
public final class Schema {
    /** {@code sok1} in ASCII. */
    static final int APPLICATION_ID = 0x736f6b31;

    /** Selects the lines that the fingerprint of a schema is made of. */
    public static final String LINES = "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || coalesce(sql, '')"
            + " FROM sqlite_schema ORDER BY type, name";

    /** For each version, the SHA-256 of the content of {@code sqlite_schema}. A planted trigger or view changes it. */
    private static final List<String> FINGERPRINTS = List.of(
            "f792ced31ac2b9aa8f9f79c898e3b1475f301f1f854e5a67f72e45a245a00ebe",
            "0267b0dca5b75d42f4ec6f2549ba49ea862e84d23d2fdc1fce6bcb81c1c6c764",
            "fc555470705bdcd0e06ee6788c9a499d85cec04cafbd7eda07021b4fc2a7021e",
            "90aa23dff9af2200ba62508eaf076c0f250fff50865a06876c0021f2b4871268");

    /** The version this tool makes and needs. */
    public static final int VERSION = FINGERPRINTS.size();

    private Schema() {}

    /**
     * The version that a database has. Refuses a file that is no apikeys database, one that is newer than this tool,
     * and one whose schema was altered.
     */
    public static int check(Handle handle, Path file) {
        int version = version(handle);
        int applicationId = number(handle, "PRAGMA application_id");
        if (version == 0 && applicationId == 0 && number(handle, "SELECT count(*) FROM sqlite_schema") == 0) {
            throw new NotInitializedException(file + " is empty: no database was made there yet.")
                    .advising(Next.INITIALIZE);
        }
        if (applicationId != APPLICATION_ID) {
            throw new IntegrityException(file + " is a SQLite database, but not one of apikeys.");
        }
        if (version > VERSION) {
            throw new IntegrityException(file + " was written by a newer apikeys (schema " + version
                            + "; this one knows " + VERSION + ").")
                    .advising("Install the newer version.");
        }
        if (version < 1 || !isFingerprint(version, fingerprint(handle))) {
            throw IntegrityException.tampered("The schema of " + file + " was changed by something other than apikeys"
                    + " (a table, index, trigger or view was added, altered or dropped).");
        }
        return version;
    }

    /** Upgrades the schema to the newest version, in the transaction of the caller. It changes no rows. */
    public static void upgrade(Handle handle) {
        upgrade(handle, VERSION);
    }

    /** Upgrades the schema to a later version. */
    public static void upgrade(Handle handle, int target) {
        upgrade(handle, target, Schema::script);
    }

    /** Upgrades the schema to a later version, with the script of each version between. */
    public static void upgrade(Handle handle, int target, IntFunction<String> scripts) {
        for (int version = version(handle) + 1; version <= target; version++) {
            for (String statement : scripts.apply(version).split("\n\n", -1)) {
                handle.execute(statement.strip().replaceFirst(";$", ""));
            }
            handle.execute("PRAGMA user_version = " + version);
        }
        handle.execute("PRAGMA application_id = " + APPLICATION_ID);
    }

    public static int version(Handle handle) {
        return number(handle, "PRAGMA user_version");
    }

    public static String fingerprint(Handle handle) {
        List<String> lines = new ArrayList<>();
        // Not list(), which loads Java's streams; every command does this, and most need no stream.
        handle.createQuery(LINES)
                .map((row, context) -> Column.present(row.getString(1)))
                .forEach(lines::add);
        return fingerprint(lines);
    }

    /** The fingerprint of the lines that {@link #LINES} selects. */
    public static String fingerprint(List<String> lines) {
        byte[] schema = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
        return HexFormat.of().formatHex(Sha256.digest().digest(schema));
    }

    /** Whether this is the fingerprint of a version of the schema. */
    public static boolean isFingerprint(int version, String fingerprint) {
        return version >= 1 && version <= VERSION && fingerprint.equals(FINGERPRINTS.get(version - 1));
    }

    private static int number(Handle handle, String query) {
        return handle.createQuery(query).map((row, context) -> row.getInt(1)).one();
    }

    private static String script(int version) {
        return ResourceText.read("/schema/" + String.format(Locale.ROOT, "%03d", version) + ".sql");
    }
}
