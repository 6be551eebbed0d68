package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.failure.StorageException;
import com.smartonboarding.apikeys.store.Database;

/** The versions of everything that matters when something is wrong. */
final class Versions {
    private Versions() {}

    /** One a line, whatever of the installation is missing. */
    static String text() {
        return "apikeys " + ToolVersion.TEXT + "\nJava " + Runtime.version() + "\n" + sqlite() + "\nschema "
                + Database.schemaVersion() + "\n";
    }

    private static String sqlite() {
        try {
            return "SQLite " + Database.libraryVersion();
        } catch (StorageException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
