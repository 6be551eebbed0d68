package com.smartonboarding.apikeys.failure;

/** The state that a failure leaves things in, in the words that people read. The transaction knows it. */
public enum State {
    /** The transaction was rolled back, or none was begun. */
    UNCHANGED("Nothing was changed."),
    /** What was done before the step that failed is durable, and does no harm. */
    BEGUN("What was made before this failure remains. Nothing else was changed."),
    /** The commit failed in a way that leaves open whether it happened. */
    UNKNOWN("The change may or may not have happened.");

    private final String sentence;

    State(String sentence) {
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
