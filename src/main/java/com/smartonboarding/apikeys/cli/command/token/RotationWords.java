package com.smartonboarding.apikeys.cli.command.token;

import com.smartonboarding.apikeys.cli.talk.CodeOutput;
import com.smartonboarding.apikeys.model.Status;
import com.smartonboarding.apikeys.model.Token;
import com.smartonboarding.apikeys.model.result.Issued;
import com.smartonboarding.apikeys.model.result.Rotation;
import com.smartonboarding.apikeys.model.text.UtcTime;
import com.smartonboarding.apikeys.service.rotate.TokenRotator;

/** The messages about a rotation. */
final class RotationWords {
    private RotationWords() {}

    /** What was made, what happens to the old token, and how to go on. */
    static String rotated(TokenRotator.Rotated rotated, CodeOutput output) {
        Token successor = rotated.successor().token();
        Token predecessor = rotated.predecessor();
        String made = rotated.successor().outcome() == Issued.Outcome.REPEATED
                ? "This request already made " + successor.name() + " to replace "
                : "Rotated: " + successor.name() + " replaces ";
        String old = predecessor.revocation() != null
                ? ", which was revoked. "
                : ", which works until "
                        + (predecessor.expiresAt() == null ? "it is revoked" : UtcTime.of(predecessor.expiresAt()))
                        + ". ";
        return made
                + predecessor.id()
                + old
                + output.about(successor, "The new token", rotated.limitedBy())
                + (predecessor.revocation() != null
                        ? ""
                        : "\n'apikeys rotate --finish " + successor.id()
                                + "' revokes the old token. 'apikeys rotate --abort " + successor.id()
                                + "' revokes the new token.");
    }

    /** Which token is revoked, and which one stays. */
    static String finished(Rotation rotation) {
        return "The rotation is finished: the old token "
                + rotation.predecessor().id() + " is revoked, and "
                + rotation.successor().name() + " replaces it.";
    }

    /** Which token is revoked, and when the old one now expires. */
    static String aborted(Rotation rotation) {
        Token predecessor = rotation.predecessor();
        return "The rotation is aborted: the new token " + rotation.successor().id() + " is revoked. "
                + predecessor.name()
                + (predecessor.expiresAt() == null
                        ? " does not expire, as before."
                        : " expires " + UtcTime.of(predecessor.expiresAt()) + ", as before.")
                + (predecessor.status(rotation.now()) == Status.DISABLED
                        ? " It is Disabled, so neither token works now. To make it work again, run 'apikeys enable "
                                + predecessor.id() + "'."
                        : "");
    }
}
