package com.smartonboarding.apikeys.torture;

/** One way to be cruel to the tool. */
interface Suite {
    /** What {@code --only} calls it. */
    String name();

    /** What must hold, in one sentence. */
    String promise();

    /** Makes the trials, and those of the controls. */
    void run(Trials trials) throws Exception;
}
