package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A verifier that always has to wait, so that the threads of the queue verify. */
record WaitingVerifier(Function<List<Presentation>, List<Verification>> verifier) implements CodeVerifier {
    @Override
    public List<Verification> verifyAll(List<Presentation> presentations) {
        return verifier.apply(presentations);
    }

    @Override
    public @Nullable List<Verification> verifyAtOnce(List<Presentation> presentations) {
        return null;
    }
}
