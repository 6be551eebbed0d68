package com.smartonboarding.apikeys.cli;

/** The version that the build sets. It is a constant, because reading a file in the jar takes as long as a query. */
public final class ToolVersion {
    public static final String TEXT = "${project.version}";

    private ToolVersion() {}
}
