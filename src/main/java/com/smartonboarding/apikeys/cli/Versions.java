package com.smartonboarding.apikeys.cli;

import com.smartonboarding.apikeys.store.Database;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;

/** The versions of everything that matters when something is wrong. */
final class Versions {
    private Versions() {}

    /** The version of apikeys, as the build wrote it. */
    static String ofTool() {
        try (InputStream file = Versions.class.getResourceAsStream("/com/smartonboarding/apikeys/version.properties")) {
            Properties properties = new Properties();
            properties.load(Objects.requireNonNull(file));
            return properties.getProperty("version");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One a line. */
    static String text() {
        return "apikeys " + ofTool() + "\nJava " + Runtime.version() + "\nSQLite " + Database.libraryVersion()
                + "\nschema " + Database.schemaVersion() + "\n";
    }
}
