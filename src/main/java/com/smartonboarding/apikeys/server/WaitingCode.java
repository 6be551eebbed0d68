package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.model.Verification;
import com.smartonboarding.apikeys.verifier.Presentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A code that waits for its verification. */
record WaitingCode(Presentation presentation, CompletableFuture<Verification> answer) {
    WaitingCode(Presentation presentation) {
        this(presentation, new CompletableFuture<>());
    }

    /** What was presented with these codes, in their order. */
    static List<Presentation> presentations(List<WaitingCode> codes) {
        List<Presentation> presentations = new ArrayList<>(codes.size());
        for (WaitingCode code : codes) {
            presentations.add(code.presentation());
        }
        return presentations;
    }

    /** Answers these codes, in their order. */
    static void complete(List<WaitingCode> codes, List<Verification> answers) {
        for (int i = 0; i < codes.size(); i++) {
            codes.get(i).answer().complete(answers.get(i));
        }
    }

    /** Tells those who wait for these codes why there is no answer. */
    static void fail(List<WaitingCode> codes, Throwable failure) {
        for (WaitingCode code : codes) {
            code.answer().completeExceptionally(failure);
        }
    }
}
