package com.smartonboarding.apikeys.cli.options;

import picocli.CommandLine.Option;

/** What to do with a rotation that was begun; each of these excludes the others. */
public final class RotationStep {
    @Option(names = "--status", description = "Show both tokens, their last accesses, and the time left.")
    private boolean status;

    @Option(names = "--finish", description = "Revoke the old token now.")
    private boolean finish;

    @Option(names = "--abort", description = "Revoke the new token and give the old one its former life back.")
    private boolean abort;

    public boolean status() {
        return status;
    }

    public boolean finish() {
        return finish;
    }

    public boolean abort() {
        return abort;
    }
}
