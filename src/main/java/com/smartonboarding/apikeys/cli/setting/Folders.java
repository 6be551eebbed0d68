package com.smartonboarding.apikeys.cli.setting;

import com.smartonboarding.apikeys.failure.UsageException;
import com.smartonboarding.apikeys.files.NamedPath;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The folders of the invoking user, by the XDG Base Directory Specification 0.8: a relative path counts as not set. A
 * uid without an account, which is common in containers, may have no home folder.
 *
 * @param data null when no home folder is known
 * @param configuration null when no home folder is known
 */
record Folders(@Nullable Path data, @Nullable Path configuration) {
    private static final String NAME = "apikeys";

    Folders(Map<String, String> environment) {
        this(folder(environment, "XDG_DATA_HOME", ".local/share"), folder(environment, "XDG_CONFIG_HOME", ".config"));
    }

    /** The default place of the database. */
    Path database(long uid) {
        return known(data, uid).resolve("apikeys.db");
    }

    /** The default place of the key file. */
    Path keyFile(long uid) {
        return known(configuration, uid).resolve("apikeys.key");
    }

    /** The place of the user's configuration; null when no home folder is known. */
    @Nullable
    Path configurationFile() {
        return configuration == null ? null : configuration.resolve("apikeys.properties");
    }

    private static Path known(@Nullable Path folder, long uid) {
        if (folder == null) {
            throw new UsageException("No home folder is known for uid " + uid + ", so there is no default place for the"
                            + " token database.")
                    .advising("Set HOME to an absolute path, or both APIKEYS_DATABASE and APIKEYS_KEY_FILE.");
        }
        return folder;
    }

    private static @Nullable Path folder(Map<String, String> environment, String variable, String belowHome) {
        Path named = absolute(variable, environment.get(variable));
        Path home = absolute("HOME", environment.get("HOME"));
        Path base = named != null ? named : below(home != null ? home : homeOfAccount(), belowHome);
        return base == null ? null : base.resolve(NAME);
    }

    private static @Nullable Path below(@Nullable Path home, String folder) {
        return home == null ? null : home.resolve(folder);
    }

    /** The home folder of the account; null if Java does not know it, in which case Java says {@code ?}. */
    private static @Nullable Path homeOfAccount() {
        return absolute("The home folder of this account", System.getProperty("user.home"));
    }

    private static @Nullable Path absolute(String source, @Nullable String value) {
        return value != null && value.startsWith("/") ? NamedPath.absolute(source, value) : null;
    }
}
