package org.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;

/**
 * Replaces the driver's own class of this name, because it comes earlier on the class path. The original lists the
 * temporary folder at every start, to remove libraries that it unpacked there earlier, and searches all jars for its
 * version. Our library is unpacked in the package, and nothing is ever loaded from anywhere else.
 */
public final class SQLiteJDBCLoader {
    private static boolean loaded;

    private SQLiteJDBCLoader() {}

    /**
     * Loads SQLite's native library from the folder that the property {@code org.sqlite.lib.path} names, unless it is
     * loaded already.
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

    /** Always true: SQLite runs as native code. */
    public static boolean isNativeMode() {
        return true;
    }

    /** Always 0: the version is not known. */
    public static int getMajorVersion() {
        return 0;
    }

    /** Always 0: the version is not known. */
    public static int getMinorVersion() {
        return 0;
    }

    /** Always {@code unknown}. */
    public static String getVersion() {
        return "unknown";
    }
}
