package com.smartonboarding.apikeys.torture.trial;

/** One way to try to break the tool. */
public interface Suite {
    /** The name of the suite for {@code --only}. */
    String name();

    /** What must hold, in one sentence. */
    String promise();

    /** Runs the trials, and the trials of the controls. */
    void run(Trials trials) throws Exception;
}
