package com.smartonboarding.apikeys.cli.option;

import picocli.CommandLine.Model.CommandSpec;

/** What to do with a rotation under way. The options exclude each other. */
public final class RotationStep implements Declaration {
    private final Flag status = Flag.of("--status", "Show both tokens, their last accesses, and the time left.");

    private final Flag finish = Flag.of("--finish", "Revoke the old token now.");

    private final Flag abort = Flag.of(
            "--abort",
            "Revoke the new token. The old token keeps working, and gets back the expiry that it had before the rotation.");

    public boolean status() {
        return status.isGiven();
    }

    public boolean finish() {
        return finish.isGiven();
    }

    public boolean abort() {
        return abort.isGiven();
    }

    @Override
    public void addTo(CommandSpec command) {
        Combination.oneOf("A rotation under way", status, finish, abort).addTo(command);
    }
}
