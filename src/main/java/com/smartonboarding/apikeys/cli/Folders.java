package com.smartonboarding.apikeys.cli;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The folders of the invoking user, by the XDG Base Directory Specification 0.8: a relative path is as good as none. */
record Folders(Path data, Path configuration) {
    private static final String NAME = "apikeys";

    Folders(Map<String, String> environment) {
        this(folder(environment, "XDG_DATA_HOME", ".local/share"), folder(environment, "XDG_CONFIG_HOME", ".config"));
    }

    private static Path folder(Map<String, String> environment, String variable, String belowHome) {
        Path named = absolute(environment.get(variable));
        return (named == null ? home(environment).resolve(belowHome) : named).resolve(NAME);
    }

    private static Path home(Map<String, String> environment) {
        Path home = absolute(environment.get("HOME"));
        return home == null ? Path.of(System.getProperty("user.home")) : home;
    }

    private static @Nullable Path absolute(@Nullable String value) {
        return value != null && value.startsWith("/") ? Path.of(value).normalize() : null;
    }
}
