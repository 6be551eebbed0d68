package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.store.Database;

/** The versions of everything that matters when something is wrong. */
final class Versions {
    private Versions() {}

    /** One a line. */
    static String text() {
        return "apikeys " + ToolVersion.TEXT + "\nJava " + Runtime.version() + "\nSQLite " + Database.libraryVersion()
                + "\nschema " + Database.schemaVersion() + "\n";
    }
}
