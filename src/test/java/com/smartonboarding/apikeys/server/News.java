package com.smartonboarding.apikeys.server;

import com.smartonboarding.apikeys.failure.Failure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Keeps what was told of the state of the database. */
final class News implements Readiness.Changes {
    /** In their order: the exit codes of failures, and {@code answers}. */
    final List<String> told = Collections.synchronizedList(new ArrayList<>());

    @Override
    public void answers() {
        told.add("answers");
    }

    @Override
    public void damaged(Failure failure) {
        told.add("damaged");
    }

    @Override
    public void fails(Failure failure) {
        told.add(failure.exitCode().name());
    }
}
