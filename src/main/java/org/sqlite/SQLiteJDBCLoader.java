package org.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Takes the place of the driver's own class of this name, being earlier on the class path: that one lists the temporary
 * folder at every start, to remove what it has unpacked there, and looks for its version through all jars. Ours lies
 * unpacked in the package, and nothing is ever loaded from anywhere else.
 */
public final class SQLiteJDBCLoader {
    private static boolean loaded;

    private SQLiteJDBCLoader() {}

    /**
     * Loads SQLite's native library, unless it is loaded, from the folder that the property {@code org.sqlite.lib.path}
     * names.
     *
     * @return true
     * @throws SQLException when it cannot be loaded
     */
    public static synchronized boolean initialize() throws SQLException {
        if (!loaded) {
            Path library = Path.of(System.getProperty("org.sqlite.lib.path"), System.mapLibraryName("sqlitejdbc"));
            try {
                System.load(library.toString());
            } catch (UnsatisfiedLinkError e) {
                throw new SQLException(library + " could not be loaded", e);
            }
            loaded = true;
        }
        return true;
    }

    /** Always, as Java has no SQLite of its own. */
    public static boolean isNativeMode() {
        return true;
    }

    /** Not known. */
    public static int getMajorVersion() {
        return 0;
    }

    /** Not known. */
    public static int getMinorVersion() {
        return 0;
    }

    /** Not known. */
    public static String getVersion() {
        return "unknown";
    }
}
