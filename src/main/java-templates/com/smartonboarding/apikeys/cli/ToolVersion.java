package com.smartonboarding.apikeys.cli;

/** The version that the build was told; a constant, for to read a file in the jar takes as long as a query. */
public final class ToolVersion {
    public static final String TEXT = "${project.version}";

    private ToolVersion() {}
}
