package com.smartonboarding.apikeys.cli.help;

import com.smartonboarding.apikeys.cli.ToolVersion;
import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.store.Connections;
import com.smartonboarding.apikeys.store.schema.Schema;

/** The versions that a report of a problem should name. */
public final class Versions {
    private Versions() {}

    /** One version per line, even if parts of the installation are missing. */
    public static String text() {
        return "apikeys " + ToolVersion.TEXT + "\nJava " + Runtime.version() + "\n" + sqlite() + "\nschema "
                + Schema.VERSION + "\n";
    }

    private static String sqlite() {
        try {
            return "SQLite " + Connections.libraryVersion();
        } catch (StorageException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
