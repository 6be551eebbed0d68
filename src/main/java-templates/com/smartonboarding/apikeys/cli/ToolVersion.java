package com.smartonboarding.apikeys.cli;

/** The version that the build was told; a constant, for to read a file in the jar takes as long as a query. */
final class ToolVersion {
    static final String TEXT = "${project.version}";

    private ToolVersion() {}
}
