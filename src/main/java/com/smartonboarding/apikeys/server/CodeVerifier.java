package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.Failure;
import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
import com.smartonboarding.apikeys.verifier.TokenVerifier;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Verifies presented codes, several against one snapshot of the database. */
public interface CodeVerifier {
    /** The answers, in order, as {@link TokenVerifier#verifyAll} gives them. It may wait, and may throw a {@link Failure}. */
    List<Verification> verifyAll(List<Presentation> presentations);

    /** The answers as {@link TokenVerifier#verifyAtOnce} gives them; null if it would have to wait, or fails. */
    @Nullable
    List<Verification> verifyAtOnce(List<Presentation> presentations);
}
