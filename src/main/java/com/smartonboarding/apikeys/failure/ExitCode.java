package com.smartonboarding.apikeys.failure;

/** Every exit code of the tool, with the meaning that help and documents show. */
public enum ExitCode {
    OK(0, "done, or nothing to do"),
    INTERNAL(1, "a bug in apikeys"),
    USAGE(2, "wrong options or arguments"),
    DENIED(3, "you lack the System Administrator role, or may not use a file"),
    NOT_FOUND(4, "there is no such token, code, user or file"),
    AMBIGUOUS(5, "more than one token or user matches"),
    CONFLICT(6, "a conflict, such as a label that is in use; the message says what it is"),
    DECLINED(7, "the answer was no, or there was no terminal to ask at"),
    REJECTED_MALFORMED(10, "the input is not a token code: it was mistyped or cut, or is something else"),
    REJECTED_UNKNOWN(11, "no token has this code"),
    REJECTED_REVOKED(12, "the token was revoked"),
    REJECTED_EXPIRED(13, "the token has expired"),
    REJECTED_SCOPE(14, "the token does not have the scope"),
    LEAK_FOUND(15, "scan found a code of an Active token"),
    FINDINGS(16, "doctor found something that needs a person"),
    REJECTED_DISABLED(17, "the token is disabled"),
    INCOMPLETE(18, "scan could not search everything, and found no code of an Active token"),
    REJECTED_NETWORK(19, "the token may not be used from this address"),
    BUSY(20, "another process kept the database locked; nothing was changed"),
    STORAGE(21, "the disk is full, read-only or failing; nothing was changed"),
    OUTCOME_UNKNOWN(22, "the change may have been made, in part or completely; the message says more"),
    UNDELIVERED(23, "the code could not be delivered, so the token was revoked"),
    INTEGRITY(24, "the database or its audit trail is damaged or was tampered with"),
    UNSAFE_FILES(25, "a file or folder is not safe: it is open to others, a link, or not yours"),
    WRONG_KEY(26, "the key file is missing or damaged, or belongs to another database"),
    NOT_INITIALIZED(27, "there is no token database"),
    NO_JAVA(127, "there is no Java 17 or later, or Java could not start"),
    HANGUP(
            129,
            "ended by SIGHUP, for example because the terminal was closed ('serve' reads its settings again instead)"),
    INTERRUPTED(130, "ended by Ctrl-C (SIGINT)"),
    BROKEN_PIPE(141, "the program that read standard output has ended"),
    TERMINATED(143, "ended by SIGTERM ('verify --stream' and 'serve' end with 0 instead)");

    private final int number;
    private final String meaning;

    ExitCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number that the process exits with. */
    public int number() {
        return number;
    }

    /** When the tool exits with this code, as one clause. */
    public String meaning() {
        return meaning;
    }
}
